"""Files that hold many articles, pages, what flags gave, and documents that nearly repeat another.

The signatures of older documents are left open here: the next ingest makes them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("versions", sa.Column("pages", sa.Text))
    op.add_column("versions", sa.Column("signature", sa.LargeBinary))
    op.create_index(
        "unsigned_versions",
        "versions",
        ["document_id"],
        sqlite_where=sa.text("signature IS NULL"),
    )
    op.add_column("documents", sa.Column("near_duplicate_of", sa.String))
    op.create_index(
        "near_duplicates",
        "documents",
        ["near_duplicate_of"],
        sqlite_where=sa.text("near_duplicate_of IS NOT NULL"),
    )
    op.create_index(
        "removed_texts",
        "documents",
        ["sha256"],
        sqlite_where=sa.text("removed_at IS NOT NULL"),
    )
    op.create_table(
        "signature_bands",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.add_column("sources", sa.Column("given", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "containers",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("raw_sha256", sa.String, nullable=False),
        sa.Column("extractor", sa.String, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("seen_at", sa.String, nullable=False),
        sa.Column("is_whole", sa.Boolean, nullable=False),
    )
    op.add_column("run_items", sa.Column("note", sa.Text))
