"""The rows that a draft becomes: a version, a source, passages."""

from __future__ import annotations

from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from vectorstore import nearness, pages
from vectorstore.database import now
from vectorstore.documents import Extract
from vectorstore.drafts import Draft
from vectorstore.records import put_passages
from vectorstore.rows import day_number
from vectorstore.schema import documents, sources, staged_passages, versions


def put_version(connection: Connection, draft: Draft, document_id: str) -> bytes:
    """Write a draft's text and what is known about it, and return the text's signature."""
    # What a reindex has staged of this document is of another text or context.
    connection.execute(delete(staged_passages).where(staged_passages.c.document_id == document_id))
    signature = draft.signature or nearness.signature(draft.extract.text)
    columns = {**_columns(draft.extract), "signature": signature}
    statement = insert_or_update(versions).values(
        document_id=document_id,
        sha256=draft.version,
        text=draft.extract.text,
        created_at=now(),
        **columns,
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["document_id", "sha256"], set_=columns)
    )
    return signature


def put_source(connection: Connection, draft: Draft, document_id: str) -> None:
    """Write where a document was read from, and from which bytes."""
    columns = {
        "document_id": document_id,
        "raw_sha256": draft.raw_sha256,
        "extractor": draft.extractor,
        "given": draft.given,
        "seen_at": now(),
    }
    statement = insert_or_update(sources).values(source=draft.source, **columns)
    connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_=columns))


def put_draft_passages(
    connection: Connection, draft: Draft, document_id: str, fingerprint: str
) -> None:
    """Write a draft's passages with their vectors in place of the document's own."""
    if draft.vectors is None or len(draft.vectors) != len(draft.spans):
        raise ValueError("a draft needs one vector for each of its passages")
    placed = [
        (span, np.ascontiguousarray(vector, np.float32).tobytes())
        for span, vector in zip(draft.spans, draft.vectors, strict=True)
    ]
    context = draft.extract.metadata.context
    put_passages(connection, document_id, draft.version, context, placed, fingerprint)


def activate(connection: Connection, document_id: str, version: str) -> None:
    """Make one of a document's versions the one that is found."""
    connection.execute(
        update(documents)
        .where(documents.c.id == document_id)
        .values(sha256=version, removed_at=None)
    )


def _columns(extract: Extract) -> dict[str, Any]:
    known = extract.metadata
    return {
        "title": known.title,
        "author": known.author,
        "publisher": known.publisher,
        "published": day_number(known.published),
        "language": known.language,
        "url": known.url,
        "pages": pages.as_text(extract.pages),
    }
