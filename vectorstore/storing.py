"""The rows that a draft becomes: a version, a source, passages."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, bindparam, delete, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from vectorstore import nearness, pages
from vectorstore.database import now
from vectorstore.drafts import Draft
from vectorstore.records import put_passages
from vectorstore.rows import day_number
from vectorstore.schema import documents, sources, staged_passages, versions
from vectorstore.text.spans import Span


def _insert_or_update(table: Table, key: tuple[str, ...], kept: tuple[str, ...] = ()) -> Insert:
    """Return a statement that writes whole rows of a table, all but what is `kept` of one there."""
    statement = insert_or_update(table)
    replaced = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in (*key, *kept)
    }
    return statement.on_conflict_do_update(index_elements=key, set_=replaced)


# Made once: to make a statement costs more than to run it.
PUT_VERSION = _insert_or_update(versions, ("document_id", "sha256"), kept=("text", "created_at"))
PUT_SOURCE = _insert_or_update(sources, ("source",))
_UNSTAGE = delete(staged_passages).where(staged_passages.c.document_id == bindparam("id"))
_ACTIVATE = (
    update(documents)
    .where(documents.c.id == bindparam("id_"))
    .values(sha256=bindparam("version"), removed_at=None)
)


def put_version(connection: Connection, draft: Draft, document_id: str) -> bytes:
    """Write a draft's text and what is known about it, and return the text's signature."""
    # What a reindex has staged of this document is of another text or context.
    connection.execute(_UNSTAGE, {"id": document_id})
    row = version_row(draft, document_id)
    connection.execute(PUT_VERSION, row)
    signature: bytes = row["signature"]
    return signature


def version_row(draft: Draft, document_id: str) -> dict[str, Any]:
    """Return the row of `versions` that a draft becomes."""
    known = draft.extract.metadata
    return {
        "document_id": document_id,
        "sha256": draft.version,
        "text": draft.extract.text,
        "title": known.title,
        "author": known.author,
        "publisher": known.publisher,
        "published": day_number(known.published),
        "language": known.language,
        "url": known.url,
        "created_at": now(),
        "pages": pages.as_text(draft.extract.pages),
        "signature": draft.signature or nearness.signature(draft.extract.text),
    }


def put_source(connection: Connection, draft: Draft, document_id: str) -> None:
    """Write where a document was read from, and from which bytes."""
    connection.execute(PUT_SOURCE, source_row(draft, document_id))


def source_row(draft: Draft, document_id: str) -> dict[str, Any]:
    """Return the row of `sources` that a draft becomes."""
    return {
        "source": draft.source,
        "document_id": document_id,
        "raw_sha256": draft.raw_sha256,
        "extractor": draft.extractor,
        "given": draft.given,
        "seen_at": now(),
    }


def put_draft_passages(
    connection: Connection, draft: Draft, document_id: str, fingerprint: str
) -> None:
    """Write a draft's passages with their vectors in place of the document's own."""
    context = draft.extract.metadata.context
    put_passages(connection, document_id, draft.version, context, placed(draft), fingerprint)


def placed(draft: Draft) -> list[tuple[Span, bytes]]:
    """Return a draft's spans with the bytes of their vectors."""
    if draft.vectors is None or len(draft.vectors) != len(draft.spans):
        raise ValueError("a draft needs one vector for each of its passages")
    return [
        (span, np.ascontiguousarray(vector, np.float32).tobytes())
        for span, vector in zip(draft.spans, draft.vectors, strict=True)
    ]


def activate(connection: Connection, document_id: str, version: str) -> None:
    """Make one of a document's versions the one that is found."""
    connection.execute(_ACTIVATE, {"id_": document_id, "version": version})
