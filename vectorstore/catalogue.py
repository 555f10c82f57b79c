"""Questions to the catalogue: what documents there are, their texts, passages and sources.

Every function takes an open connection, so that a caller can ask several within one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, and_, case, false, func, select, text

from vectorstore.documents import (
    Change,
    DocumentRef,
    DocumentSummary,
    Filters,
    Metadata,
    Passage,
    StoredDocument,
    VersionSummary,
)
from vectorstore.embedding.base import ModelIdentity, Vectors
from vectorstore.errors import InputError
from vectorstore.schema import documents, passages, settings, sources, versions

CURRENT = and_(versions.c.document_id == documents.c.id, versions.c.sha256 == documents.c.sha256)
_ACTIVE = documents.c.removed_at.is_(None)
_VARIABLES = 30_000
"""SQLite takes at most 32,766 variables in one statement."""


def revision(connection: Connection) -> int:
    """Return the number of writes that have changed what can be found."""
    value = connection.execute(select(settings.c.value).where(settings.c.name == "revision"))
    return int(value.scalar() or 0)


def model(connection: Connection) -> ModelIdentity | None:
    """Return the embedding model of the corpus; None before the first document."""
    rows = connection.execute(select(settings.c.name, settings.c.value)).all()
    found = {row.name: row.value for row in rows}
    if "model_name" not in found:
        return None
    return ModelIdentity(
        found["model_name"], int(found["model_dimension"]), found["model_fingerprint"]
    )


def list_documents(connection: Connection, removed: bool = False) -> list[DocumentSummary]:
    """Return the active documents (or the removed ones), newest publication first."""
    passage_counts = (
        select(passages.c.document_id, func.count().label("passages"))
        .group_by(passages.c.document_id)
        .subquery()
    )
    query = (
        select(
            versions,
            documents.c.id,
            documents.c.added_at,
            documents.c.removed_at,
            func.length(versions.c.text).label("characters"),
            func.coalesce(passage_counts.c.passages, 0).label("passages"),
        )
        .join(documents, CURRENT)
        .outerjoin(passage_counts, passage_counts.c.document_id == documents.c.id)
        .where(documents.c.removed_at.is_not(None) if removed else _ACTIVE)
        .order_by(versions.c.published.desc().nulls_last(), versions.c.title, documents.c.id)
    )
    all_sources = _sources_by_document(connection)
    return [
        DocumentSummary(
            ref=_ref(row, all_sources.get(row.id, ())),
            sources=all_sources.get(row.id, ()),
            passages=row.passages,
            characters=row.characters,
            added_at=row.added_at,
            removed_at=row.removed_at,
        )
        for row in connection.execute(query)
    ]


def count_documents(connection: Connection) -> int:
    """Return how many documents can be found."""
    return connection.scalar(select(func.count()).select_from(documents).where(_ACTIVE)) or 0


def changes_since(
    connection: Connection, document_ids: Sequence[str]
) -> dict[tuple[str, str], Change]:
    """Return what has become of those versions of these documents that are no longer found.

    They are given by document and version.
    """
    earlier = versions.alias()
    found: dict[tuple[str, str], Change] = {}
    for ids in chunks(document_ids):
        query = (
            select(
                earlier.c.document_id,
                earlier.c.sha256,
                documents.c.removed_at,
                # Where a source returns to a text that it had, nobody has noted when.
                case((versions.c.created_at > earlier.c.created_at, versions.c.created_at)).label(
                    "changed_at"
                ),
            )
            .join(documents, documents.c.id == earlier.c.document_id)
            .join(versions, CURRENT)
            .where(earlier.c.document_id.in_(ids))
            .where(~_ACTIVE | (earlier.c.sha256 != documents.c.sha256))
        )
        for row in connection.execute(query):
            gone = row.removed_at is not None
            change = Change(gone, row.removed_at if gone else row.changed_at)
            found[row.document_id, row.sha256] = change
    return found


def full_id(connection: Connection, prefix: str) -> str:
    """Return the id of the one document whose id starts with `prefix`.

    Raises InputError where there is none or more than one.
    """
    if connection.scalar(select(documents.c.id).where(documents.c.id == prefix)) is not None:
        return prefix
    found = connection.scalars(
        select(documents.c.id).where(documents.c.id.startswith(prefix, autoescape=True)).limit(2)
    ).all()
    if len(found) == 1 and prefix:
        return str(found[0])
    if found and prefix:
        raise InputError(f"More than one document's id starts with {prefix!r}.", "Give more of it.")
    raise InputError(
        f"There is no document {prefix!r} in this corpus.",
        "`caravan documents` lists the documents with their ids.",
    )


def get_document(
    connection: Connection, document_id: str, version: str | None = None
) -> StoredDocument:
    """Return a document's text, by default of its current version.

    `document_id` and `version` may be shortened. Raises InputError where there is no such version.
    """
    document_id = full_id(connection, document_id)
    current = connection.scalar(select(documents.c.sha256).where(documents.c.id == document_id))
    query = select(versions.c.sha256, versions.c.created_at)
    query = query.where(versions.c.document_id == document_id)
    rows = connection.execute(query.order_by(versions.c.created_at, versions.c.sha256)).all()
    wanted = [row.sha256 for row in rows if row.sha256.startswith(version or current)]
    if len(wanted) != 1:
        raise InputError(
            f"Document {document_id} has {len(wanted) or 'no'} versions that begin with "
            f"{version!r}.",
            f"`caravan show {document_id}` lists its versions.",
        )
    shown = connection.execute(
        select(versions).where(
            versions.c.document_id == document_id, versions.c.sha256 == wanted[0]
        )
    ).one()
    paths = _sources_by_document(connection, document_id).get(document_id, ())
    return StoredDocument(
        ref=_ref(shown, paths),
        text=shown.text,
        sources=paths,
        versions=tuple(
            VersionSummary(row.sha256, row.created_at, row.sha256 == current) for row in rows
        ),
    )


def get_text(connection: Connection, document: DocumentRef, start: int, end: int) -> str:
    """Return the characters [start, end) of one version of a document, "" if it is not there."""
    piece = func.substr(versions.c.text, start + 1, end - start)
    query = select(piece).where(
        versions.c.document_id == document.id, versions.c.sha256 == document.version
    )
    return connection.scalar(query) or ""


def get_passages(connection: Connection, passage_ids: Sequence[str]) -> dict[str, Passage]:
    """Return those of the passages that can be found now, by id, in the order given."""
    found: dict[str, Passage] = {}
    for ids in chunks(passage_ids):
        rows = connection.execute(_searchable().where(passages.c.passage_id.in_(ids))).all()
        paths = _first_sources(connection, {row.document_id for row in rows})
        for row in rows:
            found[row.passage_id] = Passage(
                id=row.passage_id,
                start=row.start,
                end=row.end,
                text=row.passage_text,
                document=_ref(row, paths.get(row.document_id, ())),
            )
    return {id_: found[id_] for id_ in passage_ids if id_ in found}


def passage_vectors(connection: Connection, passage_ids: Sequence[str]) -> dict[str, Vectors]:
    """Return the stored vectors of these passages: float32, unit length."""
    found: dict[str, Vectors] = {}
    for ids in chunks(passage_ids):
        query = select(passages.c.passage_id, passages.c.vector)
        for row in connection.execute(query.where(passages.c.passage_id.in_(ids))):
            found[row.passage_id] = np.frombuffer(row.vector, np.float32)
    return found


def searchable_ids(connection: Connection) -> list[str]:
    """Return the ids of all passages that can be found."""
    query = (
        select(passages.c.passage_id)
        .join(documents, documents.c.id == passages.c.document_id)
        .where(_ACTIVE)
        .order_by(passages.c.id)
    )
    return list(connection.scalars(query))


def matching_documents(connection: Connection, filters: Filters) -> list[str] | None:
    """Return the ids of the active documents that `filters` lets through; None for all."""
    conditions = _conditions(filters)
    if not conditions:
        return None
    query = select(documents.c.id).join(versions, CURRENT).where(_ACTIVE, *conditions)
    return list(connection.scalars(query))


def lexical_hits(connection: Connection, match: str, count: int, filters: Filters) -> list[str]:
    """Return the ids of up to `count` passages for an FTS5 query, best first by BM25."""
    query = (
        select(passages.c.passage_id)
        .select_from(text("passage_index"))
        .join(passages, passages.c.id == text("passage_index.rowid"))
        .join(documents, documents.c.id == passages.c.document_id)
        .join(versions, CURRENT)
        .where(text("passage_index MATCH :match"), _ACTIVE, *_conditions(filters))
        .order_by(func.bm25(text("passage_index")), passages.c.id)  # the less, the better
        .limit(count)
    )
    return list(connection.scalars(query, {"match": match}))


def sources_below(connection: Connection, folder: str) -> list[str]:
    """Return the active documents' sources that begin with `folder`, which ends in a separator."""
    query = (
        select(sources.c.source)
        .join(documents, documents.c.id == sources.c.document_id)
        # LIKE would take News for news.
        .where(_ACTIVE, func.substr(sources.c.source, 1, len(folder)) == folder)
        .order_by(sources.c.source)
    )
    return list(connection.scalars(query))


