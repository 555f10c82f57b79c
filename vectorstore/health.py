"""Whether a corpus is whole: the catalogue with itself, and both indexes with the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text

from vectorstore import catalogue
from vectorstore.corpus import Corpus
from vectorstore.drafts import text_hash
from vectorstore.probe import probe
from vectorstore.rows import CURRENT
from vectorstore.schema import documents, passages, versions

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Health:
    """What `verify` found; `problems` are sentences, none where all is well."""

    documents: int
    passages: int
    vectors: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


def verify(corpus: Corpus) -> Health:
    """Check everything that can be checked without embedding anything again."""
    with corpus.index.shared(), corpus.database.read() as connection:
        interrupted = corpus.interrupted()
        expected = catalogue.searchable_ids(connection)
        problems = [
            *_database_problems(connection),
            *_document_problems(connection),
            *_lexical_problems(connection),
            *_family_problems(connection),
        ]
        found = probe(corpus.index.folder) if corpus.index.exists() else None
        active = connection.scalar(
            select(func.count()).select_from(documents).where(documents.c.removed_at.is_(None))
        )
    if interrupted:
        problems.append("A write was cut off; the next ingest or --repair finishes it.")
    if found is None:
        if expected or corpus.index.exists():
            problems.append("The vector index does not open.")
        return Health(active or 0, len(expected), 0, tuple(problems))
    missing, extra = set(expected) - found.ids, found.ids - set(expected)
    problems.extend(_listed("passages have no vector", sorted(missing)))
    problems.extend(_listed("vectors belong to no passage", sorted(extra)))
    problems.extend(_listed("vectors are not found by their own query", list(found.unreachable)))
    return Health(active or 0, len(expected), len(found.ids), tuple(problems))


def _database_problems(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA quick_check")):
        if row[0] != "ok":
            yield f"The catalogue is damaged: {row[0]}"
    dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
    yield from _listed("rows point to nothing", [f"{row[0]} {row[1]}" for row in dangling])


def _document_problems(connection: Connection) -> Iterator[str]:
    query = select(versions, documents.c.removed_at).join(documents, CURRENT)
    for version in connection.execute(query.order_by(documents.c.id)):
        if text_hash(version.text) != version.sha256:
            yield f"The text of document {version.document_id} is not what was ingested."
        ranges = connection.execute(
            select(passages.c.start, passages.c.end).where(
                passages.c.document_id == version.document_id
            )
        ).all()
        if not ranges:
            yield f"Document {version.document_id} has no passages."
        if any(not 0 <= row.start < row.end <= len(version.text) for row in ranges):
            yield f"A passage of document {version.document_id} lies outside its text."
    versionless = connection.scalars(
        select(documents.c.id).where(
            documents.c.id.not_in(select(documents.c.id).join(versions, CURRENT))
        )
    ).all()
    yield from _listed("documents have no text", list(versionless))


def _lexical_problems(connection: Connection) -> Iterator[str]:
    expected = set(
        connection.scalars(
            select(passages.c.id)
            .join(documents, documents.c.id == passages.c.document_id)
            .where(documents.c.removed_at.is_(None))
        )
    )
    indexed = set(connection.scalars(text("SELECT rowid FROM passage_index")))
    different = [str(row) for row in sorted(expected ^ indexed)]
    yield from _listed("passages differ between catalogue and lexical index", different)


def _family_problems(connection: Connection) -> Iterator[str]:
    first = documents.alias()
    astray = connection.scalars(
        select(documents.c.id)
        .outerjoin(first, first.c.id == documents.c.near_duplicate_of)
        .where(documents.c.near_duplicate_of.is_not(None))
        .where(
            first.c.id.is_(None)
            | first.c.removed_at.is_not(None)
            | first.c.near_duplicate_of.is_not(None)
        )
    ).all()
    yield from _listed("documents repeat one that is not there", sorted(astray))


def _listed(what: str, items: list[str]) -> Iterator[str]:
    if items:
        shown = ", ".join(items[:_SHOWN]) + (", …" if len(items) > _SHOWN else "")
        yield f"{len(items)} {what}: {shown}"
