"""Sets of documents and questions, and the corpora that they are stored in."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evaluation import Case
from ingest import sample_folder
from ingest.passages import embedded, passages_for
from ingest.reading import read_file
from vectorstore import Corpus, Draft, Embedder, Extract, Metadata, Span, StoreSettings
from vectorstore.embedding.base import Vectors

_EXTRACTOR = "benchmark"
_BATCH = 500
"""Records that are embedded and written together."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a set."""

    id: str
    source: str
    extract: Extract

    @property
    def whole(self) -> str:
        """The record as the others see it."""
        return f"{self.extract.metadata.title}\n{self.extract.text}"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents, and the questions that name relevant ones among them."""

    name: str
    records: list[Record]
    cases: list[Case]


@dataclass(slots=True)
class Stored:
    """A set in a corpus: which records each document stands for, and each record's vectors."""

    corpus: Corpus
    records_of: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    vectors: list[Vectors] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return sum(map(len, self.vectors))


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a set's documents.jsonl."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            written = str(row.get("published") or row.get("date") or "")[:10]
            metadata = Metadata(
                title=str(row.get("title") or row["id"]),
                author=row.get("author"),
                publisher=row.get("publisher"),
                published=date.fromisoformat(written) if written else None,
                language=row.get("language"),
                url=row.get("url"),
            )
            text = str(row["text"]).strip() or metadata.title
            yield Record(str(row["id"]), f"set://{row['id']}", Extract(text, metadata))


def sample_records() -> Iterator[Record]:
    """Yield the sample articles; each is called by its file's name without the ending."""
    for path in sorted(sample_folder().glob("*.md")):
        yield Record(path.stem, str(path), read_file(path, path.read_bytes()))


@contextmanager
def stored_set(one: QuestionSet, embedder: Embedder) -> Iterator[Stored]:
    """Write a set into a corpus of its own, by the steps of the ingest, and take it away again."""
    with TemporaryDirectory(prefix="caravan-retrieval-") as made:
        stored = Stored(Corpus.open(StoreSettings(home=Path(made) / "home"), create=True))
        started = time.perf_counter()
        for start in range(0, len(one.records), _BATCH):
            _write(one.records[start : start + _BATCH], start, stored, embedder)
            done = min(start + _BATCH, len(one.records))
            print(f"{one.name}: {done:,} of {len(one.records):,}", file=sys.stderr)
        stored.seconds = time.perf_counter() - started
        yield stored
        stored.corpus.close()


def _write(records: Sequence[Record], first: int, stored: Stored, embedder: Embedder) -> None:
    drafts = []
    for record in records:
        extract = record.extract
        found = passages_for(embedder, extract.text, extract.metadata.context)
        spans = tuple(found) or (Span(0, len(extract.text)),)
        digest = hashlib.sha256(extract.text.encode()).hexdigest()
        drafts.append(Draft(record.source, digest, _EXTRACTOR, extract, spans))
    whole = embedded(drafts, embedder)
    stored.vectors.extend(draft.vectors for draft in whole if draft.vectors is not None)
    for place, result in enumerate(stored.corpus.write(whole, embedder.identity), start=first):
        if result is None or result.document_id is None:
            raise RuntimeError(f"record {records[place - first].id} was not stored")
        # Records of one text are one document, which stands for all of them.
        stored.records_of[result.document_id].append(place)
