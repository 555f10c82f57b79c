"""What writing one source does: it is added, updated, unchanged, moved or a duplicate.

Everything here happens in one SQL transaction. A `Changes` collects what the vector index has to
follow; `vectorstore.corpus` brings the two together in the right order.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, func, insert, select, update

from vectorstore import additions, families
from vectorstore.additions import noted
from vectorstore.database import now
from vectorstore.documents import Outcome, Result
from vectorstore.drafts import Draft
from vectorstore.families import Member
from vectorstore.placement import (
    DocumentRow,
    Place,
    active_with,
    at_source,
    differs,
    is_alone,
    needs_vectors,
    outcome_of,
    place_of,
    places_of,
    sources_of,
)
from vectorstore.records import publish, unindex_text
from vectorstore.schema import documents, passages, sources
from vectorstore.sources import open_containers
from vectorstore.storing import activate, put_draft_passages, put_source, put_version
from vectorstore.vectors import Record


@dataclass(slots=True)
class Changes:
    """What a transaction asks of the vector index, and what is left to do at its end.

    `records` are to be there afterwards, `dropped` are to be gone first: Chroma merges the metadata
    of a record that it already has. `familyless` are documents whose family has lost its first.
    """

    fingerprint: str
    records: dict[str, Record] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    familyless: set[str] = field(default_factory=set)

    @property
    def ids(self) -> set[str]:
        """Every record that is touched."""
        return self.dropped | self.records.keys()


def write_drafts(
    connection: Connection, drafts: Sequence[Draft], changes: Changes
) -> list[Result | None]:
    """Write sources, in order, and return their outcomes; None for one that lacks vectors."""
    results: list[Result | None] = []
    new: list[Draft] = []
    for draft, is_new in zip(drafts, _are_new(connection, drafts), strict=True):
        if is_new:
            new.append(draft)
            continue
        results += additions.add(connection, new, changes.fingerprint, changes.records)
        new = []
        results.append(_write_draft(connection, draft, changes))
    return results + additions.add(connection, new, changes.fingerprint, changes.records)


def _are_new(connection: Connection, drafts: Sequence[Draft]) -> list[bool]:
    """Tell which drafts are of a source and a text that nothing knows when their turn comes.

    What the others write does not change that: they write no sources or texts but their own.
    """
    sources_before: set[str] = set()
    texts_before: set[str] = set()
    are_new: list[bool] = []
    for draft, place in zip(drafts, places_of(connection, drafts), strict=True):
        source, version = draft.source, draft.version
        is_known = source in sources_before or version in texts_before
        is_known |= place.here is not None or place.twin is not None
        are_new.append(draft.vectors is not None and not is_known)
        sources_before.add(source)
        texts_before.add(version)
    return are_new


def _write_draft(connection: Connection, draft: Draft, changes: Changes) -> Result | None:
    """Write one source and return its outcome; None where it needs vectors that it lacks."""
    place = place_of(connection, draft)
    if draft.vectors is None and needs_vectors(connection, draft, place):
        return None
    outcome = outcome_of(connection, draft, place)
    document_id = _write(connection, draft, place, changes)
    count = select(func.count()).where(passages.c.document_id == document_id)
    return Result(
        draft.source,
        outcome,
        document_id,
        connection.scalar(count) or 0,
        note=_note(connection, draft, outcome, document_id),
    )


def drop_source(connection: Connection, source: str, changes: Changes) -> None:
    """Forget a source that is gone; a document left without any is removed."""
    here = at_source(connection, source)
    open_containers(connection, [source])
    connection.execute(delete(sources).where(sources.c.source == source))
    if here is not None:
        _settle(connection, here, changes)


def remove_document(connection: Connection, document_id: str, changes: Changes) -> None:
    """Take a document out of what can be found. Its text, passages and sources are kept."""
    _unpublish(connection, document_id, changes)
    open_containers(connection, sources_of(connection, document_id))
    changes.familyless |= families.leave(connection, document_id)
    connection.execute(
        update(documents).where(documents.c.id == document_id).values(removed_at=now())
    )


def restore_document(connection: Connection, document_id: str, changes: Changes) -> str:
    """Bring a removed document back and return its id.

    Where its text has been added again meanwhile, its sources join that document instead, whose id
    is returned.
    """
    row = connection.execute(select(documents).where(documents.c.id == document_id)).one()
    if row.removed_at is None:
        return document_id
    twin = active_with(connection, row.sha256)
    if twin is not None:
        connection.execute(
            update(sources).where(sources.c.document_id == document_id).values(document_id=twin.id)
        )
        _refresh(connection, twin.id, changes)
        return str(twin.id)
    activate(connection, document_id, row.sha256)
    families.enter(connection, families.member_of(connection, document_id))
    _publish(connection, document_id, changes)
    return document_id


def _write(connection: Connection, draft: Draft, place: Place, changes: Changes) -> str:
    """Write one source and return the id of its document."""
    here, twin = place.here, place.twin
    if twin is not None and place.moved:
        _move(connection, draft, twin, changes)
        return str(twin.id)
    if twin is not None:
        _join(connection, draft, here, twin, changes)
        return str(twin.id)
    if here is not None and here.sha256 == draft.version:
        _rewrite(connection, draft, here, changes)
        return str(here.id)
    return _write_text(connection, draft, here, changes)


def _rewrite(connection: Connection, draft: Draft, here: DocumentRow, changes: Changes) -> None:
    """The source's text is what it was; what is known of it may not be, or it had been removed."""
    put_source(connection, draft, here.id)
    was_removed = here.removed_at is not None
    if not was_removed and not differs(connection, draft, here):
        return
    embeds = needs_vectors(connection, draft, Place(here, None, moved=False))
    _unpublish(connection, here.id, changes)
    signature = put_version(connection, draft, here.id)
    if embeds:
        put_draft_passages(connection, draft, here.id, changes.fingerprint)
    activate(connection, here.id, draft.version)
    if was_removed:
        families.enter(connection, Member(here.id, draft.extract.text, signature))
    _publish(connection, here.id, changes)


