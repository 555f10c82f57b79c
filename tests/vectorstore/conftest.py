"""What the store's tests share: a library, which is a folder of articles and the corpus of it."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from chromadb.errors import NotFoundError

from ingest import Options
from ingest.passages import embedded_text
from tests.every_passage import EVERY_PASSAGE
from tests.fake_embedder import HashedEmbedder
from tests.runs import run
from vectorstore import (
    Corpus,
    Filters,
    Hit,
    HybridSearch,
    Outcome,
    Span,
    StoreSettings,
    catalogue,
    verify,
)
from vectorstore.embedding.base import Vectors
from vectorstore.look import look
from vectorstore.probe import Probe
from vectorstore.query import match_expression
from vectorstore.rows import day_number
from vectorstore.vectors import open_client

PROCESSES = multiprocessing.get_context("forkserver")
"""Starts processes that have imported everything already."""
PROCESSES.set_forkserver_preload(["chromadb", "alembic.command", "tests.vectorstore.workers"])

_MEMORY = Path("/dev/shm")  # noqa: S108 - only folders of random names are made in it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make errors of warnings in this folder's tests."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.filterwarnings("error"))


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where the machine has one: the disk is not what is tested."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="caravan-test-") as folder:
        yield Path(folder)


@dataclass
class Library:
    """A folder of short articles and the corpus that is kept of it."""

    folder: Path
    corpus: Corpus
    embedder: HashedEmbedder

    def write(self, name: str, text: str, title: str = "News", **fields: object) -> Path:
        """Write an article of one passage."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}: {value}" for key, value in {"title": title, **fields}.items()]
        path.write_text("\n".join(["---", *lines, "---", "", text, ""]), encoding="utf-8")
        return path

    def rename(self, old: str, new: str) -> None:
        """Move an article's file."""
        (self.folder / old).rename(self.folder / new)

    def ingest(self, prune: bool = False) -> dict[str, Outcome]:
        """Ingest the folder and return the outcome of each file."""
        done = run(self.corpus, self.embedder, [str(self.folder)], Options(prune=prune))
        return {Path(result.source).name: result.outcome for result in done.results}

    def search(self, query: str, count: int = 100, filters: Filters | None = None) -> list[Hit]:
        """Search the corpus; by default for more passages than it has."""
        return HybridSearch(self.corpus, self.embedder).search(query, count, filters)

    def visible(self) -> list[str]:
        """Return the text of every passage that can be found: the dense leg returns them all."""
        search = HybridSearch(self.corpus, self.embedder, EVERY_PASSAGE)
        return sorted(hit.passage.text for hit in search.search("everything", 100))

    def document(self, name: str) -> str:
        """Return the id of the active document of a file."""
        source = str(self.folder / name)
        with self.corpus.database.read() as connection:
            listed = catalogue.list_documents(connection)
        (found,) = [entry.ref.id for entry in listed if source in entry.sources]
        return found

    def sources(self, document_id: str) -> list[str]:
        """Return the names of a document's files."""
        with self.corpus.database.read() as connection:
            found = catalogue.get_document(connection, document_id).sources
        return [Path(source).name for source in found]

    def text(self, document_id: str, version: str | None = None) -> str:
        """Return a document's text as a citation opens it."""
        with self.corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text

    def version(self, document_id: str) -> str:
        """Return a document's current version."""
        with self.corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id).ref.version

    def check(self, *texts: str) -> None:
        """Assert that the corpus is whole and that exactly these passages are found."""
        assert verify(self.corpus).problems == ()
        assert self.visible() == sorted(texts)
        self._check_words(texts)
        self._check_records()

    def _check_words(self, texts: tuple[str, ...]) -> None:
        """Assert that the lexical index alone finds each text by its own words."""
        with self.corpus.database.read() as connection:
            for text in texts:
                hits = catalogue.lexical_hits(connection, match_expression(text), 1, Filters())
                found = catalogue.get_passages(connection, hits)
                assert [passage.text for passage in found.values()] == [text]

    def _check_records(self) -> None:
        """Assert that Chroma, the catalogue and the model agree on each passage."""
        made_by = self.embedder.identity
        model = HashedEmbedder(made_by.name, made_by.dimension)
        for id_, (text, said, vector) in chroma_records(self.corpus.home).items():
            with self.corpus.database.read() as connection:
                passage = catalogue.get_passages(connection, [id_])[id_]
                stored = catalogue.passage_vectors(connection, [id_])[id_]
            context = passage.document.metadata.context
            (expected,) = model.encode_documents([embedded_text(context, text)])
            assert np.allclose(stored, expected, atol=1e-6)
            assert np.allclose(vector, expected, atol=1e-6)
            reference = passage.document
            known = {
                "document": reference.id,
                "version": reference.version,
                "title": reference.metadata.title,
                "source": reference.source,
                "publisher": reference.metadata.publisher,
                "published": day_number(reference.metadata.published),
                "language": reference.metadata.language,
                "start": passage.start,
                "end": passage.end,
            }
            assert said == {key: value for key, value in known.items() if value is not None}
            assert text == passage.text
            whole = self.text(reference.id, reference.version)
            assert passage.text == Span(passage.start, passage.end).of(whole)


def chroma_records(home: Path) -> dict[str, tuple[str, dict[str, object], Vectors]]:
    """Return every record's text, metadata and vector, read from Chroma alone."""
    if not (home / "chroma").exists():
        return {}
    client = open_client(home / "chroma")
    found = client.get_collection("passages", embedding_function=None).get(
        include=["documents", "metadatas", "embeddings"]
    )
    client.close()
    texts, metadatas = found["documents"] or [], found["metadatas"] or []
    vectors = np.asarray(found["embeddings"], np.float32)
    return {
        id_: (text, dict(metadata), vector)
        for id_, text, metadata, vector in zip(found["ids"], texts, metadatas, vectors, strict=True)
    }


def probe_here(folder: Path) -> Probe | None:
    """Probe in this process, for tests that do not damage the index: seconds faster."""
    try:
        found = look(folder)
    except (FileNotFoundError, NotFoundError):
        return None
    return Probe(frozenset(found["ids"]), tuple(found["unreachable"]))


@pytest.fixture
def quick_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `verify` and recovery look at a sound index without starting a process."""
    probe_quickly(monkeypatch)


def probe_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what the fixture `quick_probe` does, in the middle of a test."""
    monkeypatch.setattr("vectorstore.health.probe", probe_here)
    monkeypatch.setattr("vectorstore.probe.probe", probe_here)


@pytest.fixture
def hashed() -> HashedEmbedder:
    """Return a fast embedding model."""
    return HashedEmbedder()


@pytest.fixture
def library(tmp_path: Path, corpus: Corpus, hashed: HashedEmbedder) -> Library:
    """Return an empty folder and an empty corpus."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return Library(folder, corpus, hashed)


@pytest.fixture
def reopened(library: Library) -> Iterator[Library]:
    """Return the same library through a second `Corpus`, as another program would open it."""
    corpus = Corpus.open(StoreSettings(home=library.corpus.home))
    yield Library(library.folder, corpus, library.embedder)
    corpus.close()
