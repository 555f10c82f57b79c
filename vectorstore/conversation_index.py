"""The words of conversations, so that they can be found: titles, questions and answers.

The index is an FTS5 table that only its migration can describe. A conversation is one row of it,
written anew in the transaction that changes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)

from vectorstore.schema import conversations, turns

_BEGIN, _END = "\x02", "\x03"
"""What stands around a word that was found; no indexed text has it."""

_MOST_WORDS = 64
_SNIPPET_WORDS = 14

_index = table(
    "conversation_index",
    column("rowid"),
    column("title"),
    column("text"),
    column("conversation_id"),
)
_whole: ColumnElement[str] = literal_column("conversation_index")
"""All columns of the index, as FTS5 names them."""


def put(connection: Connection, conversation_id: str) -> None:
    """Bring the index up to date on one conversation."""
    row = _row(conversation_id)
    title = select(conversations.c.title).where(conversations.c.id == conversation_id)
    query = select(turns.c.question, turns.c.answer).order_by(turns.c.position)
    told = connection.execute(query.where(turns.c.conversation_id == conversation_id))
    texts = [text for turn in told for text in (turn.question, _shown(turn.answer))]
    connection.execute(delete(_index).where(_index.c.rowid == row))
    connection.execute(
        insert(_index).values(
            rowid=row,
            title=_plain(connection.scalar(title) or ""),
            text=_plain("\n".join(texts)),
            conversation_id=conversation_id,
        )
    )


def match_expression(query: str) -> str:
    """Return `query` as an FTS5 expression: all its words, each of which may be cut short.

    It is empty where there is no word. Every word is quoted, so that nothing is read as syntax.
    """
    pieces = query.replace("\0", " ").split()
    found = [piece for piece in pieces if any(map(str.isalnum, piece))][:_MOST_WORDS]
    return " ".join('"{}"*'.format(piece.replace('"', '""')) for piece in found)


def matching(match: str) -> Select[tuple[str]]:
    """Return the query for the ids of the conversations that an FTS5 expression finds."""
    return select(_index.c.conversation_id).where(_matches(match))


def snippets(
    connection: Connection, match: str, conversation_ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return where in their texts these conversations were found, by id, if not in titles alone.

    Every second piece of a snippet, from the second on, is what was found.
    """
    piece = func.snippet(_whole, 1, _BEGIN, _END, "\N{HORIZONTAL ELLIPSIS}", _SNIPPET_WORDS)
    rows = connection.execute(
        select(_index.c.conversation_id, piece.label("piece")).where(
            _matches(match), _index.c.rowid.in_([_row(id_) for id_ in conversation_ids])
        )
    )
    return {
        row.conversation_id: tuple(row.piece.replace(_END, _BEGIN).split(_BEGIN))
        for row in rows
        if _BEGIN in row.piece
    }


def _matches(match: str) -> ColumnElement[bool]:
    return _whole.match(match)


def _row(conversation_id: str) -> int:
    """Return the row of a conversation, whose id is twelve hexadecimal digits."""
    return int(conversation_id, 16)


def _shown(answer: str) -> str:
    """Return the text of an answer, given as JSON, without the marks of its citations."""
    told = json.loads(answer)
    return " ".join(one["text"] for one in told.get("sentences", ())) or told.get("text", "")


def _plain(text: str) -> str:
    kept = text.translate({ord(mark): None for mark in ("\0", _BEGIN, _END)})
    return " ".join(kept.split())
