"""Families of documents that nearly repeat one another, as a report reprinted by many does.

Each of a family but the first names the first, so that all of them can count as one source. What is
removed belongs to none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, TextClause, bindparam, delete, select, text, update

from vectorstore.nearness import BANDS, LIKELY, are_near, bands, signature, similarity
from vectorstore.records import current_version
from vectorstore.rows import CURRENT, chunks
from vectorstore.schema import documents, signature_bands, versions

_MOST_OF_A_BAND = 64
_MOST_LIKELY = 20
_MOST_READ = 5
"""However many documents share boilerplate, so many are looked at, and so many read."""

# Made of numbers of our own alone, which is what S608 cannot see.
_SHARED = " UNION ALL ".join(
    f"SELECT * FROM (SELECT document_id FROM signature_bands WHERE key = :b{n} "  # noqa: S608
    f"LIMIT {_MOST_OF_A_BAND})"
    for n in range(BANDS)
)
_FIND = text(
    f"SELECT document_id FROM ({_SHARED}) GROUP BY document_id "  # noqa: S608 - of constants
    f"ORDER BY count(*) DESC, document_id LIMIT {_MOST_LIKELY}"
)
_PUT = text("INSERT OR IGNORE INTO signature_bands (key, document_id) VALUES (:key, :id)")
_TAKE = text("DELETE FROM signature_bands WHERE key = :key AND document_id = :id")
_ID: Any = bindparam("document_id")
_LIKELY_ONES = (
    select(documents.c.id, documents.c.near_duplicate_of, versions.c.signature)
    .join(versions, CURRENT)
    .where(
        documents.c.id.in_(bindparam("likely", expanding=True)), documents.c.removed_at.is_(None)
    )
    .order_by(documents.c.added_at, documents.c.id)
)
_JOIN = (
    update(documents)
    .where((documents.c.id == _ID) | (documents.c.near_duplicate_of == _ID))
    .values(near_duplicate_of=bindparam("first"))
)
_UNSIGNED = (versions.c.signature.is_(None), documents.c.removed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Member:
    """A document to be placed in a family: its current text, and the signature of that."""

    id: str
    text: str
    signature: bytes


def enter(connection: Connection, member: Member, excluded: Collection[str] = ()) -> str | None:
    """Let a document join the family that its text nearly repeats, or be the first of its own.

    It belongs to no other now. The documents `excluded` are not looked at. Returns the first of the
    family that it has joined, if it has.
    """
    first = _family(connection, member, {member.id, *excluded})
    if first is not None:
        # It may be the first of others itself by now.
        connection.execute(_JOIN, {"document_id": member.id, "first": first})
    _in_bands(connection, _PUT, member.id, member.signature)
    return first


def member_of(connection: Connection, document_id: str) -> Member:
    """Return a document's current text with its signature, which is made where it is open."""
    row = current_version(connection, document_id)
    if row.signature is not None:
        return Member(document_id, row.text, row.signature)
    made = signature(row.text)
    connection.execute(
        update(versions)
        .where(versions.c.document_id == document_id, versions.c.sha256 == row.sha256)
        .values(signature=made)
    )
    return Member(document_id, row.text, made)


def leave(connection: Connection, document_id: str) -> set[str]:
    """Take a document, whose text is about to go, out of its family.

    Returns those that named it as their first: they are to be placed anew by `replace`.
    """
    named = documents.c.near_duplicate_of == document_id
    left = connection.scalars(select(documents.c.id).where(named)).all()
    own = named | (documents.c.id == document_id)
    connection.execute(update(documents).where(own).values(near_duplicate_of=None))
    row = current_version(connection, document_id)
    _in_bands(connection, _TAKE, document_id, row.signature or b"")
    return set(left)


def replace(connection: Connection, left: Collection[str]) -> None:
    """Place documents anew, oldest first, whose family has lost its first."""
    found: list[tuple[str, str]] = []
    for ids in chunks(list(left)):
        query = select(documents.c.added_at, documents.c.id)
        rows = connection.execute(
            query.where(documents.c.id.in_(ids), documents.c.removed_at.is_(None))
        )
        found += [(row.added_at, row.id) for row in rows]
    later = {id_ for _, id_ in found}
    for _, id_ in sorted(found):
        later.discard(id_)
        enter(connection, member_of(connection, id_), later)


def sign(connection: Connection, limit: int) -> bool:
    """Make up to `limit` of the signatures that an older release has left open.

    Returns whether there may be more.
    """
    query = select(versions.c.document_id).join(documents, CURRENT).where(*_UNSIGNED)
    ids = connection.scalars(query.order_by(documents.c.added_at, documents.c.id).limit(limit))
    unsigned = ids.all()
    for id_ in unsigned:
        enter(connection, member_of(connection, id_))
    return len(unsigned) == limit


def are_unsigned(connection: Connection) -> bool:
    """Tell whether signatures of documents that are found are yet to be made."""
    query = select(versions.c.document_id).join(documents, CURRENT).where(*_UNSIGNED)
    return connection.execute(query.limit(1)).first() is not None


def rebuild(connection: Connection) -> None:
    """Place all documents anew, oldest first."""
    connection.execute(delete(signature_bands))
    connection.execute(update(documents).values(near_duplicate_of=None))
    query = select(documents.c.id).where(documents.c.removed_at.is_(None))
    for id_ in connection.scalars(query.order_by(documents.c.added_at, documents.c.id)).all():
        enter(connection, member_of(connection, id_))


def _family(connection: Connection, member: Member, excluded: set[str]) -> str | None:
    """Return the first document of the family that a text nearly repeats."""
    likely = _likely(connection, member.signature) - excluded
    if not likely:
        return None
    found = connection.execute(_LIKELY_ONES, {"likely": sorted(likely)})
    rows = [(similarity(member.signature, row.signature), row) for row in found]
    for likeness, row in sorted(rows, key=lambda one: -one[0])[:_MOST_READ]:
        first = row.near_duplicate_of or row.id
        if likeness < LIKELY:
            return None
        if first != member.id and are_near(member.text, current_version(connection, row.id).text):
            return str(first)
    return None


def _likely(connection: Connection, signature: bytes) -> set[str]:
    """Return the documents that share the most bands with a signature."""
    named = {f"b{n}": key for n, key in enumerate(bands(signature))}
    return set(connection.scalars(_FIND, named)) if named else set()


def _in_bands(
    connection: Connection, statement: TextClause, document_id: str, signature: bytes
) -> None:
    rows = [{"key": key, "id": document_id} for key in bands(signature)]
    if rows:
        connection.execute(statement, rows)
