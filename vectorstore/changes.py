"""What writing one source means: added, updated, unchanged, moved or a duplicate.

Everything here happens in one SQL transaction. A `Changes` collects what the vector index has to
follow; `vectorstore.corpus` brings the two together in the right order.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from vectorstore.catalogue import day_number, metadata_of
from vectorstore.database import now
from vectorstore.documents import Extract, Metadata, Outcome, Result
from vectorstore.embedding.base import Vectors
from vectorstore.files import is_gone
from vectorstore.records import (
    current_version,
    document_records,
    index_text,
    put_passages,
    unindex_text,
)
from vectorstore.schema import documents, passages, sources, staged_passages, versions
from vectorstore.text.spans import Span
from vectorstore.vectors import Record

_Row: TypeAlias = Row[Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """One source, read and cut into passages, ready to be written.

    `vectors` has one row for each of `spans`, or is None where the draft's maker found that the
    passages are stored already.
    """

    source: str
    raw_sha256: str
    extractor: str
    extract: Extract
    spans: tuple[Span, ...] = ()
    vectors: Vectors | None = None

    @property
    def version(self) -> str:
        """The version that this draft would be: the SHA-256 of its text."""
        return text_hash(self.extract.text)


@dataclass(slots=True)
class Changes:
    """What a transaction asks of the vector index.

    `records` are to be there afterwards, `dropped` are to be gone first: Chroma merges the metadata
    of a record that it already has.
    """

    fingerprint: str
    records: dict[str, Record] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    @property
    def ids(self) -> set[str]:
        """Every record that is touched."""
        return self.dropped | self.records.keys()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a draft belongs: the document that its source had, and another one with its text.

    `moved` tells that none of that other document's sources is there any more.
    """

    here: _Row | None
    twin: _Row | None
    moved: bool


def text_hash(content: str) -> str:
    """Return the SHA-256, in hexadecimal, of a document's text."""
    return hashlib.sha256(content.encode()).hexdigest()


def is_unchanged(connection: Connection, source: str, raw_sha256: str, extractor: str) -> bool:
    """Tell whether this source was read before, byte for byte, and is in the corpus."""
    query = (
        select(sources.c.source)
        .join(documents, documents.c.id == sources.c.document_id)
        .where(
            sources.c.source == source,
            sources.c.raw_sha256 == raw_sha256,
            sources.c.extractor == extractor,
            documents.c.removed_at.is_(None),
        )
    )
    return connection.execute(query).first() is not None


def needs_vectors(connection: Connection, draft: Draft) -> bool:
    """Tell whether writing `draft` now would add passages that are not stored yet."""
    return _needs_vectors(connection, draft, _place(connection, draft))


def write_draft(connection: Connection, draft: Draft, changes: Changes) -> Result | None:
    """Write one source and return its outcome; None where it needs vectors that it lacks."""
    place = _place(connection, draft)
    if draft.vectors is None and _needs_vectors(connection, draft, place):
        return None
    here, twin = place.here, place.twin
    if twin is not None and place.moved:
        outcome, document_id = _move(connection, draft, twin, changes), twin.id
    elif twin is not None:
        outcome, document_id = _join(connection, draft, here, twin, changes), twin.id
    elif here is not None and here.sha256 == draft.version:
        outcome, document_id = _rewrite(connection, draft, here, changes), here.id
    else:
        outcome, document_id = _write_text(connection, draft, here, changes)
    count = select(func.count()).where(passages.c.document_id == document_id)
    return Result(draft.source, outcome, document_id, connection.scalar(count) or 0)


def drop_source(connection: Connection, source: str, changes: Changes) -> None:
    """Forget a source that is gone; a document left without any is removed."""
    here = _at_source(connection, source)
    connection.execute(delete(sources).where(sources.c.source == source))
    if here is not None:
        _settle(connection, here, changes)


def remove_document(connection: Connection, document_id: str, changes: Changes) -> None:
    """Take a document out of what can be found. Its text, passages and sources are kept."""
    _unpublish(connection, document_id, changes)
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
    twin = _active_with(connection, row.sha256)
    if twin is not None:
        connection.execute(
            update(sources).where(sources.c.document_id == document_id).values(document_id=twin.id)
        )
        _refresh(connection, twin.id, changes)
        return str(twin.id)
    _activate(connection, document_id, row.sha256)
    _publish(connection, document_id, changes)
    return document_id


def _place(connection: Connection, draft: Draft) -> _Place:
    here, twin = _at_source(connection, draft.source), _active_with(connection, draft.version)
    if here is None and twin is None:
        here = _forsaken_with(connection, draft.version)
    if twin is None or (here is not None and here.id == twin.id):
        return _Place(here, None, moved=False)
    moved = here is None and all(map(is_gone, _sources(connection, twin.id)))
    return _Place(here, twin, moved)


def _needs_vectors(connection: Connection, draft: Draft, place: _Place) -> bool:
    if place.twin is not None and not place.moved:
        return False
    document = place.twin or place.here
    if document is None or document.sha256 != draft.version:
        return True
    return _metadata(connection, document).context != draft.extract.metadata.context


def _rewrite(connection: Connection, draft: Draft, here: _Row, changes: Changes) -> Outcome:
    """The source's text is what it was; its metadata may not be, or it had been removed."""
    old, new = _metadata(connection, here), draft.extract.metadata
    _put_source(connection, draft, here.id)
    if here.removed_at is None and old == new:
        return Outcome.UNCHANGED
    _unpublish(connection, here.id, changes)
    _put_version(connection, draft, here.id)
    if old.context != new.context:
        _put_draft_passages(connection, draft, here.id, changes.fingerprint)
    _activate(connection, here.id, draft.version)
    _publish(connection, here.id, changes)
    return Outcome.ADDED if here.removed_at is not None else Outcome.UPDATED


