"""The basket: quotes and answers collected for a report, in an order of their own.

They are rows of the catalogue alone, each with what it was when it was collected; those of one
owner are unknown to any other.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from vectorstore.database import now
from vectorstore.errors import InputError
from vectorstore.owners import LOCAL
from vectorstore.schema import basket_items

LONGEST_NOTE = 2000
"""Most characters of a note."""

Kind = Literal["quote", "answer"]

_KEPT = basket_items.c.removed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Item:
    """What was collected: a citation or an answer in the form that `caravan ask --json` prints."""

    id: str
    kind: Kind
    content: dict[str, Any]
    note: str
    added_at: str


def list_items(connection: Connection, *, owner: str = LOCAL) -> list[Item]:
    """Return what is in the basket, in its order."""
    query = select(basket_items).where(basket_items.c.owner == owner, _KEPT)
    return [_item(row) for row in connection.execute(query.order_by(basket_items.c.place))]


def count_items(connection: Connection, *, owner: str = LOCAL) -> int:
    """Return how many items are in the basket."""
    query = select(func.count()).where(basket_items.c.owner == owner, _KEPT)
    return connection.scalar(query) or 0


def list_identities(connection: Connection, *, owner: str = LOCAL) -> set[str]:
    """Return what `identity` tells of each item in the basket."""
    query = select(basket_items.c.sha256).where(basket_items.c.owner == owner, _KEPT)
    return set(connection.scalars(query))


def add_item(
    connection: Connection, kind: Kind, content: dict[str, Any], *, owner: str = LOCAL
) -> Item:
    """Put a quote or an answer at the end and return it; what is there already stays in its place.

    A quote is the same as another of the same characters of the same version of a document. What
    was removed comes back with its note, at the end.
    """
    sha256 = identity(kind, content)
    same = and_(basket_items.c.owner == owner, basket_items.c.sha256 == sha256)
    found = connection.execute(select(basket_items).where(same)).first()
    if found is not None and found.removed_at is None:
        return _item(found)
    last = select(func.max(basket_items.c.place)).where(basket_items.c.owner == owner)
    values: dict[str, Any] = {
        "place": (connection.scalar(last) or 0) + 1,
        "content": json.dumps(content, ensure_ascii=False),
        "added_at": now(),
    }
    if found is not None:
        connection.execute(update(basket_items).where(same).values(**values, removed_at=None))
    else:
        values |= {"id": uuid.uuid4().hex[:12], "kind": kind, "sha256": sha256, "note": ""}
        connection.execute(insert(basket_items).values(owner=owner, **values))
    return _item(connection.execute(select(basket_items).where(same)).one())


def annotate_item(connection: Connection, item_id: str, note: str, *, owner: str = LOCAL) -> None:
    """Write a note beside an item, in the place of the one before.

    Raises InputError where the note is too long or there is no such item.
    """
    if len(note) > LONGEST_NOTE:
        raise InputError(
            f"The note has {len(note):,} characters; at most {LONGEST_NOTE:,} are kept.",
            "Shorten it.",
        )
    change = update(basket_items).where(_owned([item_id], owner), _KEPT).values(note=note)
    if not connection.execute(change).rowcount:
        raise _unknown(item_id)


def move_item(connection: Connection, item_id: str, place: int, *, owner: str = LOCAL) -> None:
    """Move an item to a place of those in the basket, counted from 0; the others make room.

    A place beyond an end is that end. Raises InputError where there is no such item.
    """
    query = select(basket_items.c.id, _KEPT.label("is_kept")).where(basket_items.c.owner == owner)
    rows = connection.execute(query.order_by(basket_items.c.place)).all()
    kept = [row.id for row in rows if row.is_kept]
    if item_id not in kept:
        raise _unknown(item_id)
    kept.remove(item_id)
    place = max(0, min(place, len(kept)))
    order = [row.id for row in rows if row.id != item_id]
    order.insert(order.index(kept[place]) if place < len(kept) else len(order), item_id)
    for number, id_ in enumerate(order, 1):
        connection.execute(
            update(basket_items).where(basket_items.c.id == id_).values(place=number)
        )


def remove_items(connection: Connection, item_ids: Sequence[str], *, owner: str = LOCAL) -> None:
    """Take items out of the basket; they can be restored."""
    change = update(basket_items).where(_owned(item_ids, owner), _KEPT)
    connection.execute(change.values(removed_at=now()))


def restore_items(connection: Connection, item_ids: Sequence[str], *, owner: str = LOCAL) -> None:
    """Bring removed items back to where they were."""
    change = update(basket_items).where(_owned(item_ids, owner))
    connection.execute(change.values(removed_at=None))


def identity(kind: Kind, content: dict[str, Any]) -> str:
    """Return what two items have in common that are the same, as SHA-256.

    The number and the highlight of a quote belong to the answer that it was taken from.
    """
    told: list[Any] = [kind, content]
    if kind == "quote":
        document = content["document"]
        told = [kind, document["id"], document["version"], content["start"], content["end"]]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _owned(item_ids: Sequence[str], owner: str) -> ColumnElement[bool]:
    return and_(basket_items.c.id.in_(item_ids), basket_items.c.owner == owner)


def _item(row: Row[Any]) -> Item:
    return Item(row.id, row.kind, json.loads(row.content), row.note, row.added_at)


def _unknown(item_id: str) -> InputError:
    return InputError(
        f"There is no item {item_id!r} in what you have collected.", "It may have been removed."
    )
