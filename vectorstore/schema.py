"""The catalogue's tables, as SQLAlchemy Core.

The migrations make them; a test compares the two. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about the whole corpus: its revision, and the embedding model that it was made with."""

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False),  # the current version
    Column("added_at", String, nullable=False),
    Column("removed_at", String),
    Column("near_duplicate_of", String),  # the first document of its family, None for that one
    Index(
        "one_active_document_a_text",
        "sha256",
        unique=True,
        sqlite_where=text("removed_at IS NULL"),
    ),
    Index("removed_texts", "sha256", sqlite_where=text("removed_at IS NOT NULL")),
    Index(
        "near_duplicates",
        "near_duplicate_of",
        sqlite_where=text("near_duplicate_of IS NOT NULL"),
    ),
)

versions = Table(
    "versions",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("sha256", String, primary_key=True),  # of the text, in UTF-8
    Column("text", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text),
    Column("publisher", Text),
    Column("published", Integer),  # 20250616
    Column("language", String),
    Column("url", Text),
    Column("created_at", String, nullable=False),
    Column("pages", Text),  # JSON: [[start, label], ...]
    Column("signature", LargeBinary),  # of vectorstore.nearness; None where it is yet to be made
    Index("unsigned_versions", "document_id", sqlite_where=text("signature IS NULL")),
)

signature_bands = Table(
    "signature_bands",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document_id", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""The bands of the signatures of the active documents: what shares one may be nearly the same."""

sources = Table(
    "sources",
    metadata,
    Column("source", Text, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("raw_sha256", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("given", Text, nullable=False, server_default=""),  # JSON of what flags gave
)

containers = Table(
    "containers",
    metadata,
    Column("source", Text, primary_key=True),
    Column("raw_sha256", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("given", Text, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("is_whole", Boolean, nullable=False),
)
"""Files of many articles that were read whole; `is_whole` while the corpus holds all of those."""

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),  # the row of passage_index
    Column("passage_id", String, nullable=False, unique=True),  # the record in Chroma
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float32, unit length
)
"""The passages of every document's current version, also of removed ones, so that they restore."""

staged_passages = Table(
    "staged_passages",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)
"""What a reindex has embedded so far; becomes `passages` in one transaction at its end."""

# The lexical indexes, passage_index and conversation_index, are FTS5 tables that only their
# migrations can describe.

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("state", String, nullable=False),  # running, done, interrupted or failed
)

run_items = Table(
    "run_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("document_id", String),
    Column("reason", Text),
    Column("at", String, nullable=False),
    Column("note", Text),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("started_at", String, nullable=False),
    Column("removed_at", String),
    Column("owner", Text, nullable=False, server_default=""),
    Index("owned_conversations", "owner"),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),  # JSON, as `caravan ask --json` prints it
    Column("asked_at", String, nullable=False),
    Column("rating", Integer, nullable=False, server_default="0"),  # -1, 0 for none, or 1
    Index("turns_by_time", "conversation_id", "asked_at"),  # so that a list reads no answer
)

basket_items = Table(
    "basket_items",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("place", Integer, nullable=False),  # among all of the owner's, removed ones too
    Column("kind", String, nullable=False),  # quote or answer
    Column("content", Text, nullable=False),  # JSON
    Column("sha256", String, nullable=False),  # of what makes two items the same
    Column("note", Text, nullable=False),
    Column("added_at", String, nullable=False),
    Column("removed_at", String),
    Index("collected_once", "owner", "sha256", unique=True),
)
"""What is collected for a report."""

preferences = Table(
    "preferences",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
