"""Where documents come from: questions about sources, and about files that hold many articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from vectorstore.database import now
from vectorstore.files import containers_of
from vectorstore.rows import ACTIVE, chunks
from vectorstore.schema import containers, documents, sources

_AFTER = {"!/": "!0", "#": "$"}
"""What a container's name is followed by in its articles' sources, and the end of that range."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue remembers of a source, or of a file that holds many articles.

    `is_current` tells that its document is not removed; of a file of many, that it was read whole
    and that nothing of it was removed or dropped since.
    """

    raw_sha256: str
    extractor: str
    given: str
    is_current: bool


def known(connection: Connection, asked: Sequence[str]) -> dict[str, Known]:
    """Return what is known of those of the sources and containers that were read before.

    What has been both is what it was last.
    """
    found: dict[str, Known] = {}
    for some in chunks(list(asked), uses=2):
        rows = connection.execute(_known(some)).all()
        for row in sorted(rows, key=lambda row: row.seen_at):
            found[row.source] = Known(
                row.raw_sha256, row.extractor, row.given, bool(row.is_current)
            )
    return found


def sources_below(connection: Connection, folder: Path) -> list[str]:
    """Return the active documents' sources that lie in `folder` or below."""
    beginning = f"{folder}{os.sep}"
    # LIKE would take News for news.
    return _active(connection, func.substr(sources.c.source, 1, len(beginning)) == beginning)


def sources_within(connection: Connection, container: str) -> list[str]:
    """Return the active documents' sources that lie in a file of many articles."""
    return _active(connection, _is_within(container))


def sources_of_text(connection: Connection, version: str) -> list[str]:
    """Return the sources of the active document with this very text."""
    return _active(connection, documents.c.sha256 == version)


def close_container(
    connection: Connection, source: str, raw_sha256: str, extractor: str, given: str
) -> None:
    """Keep that a file of many articles was read, from which bytes, and all of it taken.

    Where something of it failed, `extractor` is empty: such a file is like none that is read now.
    """
    to_read = ~ACTIVE | (sources.c.extractor == "")
    missing = exists().where(sources.c.document_id == documents.c.id, to_read, _is_within(source))
    columns = {
        "raw_sha256": raw_sha256,
        "extractor": extractor,
        "given": given,
        "seen_at": now(),
        "is_whole": not connection.scalar(select(missing)),
    }
    statement = insert_or_update(containers).values(source=source, **columns)
    connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_=columns))


def open_containers(connection: Connection, lost: Iterable[str]) -> None:
    """Keep that the files in which these sources lie are no longer whole in the corpus."""
    around = sorted({name for source in lost for name in (*containers_of(source), source)})
    for some in chunks(around):
        connection.execute(
            update(containers).where(containers.c.source.in_(some)).values(is_whole=False)
        )


def _known(asked: Sequence[str]) -> Select[Any]:
    single = (
        select(
            sources.c.source,
            sources.c.raw_sha256,
            sources.c.extractor,
            sources.c.given,
            sources.c.seen_at,
            documents.c.removed_at.is_(None).label("is_current"),
        )
        .join(documents, documents.c.id == sources.c.document_id)
        .where(sources.c.source.in_(asked))
    )
    many = select(
        containers.c.source,
        containers.c.raw_sha256,
        containers.c.extractor,
        containers.c.given,
        containers.c.seen_at,
        containers.c.is_whole.label("is_current"),
    ).where(containers.c.source.in_(asked))
    return select(union_all(single, many).subquery())


def _is_within(container: str) -> ColumnElement[bool]:
    """Return the condition that a source lies in a container, as ranges that an index answers."""
    return or_(
        *(
            (sources.c.source >= f"{container}{mark}") & (sources.c.source < f"{container}{end}")
            for mark, end in _AFTER.items()
        )
    )


def _active(connection: Connection, condition: ColumnElement[bool]) -> list[str]:
    query = (
        select(sources.c.source)
        .join(documents, documents.c.id == sources.c.document_id)
        .where(ACTIVE, condition)
        .order_by(sources.c.source)
    )
    return list(connection.scalars(query))
