"""Documents that are wholly new, written many at once: most of what is ever ingested."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import Connection, insert

from vectorstore import families
from vectorstore.catalogue import title_of
from vectorstore.database import now
from vectorstore.documents import Outcome, Result
from vectorstore.drafts import Draft
from vectorstore.families import Member
from vectorstore.records import passage_rows, publish_new
from vectorstore.schema import documents
from vectorstore.storing import PUT_SOURCE, PUT_VERSION, placed, source_row, version_row
from vectorstore.vectors import Record

_INSERT = insert(documents)


def add(
    connection: Connection, drafts: Sequence[Draft], fingerprint: str, found: dict[str, Record]
) -> list[Result]:
    """Write drafts, each of another source and text that nothing knows, and return their outcomes.

    What Chroma has to hold of them goes into `found`, by its id.
    """
    if not drafts:
        return []
    ids = [uuid.uuid4().hex[:12] for _ in drafts]
    owned = list(zip(drafts, ids, strict=True))
    versions = [version_row(draft, id_) for draft, id_ in owned]
    connection.execute(
        _INSERT, [{"id": id_, "sha256": draft.version, "added_at": now()} for draft, id_ in owned]
    )
    connection.execute(PUT_VERSION, versions)
    connection.execute(PUT_SOURCE, [source_row(draft, id_) for draft, id_ in owned])
    records = publish_new(
        connection,
        [
            (version, draft.source, _passages(draft, id_, fingerprint))
            for version, (draft, id_) in zip(versions, owned, strict=True)
        ],
    )
    found.update({record.id: record for record in records})
    return [
        _settled(connection, draft, Member(id_, draft.extract.text, version["signature"]))
        for version, (draft, id_) in zip(versions, owned, strict=True)
    ]


def noted(connection: Connection, draft: Draft, first: str | None) -> str:
    """Return what to tell of a draft that was taken, `first` being what it nearly repeats."""
    if first is None:
        return draft.note
    title = title_of(connection, first)
    near = f"It is nearly the same as “{title}” ({first}): both count as one source."
    return f"{draft.note} {near}".lstrip()


def _settled(connection: Connection, draft: Draft, member: Member) -> Result:
    first = families.enter(connection, member)
    note = noted(connection, draft, first)
    return Result(draft.source, Outcome.ADDED, member.id, len(draft.spans), note=note)


def _passages(draft: Draft, document_id: str, fingerprint: str) -> list[dict[str, object]]:
    context = draft.extract.metadata.context
    return passage_rows(document_id, draft.version, context, placed(draft), fingerprint)
