"""Passages embedded anew by a reindex, kept aside until all of them are there.

A reindex may be interrupted and goes on from what is staged; the corpus is searched as it was until
`adopt` replaces all passages in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, and_, delete, exists, insert, not_, select

from vectorstore.embedding.base import ModelIdentity, Vectors
from vectorstore.records import current_version, put_passages
from vectorstore.rows import CURRENT, metadata_of
from vectorstore.schema import documents, staged_passages, versions
from vectorstore.text.spans import Span


@dataclass(frozen=True, slots=True)
class Unstaged:
    """A document that is to be embedded anew."""

    id: str
    version: str
    context: str
    text: str


def unstaged(connection: Connection, model: ModelIdentity, limit: int) -> list[Unstaged]:
    """Return up to `limit` documents that `model` has yet to do.

    Removed documents are among them, since they may be restored.
    """
    staged = exists().where(
        staged_passages.c.document_id == documents.c.id,
        staged_passages.c.sha256 == documents.c.sha256,
        staged_passages.c.fingerprint == model.fingerprint,
    )
    query = (
        select(versions)
        .join(documents, CURRENT)
        .where(not_(staged))
        .order_by(documents.c.id)
        .limit(limit)
    )
    return [
        Unstaged(row.document_id, row.sha256, metadata_of(row).context, row.text)
        for row in connection.execute(query)
    ]


def stage(
    connection: Connection,
    document: Unstaged,
    model: ModelIdentity,
    spans: Sequence[Span],
    vectors: Vectors,
) -> None:
    """Keep one document's new passages, replacing what was staged for it before.

    Where its text or context has changed since `unstaged` gave it, nothing is kept, and it is given
    again.
    """
    now = current_version(connection, document.id)
    if (now.sha256, metadata_of(now).context) != (document.version, document.context):
        return
    connection.execute(delete(staged_passages).where(staged_passages.c.document_id == document.id))
    connection.execute(
        insert(staged_passages),
        [
            {
                "document_id": document.id,
                "start": span.start,
                "end": span.end,
                "sha256": document.version,
                "fingerprint": model.fingerprint,
                "vector": np.ascontiguousarray(vector, np.float32).tobytes(),
            }
            for span, vector in zip(spans, vectors, strict=True)
        ],
    )


def adopt(connection: Connection, model: ModelIdentity) -> None:
    """Replace every document's passages by the staged ones and empty the stage."""
    for document in connection.execute(select(versions).join(documents, CURRENT)).all():
        rows = connection.execute(
            select(staged_passages)
            .where(
                and_(
                    staged_passages.c.document_id == document.document_id,
                    staged_passages.c.sha256 == document.sha256,
                    staged_passages.c.fingerprint == model.fingerprint,
                )
            )
            .order_by(staged_passages.c.start)
        ).all()
        placed = [(Span(row.start, row.end), row.vector) for row in rows]
        put_passages(
            connection,
            document.document_id,
            document.sha256,
            metadata_of(document).context,
            placed,
            model.fingerprint,
        )
    connection.execute(delete(staged_passages))
