"""Where a draft belongs among the documents, and what writing it would make of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, Select, bindparam, select

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

# Made once: to make a statement costs more than to run it.
_SOURCES: Any = bindparam("sources", expanding=True)
_VERSIONS: Any = bindparam("versions", expanding=True)
_AT_SOURCES = (
    select(documents, sources.c.source)
    .join(sources, sources.c.document_id == documents.c.id)
    .where(sources.c.source.in_(_SOURCES))
)
_ACTIVE_WITH = select(documents).where(
    documents.c.sha256.in_(_VERSIONS), documents.c.removed_at.is_(None)
)
_FORSAKEN_WITH = select(documents).where(
    documents.c.sha256.in_(_VERSIONS),
    documents.c.removed_at.is_not(None),
    documents.c.id.not_in(select(sources.c.document_id)),
)
_SOURCES_OF = select(sources.c.source).where(sources.c.document_id == bindparam("document_id"))
_AT_ONCE = 200


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
    return places_of(connection, [draft])[0]


def places_of(connection: Connection, drafts: Sequence[Draft]) -> list[Place]:
    """Return where each of `drafts` would belong if it were the first of them to be written."""
    places: list[Place] = []
    for start in range(0, len(drafts), _AT_ONCE):
        some = drafts[start : start + _AT_ONCE]
        versions = [draft.version for draft in some]
        at = {
            row.source: row
            for row in connection.execute(_AT_SOURCES, {"sources": [one.source for one in some]})
        }
        twins = _by_version(connection, _ACTIVE_WITH, versions)
        forsaken = _by_version(
            connection,
            _FORSAKEN_WITH,
            [
                version
                for draft, version in zip(some, versions, strict=True)
                if draft.source not in at and version not in twins
            ],
        )
        for draft, version in zip(some, versions, strict=True):
            here, twin = at.get(draft.source), twins.get(version)
            if here is None and twin is None:
                here = forsaken.get(version)
            places.append(_place(connection, here, twin))
    return places


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
    row = current_version(connection, document.id)
    return metadata_of(row), pages.from_text(row.pages)


def is_alone(connection: Connection, document: DocumentRow) -> bool:
    """Tell whether a document has one source, so that it follows that source's changes."""
    return len(sources_of(connection, document.id)) == 1


def at_source(connection: Connection, source: str) -> DocumentRow | None:
    """Return the document of a source, which may be a removed one."""
    return connection.execute(_AT_SOURCES, {"sources": [source]}).first()


def active_with(connection: Connection, version: str) -> DocumentRow | None:
    """Return the document with this text that can be found, if there is one."""
    return connection.execute(_ACTIVE_WITH, {"versions": [version]}).first()


def sources_of(connection: Connection, document_id: str) -> list[str]:
    """Return the sources of a document."""
    return list(connection.scalars(_SOURCES_OF, {"document_id": document_id}))


def _place(connection: Connection, here: DocumentRow | None, twin: DocumentRow | None) -> Place:
    if twin is None or (here is not None and here.id == twin.id):
        return Place(here, None, moved=False)
    moved = here is None and all(map(is_gone, sources_of(connection, twin.id)))
    return Place(here, twin, moved)


def _by_version(
    connection: Connection, query: Select[Any], versions: Sequence[str]
) -> dict[str, DocumentRow]:
    """Return what a query finds, the first of each text."""
    found: dict[str, DocumentRow] = {}
    if versions:
        for row in connection.execute(query, {"versions": versions}):
            found.setdefault(row.sha256, row)
    return found
