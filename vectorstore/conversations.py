"""Conversations: the questions asked one after another, with their answers.

They are rows of the catalogue alone: changing them takes no lock of the vector index and raises no
revision. Every conversation belongs to one owner; to any other it is unknown.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, select, update

from vectorstore import conversation_index
from vectorstore.database import now
from vectorstore.errors import InputError
from vectorstore.owners import LOCAL
from vectorstore.schema import conversations, turns

LONGEST_TITLE = 80

_ACTIVE = conversations.c.removed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A line of the list of conversations; its title is at first its first question, shortened.

    `snippet` is where a search has found it: pieces of its text, of which every second one, from
    the second on, is what was found. It is empty where that is in the title alone.
    """

    id: str
    title: str
    turns: int
    started_at: str
    last_asked_at: str
    removed_at: str | None = None
    snippet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """A turn whose answer cites a document, in these of its versions; `turn` counts from 1."""

    conversation_id: str
    title: str
    turn: int
    question: str
    asked_at: str
    versions: tuple[str, ...]


def start_conversation(connection: Connection, question: str, *, owner: str = LOCAL) -> str:
    """Open a conversation, titled by its first question, and return its id."""
    conversation_id = uuid.uuid4().hex[:12]
    title = " ".join(question.split())[:LONGEST_TITLE]
    connection.execute(
        insert(conversations).values(id=conversation_id, title=title, started_at=now(), owner=owner)
    )
    conversation_index.put(connection, conversation_id)
    return conversation_id


def list_conversations(
    connection: Connection, limit: int = 50, removed: bool = False, *, owner: str = LOCAL
) -> list[Conversation]:
    """Return the conversations that were last added to, newest first.

    With `removed`, return those instead that can be restored, the last one removed first.
    """
    query = _listed(owner)
    if removed:
        query = query.where(~_ACTIVE).order_by(None).order_by(conversations.c.removed_at.desc())
    else:
        query = query.where(_ACTIVE)
    return [_conversation(row) for row in connection.execute(query.limit(limit))]


def search_conversations(
    connection: Connection, query: str, limit: int = 50, *, owner: str = LOCAL
) -> list[Conversation]:
    """Return the conversations that have all words of `query`, newest first.

    A word may be given by its beginning. Without a word to look for, nothing is found.
    """
    match = conversation_index.match_expression(query)
    if not match:
        return []
    matching = conversation_index.matching(match)
    rows = connection.execute(
        _listed(owner).where(_ACTIVE, conversations.c.id.in_(matching)).limit(limit)
    )
    found = [_conversation(row) for row in rows]
    snippets = conversation_index.snippets(connection, match, [one.id for one in found])
    return [replace(one, snippet=snippets.get(one.id, ())) for one in found]


def full_id(connection: Connection, prefix: str, *, owner: str = LOCAL) -> str:
    """Return the id of the one conversation, removed or not, whose id starts with `prefix`.

    Raises InputError where there is none or more than one.
    """
    query = select(conversations.c.id).where(
        conversations.c.owner == owner, conversations.c.id.startswith(prefix, autoescape=True)
    )
    found = connection.scalars(query.limit(2)).all() if prefix else []
    if len(found) > 1:
        raise InputError(
            f"More than one conversation's id starts with {prefix!r}.", "Give more of it."
        )
    if not found:
        raise _unknown(prefix)
    return str(found[0])


def get_title(connection: Connection, conversation_id: str, *, owner: str = LOCAL) -> str:
    """Return a conversation's title. Raises InputError where there is none such, or no longer."""
    query = select(conversations).where(_owned([conversation_id], owner))
    found = connection.execute(query).first()
    if found is None:
        raise _unknown(conversation_id)
    if found.removed_at is not None:
        raise InputError(
            f"The conversation {conversation_id!r} has been removed.",
            f"Bring it back with: caravan conversations restore {conversation_id}",
        )
    return str(found.title)


def list_answers(
    connection: Connection, conversation_id: str, *, owner: str = LOCAL
) -> list[dict[str, Any]]:
    """Return a conversation's answers, oldest first, as the JSON that was shown.

    Raises InputError where there is no such conversation, or no longer.
    """
    get_title(connection, conversation_id, owner=owner)
    query = select(turns.c.answer).where(turns.c.conversation_id == conversation_id)
    return list(map(json.loads, connection.scalars(query.order_by(turns.c.position))))


def add_turn(connection: Connection, conversation_id: str, question: str, answer: str) -> int:
    """Append a turn to a conversation and return its number, counted from 1.

    What was asked before the conversation was removed is kept in it all the same.
    """
    last = select(func.coalesce(func.max(turns.c.position), 0)).where(
        turns.c.conversation_id == conversation_id
    )
    position = (connection.scalar(last) or 0) + 1
    connection.execute(
        insert(turns).values(
            conversation_id=conversation_id,
            position=position,
            question=question,
            answer=answer,
            asked_at=now(),
        )
    )
    conversation_index.put(connection, conversation_id)
    return position


