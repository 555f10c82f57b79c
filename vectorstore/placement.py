"""Where a draft belongs among the documents, and what writing it would make of its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select

from vectorstore import pages
from vectorstore.documents import Metadata, Outcome
from vectorstore.drafts import Draft
from vectorstore.files import is_gone
from vectorstore.pages import Page
from vectorstore.records import current_version
from vectorstore.rows import metadata_of
from vectorstore.schema import documents, sources

DocumentRow: TypeAlias = Row[Any]
"""A row of `documents`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft belongs: the document that its source had, and another one with its text.

    `moved` tells that none of that other document's sources is there any more.
    """

    here: DocumentRow | None
    twin: DocumentRow | None
    moved: bool


def place_of(connection: Connection, draft: Draft) -> Place:
    """Return where `draft` belongs, as things stand now."""
    here, twin = at_source(connection, draft.source), active_with(connection, draft.version)
    if here is None and twin is None:
        here = _forsaken_with(connection, draft.version)
    if twin is None or (here is not None and here.id == twin.id):
        return Place(here, None, moved=False)
    moved = here is None and all(map(is_gone, sources_of(connection, twin.id)))
    return Place(here, twin, moved)


def outcome_of(connection: Connection, draft: Draft, place: Place) -> Outcome:
    """Return what writing `draft` at `place` makes of its source."""
    here = place.here
    if place.twin is not None:
        return Outcome.MOVED if place.moved else Outcome.DUPLICATE
    if here is None or here.removed_at is not None:
        return Outcome.ADDED
    if here.sha256 != draft.version:
        return Outcome.UPDATED if is_alone(connection, here) else Outcome.ADDED
    return Outcome.UPDATED if differs(connection, draft, here) else Outcome.UNCHANGED


def needs_vectors(connection: Connection, draft: Draft, place: Place) -> bool:
    """Tell whether writing `draft` at `place` would add passages that are not stored yet."""
    if place.twin is not None and not place.moved:
        return False
    document = place.twin or place.here
    if document is None or document.sha256 != draft.version:
        return True
    known, _ = known_of(connection, document)
    return known.context != draft.extract.metadata.context


def differs(connection: Connection, draft: Draft, document: DocumentRow) -> bool:
    """Tell whether `draft`, of the document's own text, knows other things about it."""
    return known_of(connection, document) != (draft.extract.metadata, draft.extract.pages)


def known_of(connection: Connection, document: DocumentRow) -> tuple[Metadata, tuple[Page, ...]]:
    """Return what is known about a document's current version beside its text."""
    row = connection.execute(current_version(document.id)).one()
    return metadata_of(row), pages.from_text(row.pages)


def is_alone(connection: Connection, document: DocumentRow) -> bool:
    """Tell whether a document has one source, so that it follows that source's changes."""
    return len(sources_of(connection, document.id)) == 1


def at_source(connection: Connection, source: str) -> DocumentRow | None:
    """Return the document of a source, which may be a removed one."""
    return connection.execute(
        select(documents)
        .join(sources, sources.c.document_id == documents.c.id)
        .where(sources.c.source == source)
    ).first()


def active_with(connection: Connection, version: str) -> DocumentRow | None:
    """Return the document with this text that can be found, if there is one."""
    return connection.execute(
        select(documents).where(documents.c.sha256 == version, documents.c.removed_at.is_(None))
    ).first()


def sources_of(connection: Connection, document_id: str) -> list[str]:
    """Return the sources of a document."""
    query = select(sources.c.source).where(sources.c.document_id == document_id)
    return list(connection.scalars(query))


def _forsaken_with(connection: Connection, version: str) -> DocumentRow | None:
    """Return a removed document with this text that has lost all its sources, if there is one."""
    sourceless = documents.c.id.not_in(select(sources.c.document_id))
    return connection.execute(
        select(documents).where(
            documents.c.sha256 == version, documents.c.removed_at.is_not(None), sourceless
        )
    ).first()
