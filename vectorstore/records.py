"""Stored passages, and what both indexes hold of them.

The catalogue's passages are the truth; the lexical index and Chroma's records are made from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text

from vectorstore.rows import chunks
from vectorstore.schema import documents, passages, sources, versions
from vectorstore.text.spans import Span
from vectorstore.vectors import Record, Scalar

# Made once: to make a statement costs more than to run it.
_ID: Any = bindparam("document_id")
_CURRENT_VERSION = (
    select(versions)
    .join(documents, documents.c.id == versions.c.document_id)
    .where(documents.c.id == _ID, documents.c.sha256 == versions.c.sha256)
)
_PASSAGES = select(passages).where(passages.c.document_id == _ID)
_ROWS = select(passages.c.id, passages.c.passage_id).where(passages.c.document_id == _ID)
_FIRST_SOURCE = select(func.min(sources.c.source)).where(sources.c.document_id == _ID)
_DELETE_PASSAGES = delete(passages).where(passages.c.document_id == _ID)
_INSERT_PASSAGES = insert(passages)
_INDEX = text("INSERT INTO passage_index (rowid, text, title) VALUES (:id, :text, :title)")
_UNINDEX = text("DELETE FROM passage_index WHERE rowid = :id")
_NEXT_ROW = select(func.max(passages.c.id) + 1)

Fields: TypeAlias = Mapping[Any, Any]
"""A row, stored or about to be, by the names of its columns."""


def put_passages(
    connection: Connection,
    document_id: str,
    version: str,
    context: str,
    placed: list[tuple[Span, bytes]],
    fingerprint: str,
) -> None:
    """Replace a document's stored passages by `placed`: their spans, and their vectors' bytes.

    The caller has taken the old ones out of the lexical index.
    """
    connection.execute(_DELETE_PASSAGES, {"document_id": document_id})
    rows = passage_rows(document_id, version, context, placed, fingerprint)
    if rows:
        connection.execute(_INSERT_PASSAGES, rows)


def passage_rows(
    document_id: str,
    version: str,
    context: str,
    placed: list[tuple[Span, bytes]],
    fingerprint: str,
) -> list[dict[str, Any]]:
    """Return the rows of `passages` that a document's spans and vectors become."""
    return [
        {
            "passage_id": _passage_id(document_id, version, context, span, fingerprint),
            "document_id": document_id,
            "start": span.start,
            "end": span.end,
            "vector": vector,
        }
        for span, vector in placed
    ]


def publish(connection: Connection, document_id: str) -> list[Record]:
    """Put a document's stored passages into the lexical index; return what Chroma has to hold."""
    version, stored = _current(connection, document_id)
    _index(connection, version, stored)
    return _records(connection, version, stored)


def publish_new(
    connection: Connection, new: Sequence[tuple[Fields, str, Sequence[dict[str, Any]]]]
) -> list[Record]:
    """Store the passages of documents that have none, and do for all of them what `publish` does.

    Each comes as its row of `versions`, its source, and its rows of `passages`.
    """
    # Given here rather than by SQLite, which would give the same: so nothing is read back.
    numbers = count(connection.scalar(_NEXT_ROW) or 1)
    placed = [
        (version, source, {"id": next(numbers), **row})
        for version, source, rows in new
        for row in rows
    ]
    if placed:
        connection.execute(_INSERT_PASSAGES, [row for _, _, row in placed])
        connection.execute(_INDEX, [_lexical_row(row, version) for version, _, row in placed])
    return [_record(row, version, source) for version, source, row in placed]


def index_text(connection: Connection, document_id: str) -> None:
    """Put a document's stored passages into the lexical index."""
    _index(connection, *_current(connection, document_id))


def unindex_text(connection: Connection, document_id: str) -> list[str]:
    """Take a document's passages out of the lexical index and return their ids."""
    rows = connection.execute(_ROWS, {"document_id": document_id}).all()
    if rows:
        connection.execute(_UNINDEX, [{"id": row.id} for row in rows])
    return [row.passage_id for row in rows]


def rebuild_lexical_index(connection: Connection) -> None:
    """Fill the lexical index anew from the stored passages."""
    connection.execute(text("DELETE FROM passage_index"))
    active = select(documents.c.id).where(documents.c.removed_at.is_(None))
    for document_id in connection.scalars(active).all():
        index_text(connection, document_id)


def document_records(connection: Connection, document_id: str) -> list[Record]:
    """Return what Chroma has to hold of a document."""
    return _records(connection, *_current(connection, document_id))


def searchable_records(connection: Connection, only: set[str] | None = None) -> list[Record]:
    """Return what Chroma has to hold, from the catalogue; with `only`, those ids of it."""
    active = select(documents.c.id).where(documents.c.removed_at.is_(None))
    ids = list(connection.scalars(active.order_by(documents.c.id)))
    if only is not None:
        owners: set[str] = set()
        for some in chunks(list(only)):
            query = select(passages.c.document_id).where(passages.c.passage_id.in_(some))
            owners.update(connection.scalars(query))
        ids = [id_ for id_ in ids if id_ in owners]
    records = [record for id_ in ids for record in document_records(connection, id_)]
    return [record for record in records if only is None or record.id in only]


def current_version(connection: Connection, document_id: str) -> Row[Any]:
    """Return a document's current version."""
    return connection.execute(_CURRENT_VERSION, {"document_id": document_id}).one()


def _current(connection: Connection, document_id: str) -> tuple[Row[Any], Sequence[Row[Any]]]:
    """Return a document's current version and its stored passages."""
    version = current_version(connection, document_id)
    return version, connection.execute(_PASSAGES, {"document_id": document_id}).all()


def _index(connection: Connection, version: Row[Any], stored: Sequence[Row[Any]]) -> None:
    if stored:
        known = version._mapping
        connection.execute(_INDEX, [_lexical_row(row._mapping, known) for row in stored])


def _lexical_row(passage: Fields, version: Fields) -> dict[str, Any]:
    return {
        "id": passage["id"],
        "text": version["text"][passage["start"] : passage["end"]],
        "title": version["title"],
    }


def _records(connection: Connection, version: Row[Any], stored: Sequence[Row[Any]]) -> list[Record]:
    source = connection.scalar(_FIRST_SOURCE, {"document_id": version.document_id})
    return [_record(row._mapping, version._mapping, source) for row in stored]


def _record(passage: Fields, version: Fields, source: str | None) -> Record:
    known: dict[str, Scalar | None] = {
        "document": version["document_id"],
        "version": version["sha256"],
        "title": version["title"],
        "source": source,
        "publisher": version["publisher"],
        "published": version["published"],
        "language": version["language"],
        "start": passage["start"],
        "end": passage["end"],
    }
    return Record(
        id=passage["passage_id"],
        text=version["text"][passage["start"] : passage["end"]],
        vector=np.frombuffer(passage["vector"], np.float32),
        metadata={key: value for key, value in known.items() if value is not None},
    )


def _passage_id(document_id: str, version: str, context: str, span: Span, fingerprint: str) -> str:
    """Return a digest of everything that the passage's vector depends on."""
    parts = (document_id, version, context, str(span.start), str(span.end), fingerprint)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
