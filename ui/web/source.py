"""The source beside the conversation: a whole document at a quote."""

from __future__ import annotations

from ui.web.reading import Notice, show_notices, show_source
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import InputError, StoredDocument, catalogue


def draw(space: Workspace, visit: Visit, place: Place) -> None:
    """Show the document of `place`, in the version that was cited."""
    try:
        with space.corpus.database.read() as connection:
            document = catalogue.get_document(connection, place.document, place.version)
            is_active = catalogue.is_active(connection, document.ref.id)
    except InputError:
        text = "The document in this page's address is not in the corpus."
        show_notices([Notice(text, is_error=True)], key="no-document")
        return
    is_there = place.end <= len(document.text)
    show_source(
        document,
        (place.start, place.end) if place.end and is_there else None,
        _notes(document, is_active),
        key="source-text",
        on_close=lambda: visit.open_source(None),
        opening=visit.openings,
    )


def _notes(document: StoredDocument, is_active: bool) -> list[str]:
    notes = []
    if not is_active:
        notes.append("This document has been removed from the corpus since.")
    if any(
        version.current and version.version != document.ref.version for version in document.versions
    ):
        notes.append("This is the version that was cited; the source has changed since.")
    return notes
