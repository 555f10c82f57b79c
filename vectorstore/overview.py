"""The whole corpus at a glance: a line for each document, what failed, and when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, case, func, select

from vectorstore import catalogue, ledger
from vectorstore.documents import Outcome, Result
from vectorstore.rows import CURRENT, chunks, parse_day
from vectorstore.schema import documents, passages, run_items, runs, sources, versions

Mark: TypeAlias = tuple[int, int, str]
"""What differs once the corpus or its ledger has changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's line, whether it is active or removed.

    `source` is the first of its sources, `changes` how often its text has been replaced, and
    `changed_at` when that was last; times are ISO 8601 in UTC.
    """

    id: str
    title: str
    publisher: str | None
    published: date | None
    language: str | None
    source: str | None
    passages: int
    added_at: str
    removed_at: str | None
    near_duplicate_of: str | None
    changes: int
    changed_at: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken when it was last tried, with the reason and the time."""

    source: str
    reason: str
    at: str


def mark(connection: Connection) -> Mark:
    """Return what is the same as long as `list_entries` and `list_failures` are."""
    item = connection.scalar(select(func.max(run_items.c.id)))
    ended = connection.scalar(select(func.max(runs.c.finished_at)))
    return catalogue.revision(connection), item or 0, ended or ""


def list_entries(connection: Connection) -> list[Entry]:
    """Return all documents, removed ones too, in order of their ids.

    No text is read, so that it takes less than a second for tens of thousands.
    """
    counts = _by_document(connection, passages.c.document_id, func.count())
    texts = _by_document(connection, versions.c.document_id, func.count())
    firsts = _by_document(connection, sources.c.document_id, func.min(sources.c.source))
    query = (
        select(
            documents,
            versions.c.title,
            versions.c.publisher,
            versions.c.published,
            versions.c.language,
            versions.c.created_at,
        )
        .join(versions, CURRENT)
        .order_by(documents.c.id)
    )
    return [
        Entry(
            id=row.id,
            title=row.title,
            publisher=row.publisher,
            published=parse_day(row.published),
            language=row.language,
            source=firsts.get(row.id),
            passages=counts.get(row.id, 0),
            added_at=row.added_at,
            removed_at=row.removed_at,
            near_duplicate_of=row.near_duplicate_of,
            changes=texts[row.id] - 1,
            changed_at=row.created_at,
        )
        for row in connection.execute(query)
    ]


def list_failures(connection: Connection) -> list[Failure]:
    """Return the sources whose latest outcome, in any run, is a failure: the newest first."""
    found: list[Failure] = []
    for some in chunks(ledger.failed_sources(connection)):
        last = (
            select(func.max(run_items.c.id))
            .where(run_items.c.source.in_(some))
            .group_by(run_items.c.source)
        )
        rows = connection.execute(select(run_items).where(run_items.c.id.in_(last)))
        found += [Failure(row.source, row.reason or "", row.at) for row in rows]
    return sorted(found, key=lambda failure: (failure.at, failure.source), reverse=True)


def list_results(connection: Connection, run_id: int, limit: int) -> list[Result]:
    """Return what became of up to `limit` items of a run: first what failed, then what is noted."""
    is_failure = run_items.c.outcome == Outcome.FAILED.value
    order = case((is_failure, 0), (run_items.c.note.is_not(None), 1), else_=2)
    query = select(run_items).where(run_items.c.run_id == run_id)
    rows = connection.execute(query.order_by(order, run_items.c.id).limit(limit))
    return [ledger.result_of(row) for row in rows]


def _by_document(connection: Connection, column: Column[Any], told: Any) -> dict[str, Any]:
    """Return by document what the database tells of the rows of a table that are of it."""
    query = select(column.label("document"), told.label("told")).group_by(column)
    return {row.document: row.told for row in connection.execute(query)}
