"""The source beside the conversation: a whole document at a quote."""

from __future__ import annotations

from ingest.language import note_on
from ui.changes import told_change
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
        changes = catalogue.changes_since(connection, [document.ref.id])
    change = changes.get((document.ref.id, document.ref.version))
    notes = []
    if change is not None and change.is_removed:
        notes.append(f"This document has been {told_change(change)}.")
    elif change is not None:
        notes.append(f"This is the version that was cited; the source has {told_change(change)}.")
    quote = (place.start, place.end) if 0 < place.end <= len(document.text) else None
    if place.end and quote is None:
        notes.append("The text ends before the quote that this page's address names.")
    show_source(
        document,
        quote,
        notes,
        _remarks(space, document),
        key="source-text",
        on_close=lambda: visit.open_source(None),
        opening=visit.openings,
    )


def _remarks(space: Workspace, document: StoredDocument) -> list[str]:
    """Return what is as well to know of a document."""
    remarks = []
    with space.corpus.database.read() as connection:
        model = catalogue.model(connection)
        if model and (note := note_on(document.ref.metadata.language, model.name)):
            remarks.append(note)
        if document.ref.near_duplicate_of is not None:
            title = catalogue.title_of(connection, document.ref.near_duplicate_of)
            remarks.append(f"It is nearly the same as “{title}”: both count as one source.")
    return remarks
