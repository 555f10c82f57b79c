"""What is known of a document, above its text."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ingest.language import note_on
from ui.addresses import web_address
from ui.output import counted
from ui.web.components import define
from ui.web.document.moments import told_day
from ui.web.events import heard
from ui.web.filtering.offered import language_name
from ui.web.reading.origin import told_origin
from ui.web.workspace import Workspace
from vectorstore import StoredDocument, catalogue
from vectorstore.dossier import Dossier

_draw = define(Path(__file__).parent, "heading")


def show_heading(
    space: Workspace, document: StoredDocument, dossier: Dossier, key: str
) -> str | None:
    """Show a document's title and what is known of it; return the id of another to be opened."""
    known = document.ref.metadata
    with space.corpus.database.read() as connection:
        model = catalogue.model(connection)
    result = _draw(
        key=key,
        data={
            "title": known.title,
            "origin": told_origin(known.author, known.publisher, known.published),
            "url": web_address(known.url),
            "status": _status(document, dossier),
            "facts": _facts(document, dossier),
            "remark": note_on(known.language, model.name) if model else "",
            "sources": list(document.sources),
            "alike": [{"id": one.id, "title": one.title} for one in dossier.alike],
        },
        on_open_change=lambda: None,
    )
    heard(key)
    return result.open if isinstance(result.open, str) else None


def _status(document: StoredDocument, dossier: Dossier) -> str:
    """Return what sets a version apart from one that answers are made of."""
    if dossier.removed_at is not None:
        return "Removed"
    return "" if document.is_current else "Earlier version"


def _facts(document: StoredDocument, dossier: Dossier) -> list[str]:
    language = document.ref.metadata.language
    facts = [
        language_name(language) if language else "",
        counted(len(document.pages), "page") if document.pages else "",
        counted(_words(document.ref.version, document.text), "word"),
        counted(dossier.passages, "passage") if document.is_current else "",
        f"added on {told_day(dossier.added_at)}",
    ]
    return [fact for fact in facts if fact]


@st.cache_data(max_entries=100, show_spinner=False)
def _words(version: str, _text: str) -> int:
    """Return how many words a text has, whose hash is `version`."""
    return len(_text.split())
