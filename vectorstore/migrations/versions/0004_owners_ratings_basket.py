"""Conversations belong to someone, answers are rated, and what is collected for a report is kept.

What is there already belongs to whoever uses the corpus without signing in.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("owner", sa.Text, nullable=False, server_default=""))
    op.create_index("owned_conversations", "conversations", ["owner"])
    op.add_column("turns", sa.Column("rating", sa.Integer, nullable=False, server_default="0"))
    op.create_index("turns_by_time", "turns", ["conversation_id", "asked_at"])
    op.create_table(
        "basket_items",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("added_at", sa.String, nullable=False),
        sa.Column("removed_at", sa.String),
    )
    op.create_index("collected_once", "basket_items", ["owner", "sha256"], unique=True)
    op.create_table(
        "preferences",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
