"""The source beside the conversation: a whole document at a quote."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from ingest.language import note_on
from ui.changes import told_change
from ui.web.document import quoting
from ui.web.navigation import Name, turn_to
from ui.web.reading import Beside, Range, Shown, show_source
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

    def step(to: Range) -> None:
        now = visit.place
        if now is not None and (now.document, now.version) == (place.document, place.version):
            visit.place = replace(place, start=to[0], end=to[1])

    def turn_to_page(quote: Range | None) -> None:
        ref = document.ref
        there = Place(ref.id, ref.version, *(quote or ())).parameters()
        # On the way, the browser keeps this page under the other's address: so that going back
        # leads here, both are the same but for the page.
        turn_to(Name.DOCUMENT, visit.parameters() | there)

    quote = (place.start, place.end) if 0 < place.end <= len(document.text) else None
    notes = _notes(space, document)
    if place.end and quote is None:
        notes.append("The text ends before the quote that this page's address names.")
    shown = Shown(
        document,
        quote,
        _quotes(space, visit, document, quote),
        quoting.collected(space, visit, document),
    )
    show_source(
        shown,
        key="source-text",
        on_collect=lambda chosen: quoting.collect(space, visit, document, chosen),
        beside=Beside(
            notes,
            _remarks(space, document),
            opening=visit.openings,
            on_close=lambda: visit.open_source(None),
            on_step=step,
            on_whole=turn_to_page,
        ),
    )


def _quotes(
    space: Workspace, visit: Visit, document: StoredDocument, quote: Range | None
) -> Sequence[Range]:
    """Return the quotes of a document that are in the answer which `quote` is from."""
    if quote is None:
        return ()
    if quote in visit.steps:
        return visit.steps
    # After a reload, or in another's browser: the address names the conversation alone.
    turns = []
    if visit.talk.conversation is not None:
        with suppress(InputError):  # which is told where the conversation is drawn
            turns = space.assistant.turns(visit.talk.conversation, owner=visit.owner)
    named = (document.ref.id, document.ref.version)
    for answer in reversed(turns):
        cited = {
            (one["start"], one["end"])
            for one in (*answer["citations"], *answer["related"])
            if (one["document"]["id"], one["document"]["version"]) == named
        }
        if quote in cited:
            return sorted(cited)
    return (quote,)


def _notes(space: Workspace, document: StoredDocument) -> list[str]:
    """Return the warnings that a reader of this version needs."""
    with space.corpus.database.read() as connection:
        changes = catalogue.changes_since(connection, [document.ref.id])
    change = changes.get((document.ref.id, document.ref.version))
    if change is None:
        return []
    if change.is_removed:
        return [f"This document has been {told_change(change)}."]
    return [f"This is the version that was cited; the source has {told_change(change)}."]


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
