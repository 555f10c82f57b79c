"""Conversations: the questions asked one after another, with their answers.

They are rows of the catalogue alone: changing them takes no lock of the vector index and raises no
revision.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from vectorstore import conversation_index
from vectorstore.database import now
from vectorstore.errors import InputError
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


def start_conversation(connection: Connection, question: str) -> str:
    """Open a conversation, titled by its first question, and return its id."""
    conversation_id = uuid.uuid4().hex[:12]
    title = " ".join(question.split())[:LONGEST_TITLE]
    connection.execute(
        insert(conversations).values(id=conversation_id, title=title, started_at=now())
    )
    conversation_index.put(connection, conversation_id)
    return conversation_id


def list_conversations(
    connection: Connection, limit: int = 50, removed: bool = False
) -> list[Conversation]:
    """Return the conversations that were last added to, newest first.

    With `removed`, return those instead that can be restored, the last one removed first.
    """
    query = _listed()
    if removed:
        query = query.where(~_ACTIVE).order_by(None).order_by(conversations.c.removed_at.desc())
    else:
        query = query.where(_ACTIVE)
    return [_conversation(row) for row in connection.execute(query.limit(limit))]


def search_conversations(connection: Connection, query: str, limit: int = 50) -> list[Conversation]:
    """Return the conversations that have all words of `query`, newest first.

    A word may be given by its beginning. Without a word to look for, nothing is found.
    """
    match = conversation_index.match_expression(query)
    if not match:
        return []
    matching = conversation_index.matching(match)
    rows = connection.execute(
        _listed().where(_ACTIVE, conversations.c.id.in_(matching)).limit(limit)
    )
    found = [_conversation(row) for row in rows]
    snippets = conversation_index.snippets(connection, match, [one.id for one in found])
    return [replace(one, snippet=snippets.get(one.id, ())) for one in found]


def full_id(connection: Connection, prefix: str) -> str:
    """Return the id of the one conversation, removed or not, whose id starts with `prefix`.

    Raises InputError where there is none or more than one.
    """
    query = select(conversations.c.id).where(conversations.c.id.startswith(prefix, autoescape=True))
    found = connection.scalars(query.limit(2)).all() if prefix else []
    if len(found) > 1:
        raise InputError(
            f"More than one conversation's id starts with {prefix!r}.", "Give more of it."
        )
    if not found:
        raise _unknown(prefix)
    return str(found[0])


def get_title(connection: Connection, conversation_id: str) -> str:
    """Return a conversation's title. Raises InputError where there is none such, or no longer."""
    query = select(conversations).where(conversations.c.id == conversation_id)
    found = connection.execute(query).first()
    if found is None:
        raise _unknown(conversation_id)
    if found.removed_at is not None:
        raise InputError(
            f"The conversation {conversation_id!r} has been removed.",
            f"Bring it back with: caravan conversations restore {conversation_id}",
        )
    return str(found.title)


def list_answers(connection: Connection, conversation_id: str) -> list[dict[str, Any]]:
    """Return a conversation's answers, oldest first, as the JSON that was shown.

    Raises InputError where there is no such conversation, or no longer.
    """
    get_title(connection, conversation_id)
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


def rename_conversation(connection: Connection, conversation_id: str, title: str) -> str:
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
    get_title(connection, conversation_id)
    connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(title=title)
    )
    conversation_index.put(connection, conversation_id)
    return title


def remove_conversations(connection: Connection, conversation_ids: Sequence[str]) -> None:
    """Take conversations out of what is listed, found and asked in; they can be restored."""
    connection.execute(
        update(conversations)
        .where(conversations.c.id.in_(conversation_ids), _ACTIVE)
        .values(removed_at=now())
    )


def restore_conversations(connection: Connection, conversation_ids: Sequence[str]) -> None:
    """Bring removed conversations back."""
    connection.execute(
        update(conversations)
        .where(conversations.c.id.in_(conversation_ids))
        .values(removed_at=None)
    )


def _listed() -> Select[Any]:
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
