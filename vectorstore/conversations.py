"""Conversations: the questions asked one after another, with their answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from vectorstore.database import now
from vectorstore.errors import InputError
from vectorstore.schema import conversations, turns

_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Conversation:
    """A line of the list of conversations; `title` is its first question, shortened."""

    id: str
    title: str
    last_asked_at: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, the answer as the JSON that was shown."""

    question: str
    answer: str
    asked_at: str


def start_conversation(connection: Connection, question: str) -> str:
    """Open a conversation, titled by its first question, and return its id."""
    conversation_id = uuid.uuid4().hex[:12]
    title = " ".join(question.split())[:_TITLE_LENGTH]
    connection.execute(
        insert(conversations).values(id=conversation_id, title=title, started_at=now())
    )
    return conversation_id


def list_conversations(connection: Connection, limit: int = 50) -> list[Conversation]:
    """Return the conversations that were last added to, newest first."""
    last = (
        select(turns.c.conversation_id, func.max(turns.c.asked_at).label("asked_at"))
        .group_by(turns.c.conversation_id)
        .subquery()
    )
    query = (
        select(conversations.c.id, conversations.c.title, last.c.asked_at)
        .join(last, last.c.conversation_id == conversations.c.id)
        .order_by(last.c.asked_at.desc(), conversations.c.id)
        .limit(limit)
    )
    return [Conversation(row.id, row.title, row.asked_at) for row in connection.execute(query)]


def list_turns(connection: Connection, conversation_id: str) -> list[Turn]:
    """Return a conversation's turns, oldest first. Raises InputError where there is none such."""
    known = select(conversations.c.id).where(conversations.c.id == conversation_id)
    if connection.execute(known).first() is None:
        raise InputError(
            f"There is no conversation {conversation_id!r} in this corpus.",
            "Start one with `--conversation new`; its id is in the answer.",
        )
    query = select(turns).where(turns.c.conversation_id == conversation_id)
    return [
        Turn(row.question, row.answer, row.asked_at)
        for row in connection.execute(query.order_by(turns.c.position))
    ]


def add_turn(connection: Connection, conversation_id: str, question: str, answer: str) -> int:
    """Append a turn to a conversation and return its number, counted from 1."""
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
    return position
