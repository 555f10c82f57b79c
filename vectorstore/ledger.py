"""The ledger of ingest runs: what each was asked to do and what became of every item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select, update

from vectorstore.database import now
from vectorstore.documents import Outcome, Result
from vectorstore.errors import InputError
from vectorstore.schema import containers, run_items, runs


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `state` is running, done, interrupted or failed; a killed run stays running."""

    id: int
    command: str
    started_at: str
    finished_at: str | None
    state: str
    outcomes: dict[str, int]


def start_run(connection: Connection, command: str) -> int:
    """Open a run and return its number."""
    statement = (
        insert(runs).values(command=command, started_at=now(), state="running").returning(runs.c.id)
    )
    return int(connection.execute(statement).scalar_one())


def finish_run(connection: Connection, run_id: int, state: str) -> None:
    """Mark a run as ended: done, interrupted or failed."""
    connection.execute(
        update(runs).where(runs.c.id == run_id).values(finished_at=now(), state=state)
    )


def record(connection: Connection, run_id: int, results: Iterable[Result]) -> None:
    """Write what became of some items of a run."""
    rows = [
        {
            "run_id": run_id,
            "source": result.source,
            "outcome": result.outcome.value,
            "document_id": result.document_id,
            "reason": result.reason or None,
            "note": result.note or None,
            "at": now(),
        }
        for result in results
    ]
    if rows:
        connection.execute(insert(run_items), rows)


def list_runs(connection: Connection, run_id: int | None = None, limit: int = 50) -> list[Run]:
    """Return the latest runs, newest first, with how many items had each outcome.

    With `run_id`, only that one. Raises InputError where there is none such.
    """
    query = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if run_id is not None:
        query = query.where(runs.c.id == run_id)
    rows = connection.execute(query).all()
    if run_id is not None and not rows:
        raise InputError(f"There is no run {run_id}.", "`caravan history` lists the runs.")
    counts = connection.execute(
        select(run_items.c.run_id, run_items.c.outcome, func.count().label("items"))
        .where(run_items.c.run_id.in_([row.id for row in rows]))
        .group_by(run_items.c.run_id, run_items.c.outcome)
    ).all()
    return [
        Run(
            id=row.id,
            command=row.command,
            started_at=row.started_at,
            finished_at=row.finished_at,
            state=row.state,
            outcomes={count.outcome: count.items for count in counts if count.run_id == row.id},
        )
        for row in rows
    ]


def run_results(connection: Connection, run_id: int) -> list[Result]:
    """Return what became of every item of a run, in order."""
    query = select(run_items).where(run_items.c.run_id == run_id).order_by(run_items.c.id)
    return [result_of(row) for row in connection.execute(query)]


def result_of(row: Row[Any]) -> Result:
    """Return what became of an item, given its row."""
    return Result(
        row.source,
        Outcome(row.outcome),
        row.document_id,
        reason=row.reason or "",
        note=row.note or "",
    )


def failed_sources(connection: Connection) -> list[str]:
    """Return the sources whose latest outcome, in any run, is a failure.

    A file of many articles has outcomes of its own only where it fails: what was read whole since
    then does not count.
    """
    failed = (
        select(run_items.c.source).where(run_items.c.outcome == Outcome.FAILED.value).distinct()
    )
    last = (
        select(func.max(run_items.c.id))
        .where(run_items.c.source.in_(failed))
        .group_by(run_items.c.source)
    )
    mended = exists().where(
        containers.c.source == run_items.c.source,
        containers.c.seen_at > run_items.c.at,
        containers.c.extractor != "",
    )
    query = select(run_items.c.source).where(
        run_items.c.id.in_(last), run_items.c.outcome == Outcome.FAILED.value, ~mended
    )
    return list(connection.scalars(query.order_by(run_items.c.source)))
