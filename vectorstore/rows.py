"""From the catalogue's rows to what crosses its border, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_

from vectorstore.documents import DocumentRef, Metadata
from vectorstore.schema import documents, versions

CURRENT = and_(versions.c.document_id == documents.c.id, versions.c.sha256 == documents.c.sha256)
"""Joins a document with its current version."""
ACTIVE = documents.c.removed_at.is_(None)
"""Holds for the documents that can be found."""

_VARIABLES = 30_000
"""SQLite takes at most 32,766 variables in one statement."""


def parse_day(day: int | None) -> date | None:
    """Return the date that the catalogue keeps as 20250616."""
    return None if day is None else date(day // 10_000, day // 100 % 100, day % 100)


def day_number(day: date | None) -> int | None:
    """Return a date as the catalogue and Chroma keep it: 20250616."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def chunks(values: Sequence[str], uses: int = 1) -> Iterator[Sequence[str]]:
    """Yield `values` in pieces that fit into one SQL statement that names each `uses` times."""
    most = _VARIABLES // uses
    for start in range(0, len(values), most):
        yield values[start : start + most]


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


def ref_of(row: Row[Any], paths: tuple[str, ...]) -> DocumentRef:
    """Return the reference to the version in a row of `versions`, joined with its document."""
    return DocumentRef(
        id=row.document_id,
        version=row.sha256,
        metadata=metadata_of(row),
        source=paths[0] if paths else None,
        near_duplicate_of=row.near_duplicate_of,
    )
