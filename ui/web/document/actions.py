"""What can be done with a document."""

from __future__ import annotations

import streamlit as st

from ui.reports import Format, file_name
from ui.web.messages import errors_shown
from ui.web.navigation import Name, turn_to
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import Filters, StoredDocument


def draw(space: Workspace, visit: Visit, document: StoredDocument, is_removed: bool) -> None:
    """Draw the buttons, and do what was clicked."""
    with st.container(horizontal=True, key="document-actions"):
        # Not by callbacks: none is there yet for the first click on a page that was open while the
        # server was started anew.
        asks = st.button(
            "Ask about it",
            icon=":material/forum:",
            help="Ask within this document alone",
            disabled=is_removed,
        )
        st.download_button(
            "Download",
            lambda: document.text,
            file_name(document.ref.metadata.title, Format.TEXT, "Document"),
            Format.TEXT.media_type,
            icon=":material/download:",
            on_click="ignore",
        )
        label, icon = ("Bring back", "undo") if is_removed else ("Remove", "delete")
        changes = st.button(label, icon=f":material/{icon}:", help=_HELP[is_removed], key="remove")
    if asks:
        visit.turn_to(None)
        visit.filters = Filters(document=document.ref.id)
        turn_to(Name.ASK, visit.parameters())
    if changes:
        with errors_shown("change-error"):
            _bring_back(space, document) if is_removed else _remove(space, document)


_HELP = {
    False: "Take it out of the corpus: no new answer cites it. It can be brought back.",
    True: "Let answers cite it again.",
}


def _remove(space: Workspace, document: StoredDocument) -> None:
    with st.spinner("Removing the document"):
        space.corpus.remove([document.ref.id])
    st.toast("Removed from the corpus", icon=":material/delete:")
    st.rerun()


def _bring_back(space: Workspace, document: StoredDocument) -> None:
    with st.spinner("Bringing the document back"):
        (id_,) = space.corpus.restore([document.ref.id])
    st.toast("Back in the corpus", icon=":material/undo:")
    if id_ != document.ref.id:  # its text has been added again meanwhile
        turn_to(Name.DOCUMENT, {"document": id_})
    st.rerun()
