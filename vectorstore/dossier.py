"""What the catalogue knows of one document beside its text."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select

from vectorstore.documents import DocumentRef
from vectorstore.rows import ACTIVE, CURRENT
from vectorstore.schema import documents, passages, versions


@dataclass(frozen=True, slots=True)
class Alike:
    """Another document that can be found and is nearly the same."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """When a document was added and removed, its passages, and what is nearly the same.

    `passages` counts those of its current version. Times are ISO 8601 in UTC.
    """

    added_at: str
    removed_at: str | None
    passages: int
    alike: tuple[Alike, ...]


def dossier_of(connection: Connection, document: DocumentRef) -> Dossier:
    """Return what is known of a document that the catalogue has."""
    row = connection.execute(select(documents).where(documents.c.id == document.id)).one()
    counted = select(func.count()).where(passages.c.document_id == document.id)
    others = (
        select(documents.c.id, versions.c.title)
        .join(versions, CURRENT)
        .where(
            ACTIVE,
            documents.c.id != document.id,
            or_(
                documents.c.near_duplicate_of == document.family,
                documents.c.id == document.family,
            ),
        )
        .order_by(versions.c.title, documents.c.id)
    )
    return Dossier(
        row.added_at,
        row.removed_at,
        connection.scalar(counted) or 0,
        tuple(Alike(other.id, other.title) for other in connection.execute(others)),
    )


def passage_at(connection: Connection, document: DocumentRef, place: int) -> str | None:
    """Return the id of the passage that holds a character of a version, or is the last before it.

    None where there is none: only a document's current version has passages.
    """
    query = (
        select(passages.c.passage_id)
        .join(
            documents,
            and_(
                documents.c.id == passages.c.document_id,
                documents.c.sha256 == document.version,
            ),
        )
        .where(passages.c.document_id == document.id, passages.c.start <= place)
        .order_by(passages.c.start.desc())
        .limit(1)
    )
    return connection.scalar(query)