def rename_conversation(
    connection: Connection, conversation_id: str, title: str, *, owner: str = LOCAL
) -> str:
    """Give a conversation another title and return that, on one line.

    Raises InputError where the title is empty or too long, or there is no such conversation.
    """
    title = " ".join(title.split())
    if not any(map(str.isprintable, title)):
        raise InputError("The title is empty.", "Give the conversation a name.")
    if len(title) > LONGEST_TITLE:
        raise InputError(
            f"The title has {len(title):,} characters; at most {LONGEST_TITLE} are kept.",
            "Give it a shorter one.",
        )
    get_title(connection, conversation_id, owner=owner)
    connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(title=title)
    )
    conversation_index.put(connection, conversation_id)
    return title


def remove_conversations(
    connection: Connection, conversation_ids: Sequence[str], *, owner: str = LOCAL
) -> None:
    """Take conversations out of what is listed, found and asked in; they can be restored."""
    connection.execute(
        update(conversations)
        .where(_owned(conversation_ids, owner), _ACTIVE)
        .values(removed_at=now())
    )


def restore_conversations(
    connection: Connection, conversation_ids: Sequence[str], *, owner: str = LOCAL
) -> None:
    """Bring removed conversations back."""
    connection.execute(
        update(conversations).where(_owned(conversation_ids, owner)).values(removed_at=None)
    )


def rate_turn(
    connection: Connection,
    conversation_id: str,
    turn: int,
    rating: Literal[-1, 0, 1],
    *,
    owner: str = LOCAL,
) -> None:
    """Say that an answer was no good (-1) or good (1); 0 takes it back. Turns count from 1.

    Raises InputError where there is no such conversation, or no such turn of it.
    """
    get_title(connection, conversation_id, owner=owner)
    place = and_(turns.c.conversation_id == conversation_id, turns.c.position == turn)
    if not connection.execute(update(turns).where(place).values(rating=rating)).rowcount:
        raise InputError(
            f"The conversation {conversation_id!r} has no turn {turn}.",
            "Open it again to see its turns.",
        )


def get_ratings(
    connection: Connection, conversation_id: str, *, owner: str = LOCAL
) -> dict[int, int]:
    """Return the ratings that were given in a conversation, -1 or 1, by turn counted from 1.

    Raises InputError where there is no such conversation, or no longer.
    """
    get_title(connection, conversation_id, owner=owner)
    query = select(turns.c.position, turns.c.rating).where(
        turns.c.conversation_id == conversation_id, turns.c.rating != 0
    )
    return {row.position: row.rating for row in connection.execute(query)}


def list_citing(
    connection: Connection, document_id: str, limit: int = 20, *, owner: str = LOCAL
) -> list[Citing]:
    """Return the turns whose answers cite a document, in any of its versions, newest first.

    Those of removed conversations are left out.
    """
    query = (
        select(turns, conversations.c.title)
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .where(conversations.c.owner == owner, _ACTIVE)
        # Only what may cite it is read: the id stands in other places of an answer, too.
        .where(turns.c.answer.contains(document_id, autoescape=True))
        .order_by(turns.c.asked_at.desc(), turns.c.conversation_id, turns.c.position.desc())
    )
    found = (_citing(row, document_id) for row in connection.execute(query))
    return list(islice((one for one in found if one.versions), limit))


def _citing(row: Row[Any], document_id: str) -> Citing:
    cited = (one["document"] for one in json.loads(row.answer).get("citations", ()))
    versions = dict.fromkeys(one["version"] for one in cited if one["id"] == document_id)
    return Citing(
        row.conversation_id,
        row.title,
        row.position,
        row.question,
        row.asked_at,
        tuple(versions),
    )


def _owned(conversation_ids: Sequence[str], owner: str) -> ColumnElement[bool]:
    return and_(conversations.c.id.in_(conversation_ids), conversations.c.owner == owner)


def _listed(owner: str) -> Select[Any]:
    last = (
        select(
            turns.c.conversation_id,
            func.count().label("turns"),
            func.max(turns.c.asked_at).label("last_asked_at"),
        )
        .group_by(turns.c.conversation_id)
        .subquery()
    )
    return (
        select(conversations, last.c.turns, last.c.last_asked_at)
        .join(last, last.c.conversation_id == conversations.c.id)
        .where(conversations.c.owner == owner)
        .order_by(last.c.last_asked_at.desc(), conversations.c.id)
    )


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        row.id, row.title, row.turns, row.started_at, row.last_asked_at, row.removed_at
    )


def _unknown(conversation_id: str) -> InputError:
    return InputError(
        f"There is no conversation {conversation_id!r} in this corpus.",
        "`caravan conversations` lists them; `--conversation new` starts one.",
    )