def _move(connection: Connection, draft: Draft, twin: DocumentRow, changes: Changes) -> None:
    """The source takes the place of those that the document had, with what it says of itself."""
    open_containers(connection, sources_of(connection, twin.id))
    connection.execute(delete(sources).where(sources.c.document_id == twin.id))
    _rewrite(connection, draft, twin, changes)
    _refresh(connection, twin.id, changes)


def _join(
    connection: Connection,
    draft: Draft,
    here: DocumentRow | None,
    twin: DocumentRow,
    changes: Changes,
) -> None:
    """The text is in the corpus already, from another source that is still there."""
    put_source(connection, draft, twin.id)
    if here is not None:
        _settle(connection, here, changes)
    _refresh(connection, twin.id, changes)


def _write_text(
    connection: Connection, draft: Draft, here: DocumentRow | None, changes: Changes
) -> str:
    """A text that the corpus does not hold: a new document, or a new version of one."""
    if here is not None and is_alone(connection, here):
        document_id = str(here.id)
        _unpublish(connection, document_id, changes)
        changes.familyless |= families.leave(connection, document_id)
        activate(connection, document_id, draft.version)
    else:
        document_id = uuid.uuid4().hex[:12]
        values = {"id": document_id, "sha256": draft.version, "added_at": now()}
        connection.execute(insert(documents).values(values))
    signature = put_version(connection, draft, document_id)
    put_source(connection, draft, document_id)
    put_draft_passages(connection, draft, document_id, changes.fingerprint)
    families.enter(connection, Member(document_id, draft.extract.text, signature))
    _publish(connection, document_id, changes)
    if here is not None and here.id != document_id:
        _settle(connection, here, changes)
    return document_id


def _note(connection: Connection, draft: Draft, outcome: Outcome, document_id: str) -> str:
    """Return what to tell of a source that was taken."""
    if outcome is Outcome.UNCHANGED:
        return ""
    query = select(documents.c.near_duplicate_of).where(documents.c.id == document_id)
    first = connection.scalar(query)
    if outcome not in (Outcome.ADDED, Outcome.UPDATED):
        return draft.note
    return noted(connection, draft, first)


def _publish(connection: Connection, document_id: str, changes: Changes) -> None:
    """Make a document's stored passages findable."""
    changes.records.update({record.id: record for record in publish(connection, document_id)})


def _unpublish(connection: Connection, document_id: str, changes: Changes) -> None:
    """Take a document's passages out of both indexes; they stay stored."""
    for passage_id in unindex_text(connection, document_id):
        changes.records.pop(passage_id, None)
        changes.dropped.add(passage_id)


def _refresh(connection: Connection, document_id: str, changes: Changes) -> None:
    """Write a document's records anew: they name the first of its sources."""
    _unpublish(connection, document_id, changes)
    _publish(connection, document_id, changes)


def _settle(connection: Connection, document: DocumentRow, changes: Changes) -> None:
    """Bring a document that has lost a source up to date; it is removed if that was its last."""
    if document.removed_at is not None:
        return
    left = sources_of(connection, document.id)
    if not left:
        remove_document(connection, document.id, changes)
        return
    # Title and address may be those of the source that went: the next run reads the others anew.
    connection.execute(
        update(sources).where(sources.c.document_id == document.id).values(extractor="")
    )
    open_containers(connection, left)
    _refresh(connection, document.id, changes)
