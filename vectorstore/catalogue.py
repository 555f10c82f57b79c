"""Questions to the catalogue: what documents there are, their texts, passages and sources.

Every function takes an open connection, so that a caller can ask several within one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, case, func, select, text

from vectorstore.documents import (
    Change,
    DocumentRef,
    DocumentSummary,
    Filters,
    Passage,
    StoredDocument,
    VersionSummary,
)
from vectorstore.embedding.base import ModelIdentity, Vectors
from vectorstore.errors import InputError
from vectorstore.filtering import conditions
from vectorstore.pages import Page, from_text, pages_within
from vectorstore.rows import ACTIVE, CURRENT, chunks, ref_of
from vectorstore.schema import containers, documents, passages, settings, sources, versions

_BULKY = frozenset({"text", "pages", "signature"})
_SLIM = [column for column in versions.c if column.name not in _BULKY]


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
            *_SLIM,
            documents.c.id,
            documents.c.near_duplicate_of,
            documents.c.added_at,
            documents.c.removed_at,
            func.length(versions.c.text).label("characters"),
            func.coalesce(passage_counts.c.passages, 0).label("passages"),
        )
        .join(documents, CURRENT)
        .outerjoin(passage_counts, passage_counts.c.document_id == documents.c.id)
        .where(documents.c.removed_at.is_not(None) if removed else ACTIVE)
        .order_by(versions.c.published.desc().nulls_last(), versions.c.title, documents.c.id)
    )
    all_sources = _sources_by_document(connection)
    rows: Iterable[Row[Any]] = connection.execute(query)
    return [
        DocumentSummary(
            ref=ref_of(row, all_sources.get(row.id, ())),
            sources=all_sources.get(row.id, ()),
            passages=row.passages,
            characters=row.characters,
            added_at=row.added_at,
            removed_at=row.removed_at,
        )
        for row in rows
    ]


def count_documents(connection: Connection) -> int:
    """Return how many documents can be found."""
    return connection.scalar(select(func.count()).select_from(documents).where(ACTIVE)) or 0


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
            .where(~ACTIVE | (earlier.c.sha256 != documents.c.sha256))
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
        select(versions, documents.c.near_duplicate_of)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(documents.c.id == document_id, versions.c.sha256 == wanted[0])
    ).one()
    paths = _sources_by_document(connection, document_id).get(document_id, ())
    return StoredDocument(
        ref=ref_of(shown, paths),
        text=shown.text,
        sources=paths,
        versions=tuple(
            VersionSummary(row.sha256, row.created_at, row.sha256 == current) for row in rows
        ),
        pages=from_text(shown.pages),
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
    paged: dict[str, tuple[Page, ...]] = {}
    for ids in chunks(passage_ids):
        rows = connection.execute(_searchable().where(passages.c.passage_id.in_(ids))).all()
        paths = _first_sources(connection, {row.document_id for row in rows})
        for row in rows:
            if row.pages is not None and row.document_id not in paged:
                paged[row.document_id] = from_text(row.pages)
            all_pages = paged.get(row.document_id, ())
            found[row.passage_id] = Passage(
                id=row.passage_id,
                start=row.start,
                end=row.end,
                text=row.passage_text,
                document=ref_of(row, paths.get(row.document_id, ())),
                pages=pages_within(all_pages, row.start, row.end),
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
        .where(ACTIVE)
        .order_by(passages.c.id)
    )
    return list(connection.scalars(query))


def matching_documents(connection: Connection, filters: Filters) -> list[str] | None:
    """Return the ids of the active documents that `filters` lets through; None for all."""
    limits = conditions(filters)
    if not limits:
        return None
    query = select(documents.c.id).join(versions, CURRENT).where(ACTIVE, *limits)
    return list(connection.scalars(query))


def lexical_hits(connection: Connection, match: str, count: int, filters: Filters) -> list[str]:
    """Return the ids of up to `count` passages for an FTS5 query, best first by BM25."""
    query = (
        select(passages.c.passage_id)
        .select_from(text("passage_index"))
        .join(passages, passages.c.id == text("passage_index.rowid"))
        .join(documents, documents.c.id == passages.c.document_id)
        .join(versions, CURRENT)
        .where(text("passage_index MATCH :match"), ACTIVE, *conditions(filters))
        .order_by(func.bm25(text("passage_index")), passages.c.id)  # the less, the better
        .limit(count)
    )
    return list(connection.scalars(query, {"match": match}))


def raw_hashes(connection: Connection, folder: str) -> dict[str, str]:
    """Return the SHA-256 of the bytes that were last read from each file in `folder`.

    `folder` ends in a separator. Sources of removed documents are among them, and so are files of
    many articles.
    """
    found: dict[str, str] = {}
    for table in (sources, containers):
        query = select(table.c.source, table.c.raw_sha256)
        rows = connection.execute(
            query.where(func.substr(table.c.source, 1, len(folder)) == folder)
        )
        found |= {row.source: row.raw_sha256 for row in rows}
    return found


def title_of(connection: Connection, document_id: str) -> str:
    """Return the title of a document's current version."""
    query = select(versions.c.title).join(documents, CURRENT)
    return str(connection.scalar(query.where(documents.c.id == document_id)))


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
            versions.c.pages,
            documents.c.near_duplicate_of,
            *_SLIM,
        )
        .join(documents, documents.c.id == passages.c.document_id)
        .join(versions, CURRENT)
        .where(ACTIVE)
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
