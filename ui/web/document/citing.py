"""The answers that cite a document."""

from __future__ import annotations

import streamlit as st

from ui.web.document.entries import Entry, show_entries
from ui.web.document.moments import told_day
from ui.web.navigation import Name, turn_to
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import StoredDocument, conversations

_MOST = 50


def draw(space: Workspace, visit: Visit, document: StoredDocument) -> None:
    """List the answers that cite a document, in any version, and open what is chosen of them."""
    with space.corpus.database.read() as connection:
        found = conversations.list_citing(connection, document.ref.id, _MOST, owner=visit.owner)
    if not found:
        st.markdown("No answer cites this document yet.")
        return
    version = document.ref.version
    entries = [
        Entry(
            one.question,
            _told(one),
            "" if version in one.versions else "cites another version",
        )
        for one in found
    ]
    chosen = show_entries(entries, "Answers that cite this document", key="citing")
    if len(found) == _MOST:
        st.caption(f"These are the {_MOST} newest.")
    if chosen is not None:
        visit.turn_to(found[chosen].conversation_id)
        turn_to(Name.ASK, visit.parameters())


def _told(citing: conversations.Citing) -> str:
    asked = told_day(citing.asked_at)
    is_titled = citing.title != " ".join(citing.question.split())[: conversations.LONGEST_TITLE]
    return f"“{citing.title}”, {asked}" if is_titled else asked
