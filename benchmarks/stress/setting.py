"""What the processes share: their setting, what they tell one another, what they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection as SqlConnection

from vectorstore import Corpus, DocumentRef, Embedder, StoreSettings, catalogue, load_embedder


@dataclass(frozen=True, slots=True)
class State:
    """What the writer says of one document: None for `version` means that it is not there.

    `word` occurs in this version of this document alone.
    """

    source: str
    word: str
    version: str | None = None
    document: str = ""
    passage: str = ""
    passage_text: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """The writer is about to change these sources: anything may be found of them."""

    sources: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What one process counted. `failures` are sentences."""

    seconds: list[float] = field(default_factory=list)
    skipped: int = 0
    stale: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every process needs to know."""

    home: Path
    articles: Path
    fake: bool
    seed: int
    minutes: float

    def open_corpus(self) -> Corpus:
        return Corpus.open(StoreSettings(home=self.home), create=True)

    def load_embedder(self) -> Embedder:
        if self.fake:
            from tests.fake_embedder import HashedEmbedder

            return HashedEmbedder()
        return load_embedder()


def documents_by_source(connection: SqlConnection) -> dict[str, DocumentRef]:
    """Return the active documents by their sources."""
    return {
        source: one.ref for one in catalogue.list_documents(connection) for source in one.sources
    }