def _move(connection: Connection, draft: Draft, twin: _Row, changes: Changes) -> Outcome:
    """The source takes the place of those that the document had, with what it says of itself."""
    connection.execute(delete(sources).where(sources.c.document_id == twin.id))
    _rewrite(connection, draft, twin, changes)
    _refresh(connection, twin.id, changes)
    return Outcome.MOVED


def _join(
    connection: Connection, draft: Draft, here: _Row | None, twin: _Row, changes: Changes
) -> Outcome:
    """The text is in the corpus already, from another source that is still there."""
    _put_source(connection, draft, twin.id)
    if here is not None:
        _settle(connection, here, changes)
    _refresh(connection, twin.id, changes)
    return Outcome.DUPLICATE


def _write_text(
    connection: Connection, draft: Draft, here: _Row | None, changes: Changes
) -> tuple[Outcome, str]:
    """A text that the corpus does not hold: a new document, or a new version of one."""
    if here is not None and len(_sources(connection, here.id)) == 1:
        document_id, outcome = here.id, Outcome.UPDATED
        if here.removed_at is not None:
            outcome = Outcome.ADDED
        _unpublish(connection, document_id, changes)
        _activate(connection, document_id, draft.version)
    else:
        document_id, outcome = uuid.uuid4().hex[:12], Outcome.ADDED
        values = {"id": document_id, "sha256": draft.version, "added_at": now()}
        connection.execute(insert(documents).values(values))
    _put_version(connection, draft, document_id)
    _put_source(connection, draft, document_id)
    _put_draft_passages(connection, draft, document_id, changes.fingerprint)
    _publish(connection, document_id, changes)
    if here is not None and here.id != document_id:
        _settle(connection, here, changes)
    return outcome, document_id


def _publish(connection: Connection, document_id: str, changes: Changes) -> None:
    """Make a document's stored passages findable."""
    index_text(connection, document_id)
    changes.records.update(
        {record.id: record for record in document_records(connection, document_id)}
    )


def _unpublish(connection: Connection, document_id: str, changes: Changes) -> None:
    """Take a document's passages out of both indexes; they stay stored."""
    for passage_id in unindex_text(connection, document_id):
        changes.records.pop(passage_id, None)
        changes.dropped.add(passage_id)


def _refresh(connection: Connection, document_id: str, changes: Changes) -> None:
    """Write a document's records anew: they name the first of its sources."""
    _unpublish(connection, document_id, changes)
    _publish(connection, document_id, changes)


def _settle(connection: Connection, document: _Row, changes: Changes) -> None:
    """Bring a document that has lost a source up to date; it is removed if that was its last."""
    if document.removed_at is not None:
        return
    if not _sources(connection, document.id):
        remove_document(connection, document.id, changes)
    else:
        _refresh(connection, document.id, changes)


def _activate(connection: Connection, document_id: str, version: str) -> None:
    connection.execute(
        update(documents)
        .where(documents.c.id == document_id)
        .values(sha256=version, removed_at=None)
    )


def _put_version(connection: Connection, draft: Draft, document_id: str) -> None:
    # What a reindex has staged of this document is of another text or context.
    connection.execute(delete(staged_passages).where(staged_passages.c.document_id == document_id))
    columns = _columns(draft.extract.metadata)
    statement = insert_or_update(versions).values(
        document_id=document_id,
        sha256=draft.version,
        text=draft.extract.text,
        created_at=now(),
        **columns,
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["document_id", "sha256"], set_=columns)
    )


def _put_source(connection: Connection, draft: Draft, document_id: str) -> None:
    columns = {
        "document_id": document_id,
        "raw_sha256": draft.raw_sha256,
        "extractor": draft.extractor,
        "seen_at": now(),
    }
    statement = insert_or_update(sources).values(source=draft.source, **columns)
    connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_=columns))


def _put_draft_passages(
    connection: Connection, draft: Draft, document_id: str, fingerprint: str
) -> None:
    if draft.vectors is None or len(draft.vectors) != len(draft.spans):
        raise ValueError("a draft needs one vector for each of its passages")
    placed = [
        (span, np.ascontiguousarray(vector, np.float32).tobytes())
        for span, vector in zip(draft.spans, draft.vectors, strict=True)
    ]
    context = draft.extract.metadata.context
    put_passages(connection, document_id, draft.version, context, placed, fingerprint)


def _at_source(connection: Connection, source: str) -> _Row | None:
    return connection.execute(
        select(documents)
        .join(sources, sources.c.document_id == documents.c.id)
        .where(sources.c.source == source)
    ).first()


def _active_with(connection: Connection, version: str) -> _Row | None:
    return connection.execute(
        select(documents).where(documents.c.sha256 == version, documents.c.removed_at.is_(None))
    ).first()


def _forsaken_with(connection: Connection, version: str) -> _Row | None:
    """Return a removed document with this text that has lost all its sources, if there is one."""
    sourceless = documents.c.id.not_in(select(sources.c.document_id))
    return connection.execute(
        select(documents).where(
            documents.c.sha256 == version, documents.c.removed_at.is_not(None), sourceless
        )
    ).first()


def _sources(connection: Connection, document_id: str) -> list[str]:
    query = select(sources.c.source).where(sources.c.document_id == document_id)
    return list(connection.scalars(query))


def _metadata(connection: Connection, document: _Row) -> Metadata:
    row = connection.execute(current_version(document.id)).one()
    return metadata_of(row)


def _columns(metadata: Metadata) -> dict[str, Any]:
    return {
        "title": metadata.title,
        "author": metadata.author,
        "publisher": metadata.publisher,
        "published": day_number(metadata.published),
        "language": metadata.language,
        "url": metadata.url,
    }