def raw_hashes(connection: Connection, folder: str) -> dict[str, str]:
    """Return the SHA-256 of the bytes that were last read from each source in `folder`.

    `folder` ends in a separator. Sources of removed documents are among them.
    """
    query = select(sources.c.source, sources.c.raw_sha256).where(
        func.substr(sources.c.source, 1, len(folder)) == folder
    )
    return {row.source: row.raw_sha256 for row in connection.execute(query)}


def parse_day(day: int | None) -> date | None:
    """Return the date that the catalogue keeps as 20250616."""
    return None if day is None else date(day // 10_000, day // 100 % 100, day % 100)


def day_number(day: date | None) -> int | None:
    """Return a date as the catalogue and Chroma keep it: 20250616."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `values` in pieces that fit into one SQL statement."""
    for start in range(0, len(values), _VARIABLES):
        yield values[start : start + _VARIABLES]


def metadata_of(row: Row[Any]) -> Metadata:
    """Return the metadata in a row of `versions`."""
    return Metadata(
        title=row.title,
        author=row.author,
        publisher=row.publisher,
        published=parse_day(row.published),
        language=row.language,
        url=row.url,
    )


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    undated = versions.c.published.is_(None) if filters.undated else false()
    if filters.since is not None:
        conditions.append((versions.c.published >= day_number(filters.since)) | undated)
    if filters.until is not None:
        conditions.append((versions.c.published <= day_number(filters.until)) | undated)
    if filters.publisher is not None:
        conditions.append(versions.c.publisher.icontains(filters.publisher, autoescape=True))
    if filters.source is not None:
        named = sources.c.source.icontains(filters.source, autoescape=True)
        conditions.append(
            documents.c.id.in_(select(sources.c.document_id).where(named))
            | versions.c.url.icontains(filters.source, autoescape=True)
        )
    if filters.language is not None:
        language = func.lower(versions.c.language)
        wanted = filters.language.lower()
        conditions.append((language == wanted) | language.startswith(f"{wanted}-", autoescape=True))
    if filters.document is not None:
        conditions.append(documents.c.id.startswith(filters.document, autoescape=True))
    return conditions


def _searchable() -> Any:
    passage_text = func.substr(
        versions.c.text, passages.c.start + 1, passages.c.end - passages.c.start
    )
    return (
        select(
            passages.c.passage_id,
            passages.c.start,
            passages.c.end,
            passage_text.label("passage_text"),
            *(column for column in versions.c if column.name != "text"),
        )
        .join(documents, documents.c.id == passages.c.document_id)
        .join(versions, CURRENT)
        .where(_ACTIVE)
    )


def _sources_by_document(
    connection: Connection, document_id: str | None = None
) -> dict[str, tuple[str, ...]]:
    query = select(sources.c.document_id, sources.c.source).order_by(sources.c.source)
    if document_id is not None:
        query = query.where(sources.c.document_id == document_id)
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query):
        found[row.document_id] = (*found.get(row.document_id, ()), row.source)
    return found


def _first_sources(connection: Connection, ids: set[str]) -> dict[str, tuple[str]]:
    query = (
        select(sources.c.document_id, func.min(sources.c.source).label("source"))
        .where(sources.c.document_id.in_(ids))
        .group_by(sources.c.document_id)
    )
    return {row.document_id: (row.source,) for row in connection.execute(query)}


def _ref(row: Row[Any], paths: tuple[str, ...]) -> DocumentRef:
    return DocumentRef(
        id=row.document_id,
        version=row.sha256,
        metadata=metadata_of(row),
        source=paths[0] if paths else None,
    )
