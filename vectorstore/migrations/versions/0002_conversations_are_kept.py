"""Conversations can be searched, and removed and restored."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("removed_at", sa.String))
    op.execute(
        "CREATE VIRTUAL TABLE conversation_index USING fts5("
        "title, text, conversation_id UNINDEXED, tokenize='unicode61 remove_diacritics 2')"
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, title FROM conversations")).all()
    for row in rows:
        connection.execute(
            sa.text(
                "INSERT INTO conversation_index (rowid, title, text, conversation_id) "
                "VALUES (:row, :title, :text, :id)"
            ),
            {
                "row": int(row.id, 16),
                "title": _plain(row.title),
                "text": _plain(_text(connection, row.id)),
                "id": row.id,
            },
        )


def _text(connection: sa.Connection, conversation_id: str) -> str:
    query = "SELECT question, answer FROM turns WHERE conversation_id = :id ORDER BY position"
    rows = connection.execute(sa.text(query), {"id": conversation_id})
    return "\n".join(text for row in rows for text in (row.question, _shown(row.answer)))


def _shown(answer: str) -> str:
    told = json.loads(answer)
    return " ".join(one["text"] for one in told.get("sentences", ())) or told.get("text", "")


def _plain(text: str) -> str:
    return " ".join(text.translate({0: None, 2: None, 3: None}).split())
