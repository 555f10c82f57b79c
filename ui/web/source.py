"""The source beside the conversation: a whole document at a quote."""

from __future__ import annotations

from ui.web.reading import show_source
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import InputError, StoredDocument, catalogue


def find(space: Workspace, place: Place) -> StoredDocument | None:
    """Return the document of `place`, in the version that was cited; None where there is none."""
    try:
        with space.corpus.database.read() as connection:
            return catalogue.get_document(connection, place.document, place.version)
    except InputError:
        return None


def draw(space: Workspace, visit: Visit, document: StoredDocument, place: Place) -> None:
    """Show a document at the quote of `place`."""
    with space.corpus.database.read() as connection:
        is_active = catalogue.is_active(connection, document.ref.id)
    notes = []
    if not is_active:
        notes.append("This document has been removed from the corpus since.")
    if any(one.current and one.version != document.ref.version for one in document.versions):
        notes.append("This is the version that was cited; the source has changed since.")
    quote = (place.start, place.end) if 0 < place.end <= len(document.text) else None
    if place.end and quote is None:
        notes.append("The text ends before the quote that this page's address names.")
    show_source(
        document,
        quote,
        notes,
        key="source-text",
        on_close=lambda: visit.open_source(None),
        opening=visit.openings,
    )
