"""A damaged vector index is reported, never crashes the reporter, and is rebuilt."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.conftest import Library, probe_quickly
from vectorstore import (
    Corpus,
    CorpusDamaged,
    Draft,
    Extract,
    Metadata,
    Span,
    StoreSettings,
    verify,
)
from vectorstore.embedding.base import unit
from vectorstore.probe import probe
from vectorstore.vectors import COLLECTION, OpenIndex, open_client

ZEBRA = "A zebra crossed the river at dawn."
LLAMA = "The llama slept beside an old mill."


def delete_folder(chroma: Path) -> None:
    shutil.rmtree(chroma)


def fill_database_with_garbage(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(os.urandom(8192))


def empty_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"")


def lose_a_record(chroma: Path) -> None:
    client = open_client(chroma)
    collection = client.get_collection(COLLECTION, embedding_function=None)
    collection.delete(ids=collection.get(limit=1)["ids"])
    client.close()


def lose_the_collection(chroma: Path) -> None:
    client = open_client(chroma)
    client.delete_collection(COLLECTION)
    client.close()


DAMAGES = [
    delete_folder,
    fill_database_with_garbage,
    empty_database,
    lose_a_record,
    lose_the_collection,
]
damages = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)


def write_words(library: Library, count: int) -> None:
    """Write one document, each word of it a passage, and close the index."""
    words = [f"word{number}" for number in range(count)]
    text = " ".join(words)
    ends = accumulate(len(word) + 1 for word in words)
    spans = tuple(Span(end - 1 - len(word), end - 1) for word, end in zip(words, ends, strict=True))
    shape = (count, library.embedder.identity.dimension)
    vectors = unit(np.random.default_rng(7).standard_normal(shape, np.float32))
    extract = Extract(text, Metadata("Words"))
    draft = Draft("words.txt", "0" * 64, "text-1", extract, spans, vectors)
    library.corpus.write([draft], library.embedder.identity)
    library.corpus.close()


@pytest.fixture
def damaged(library: Library, damage: Callable[[Path], None]) -> Library:
    """Return a library of two articles, its index damaged while nobody has it open."""
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    library.ingest()
    library.corpus.close()
    damage(library.corpus.home / "chroma")
    return library


@damages
def test_damage_is_reported_and_repaired(
    damaged: Library, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify(damaged.corpus).problems != ()
    damaged.corpus.repair()
    probe_quickly(monkeypatch)
    damaged.check(ZEBRA, LLAMA)


@pytest.mark.parametrize(
    ("part", "left"), [("data_level0.bin", b""), ("header.bin", b"garbage " * 500)]
)
def test_a_damaged_graph_is_reported_and_repaired(
    library: Library, part: str, left: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Chroma writes its graph to files once it holds a thousand records.
    write_words(library, 1100)
    (graph,) = (library.corpus.home / "chroma").glob(f"*/{part}")
    graph.write_bytes(left)
    assert verify(library.corpus).problems != ()
    library.corpus.repair()
    probe_quickly(monkeypatch)
    assert verify(library.corpus).problems == ()


@pytest.mark.usefixtures("quick_probe")
def test_a_record_too_many_is_reported(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    client = open_client(library.corpus.home / "chroma")
    collection = client.get_collection(COLLECTION, embedding_function=None)
    collection.add(ids=["stray"], embeddings=np.ones((1, 64), np.float32), documents=["stray"])
    client.close()
    assert verify(library.corpus).problems == ("1 vectors belong to no passage: stray",)
    assert library.visible() == [ZEBRA]


@pytest.mark.parametrize("damage", [delete_folder, fill_database_with_garbage])
def test_a_damaged_index_is_an_error_with_a_way_out(
    damaged: Library, damage: Callable[[Path], None]
) -> None:
    with pytest.raises(CorpusDamaged, match=str(damaged.corpus.home / "chroma")) as raised:
        damaged.search("zebra")
    assert "caravan verify --repair" in raised.value.hint


@pytest.mark.parametrize("damage", [fill_database_with_garbage, delete_folder])
def test_a_write_cut_off_on_a_damaged_index_recovers(
    damaged: Library, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged.write("a.md", "An ibex climbed the northern ridge.")
    (damaged.corpus.home / "journal.json").write_text('["unknown"]', encoding="utf-8")
    damaged.ingest()
    probe_quickly(monkeypatch)
    damaged.check("An ibex climbed the northern ridge.", LLAMA)


@pytest.mark.parametrize("damage", [fill_database_with_garbage])
def test_damage_is_reported_where_every_document_is_removed(
    library: Library, damage: Callable[[Path], None]
) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    library.corpus.remove([library.document("a.md")])
    library.corpus.close()
    damage(library.corpus.home / "chroma")
    assert verify(library.corpus).problems == ("The vector index does not open.",)


@pytest.mark.usefixtures("quick_probe")
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE versions SET text = 'forged ' || text", "is not what was ingested"),
        ('UPDATE passages SET "end" = 9999', "lies outside its text"),
        ("DELETE FROM passage_index", "differ between catalogue and lexical index"),
        ("DELETE FROM passages", "has no passages"),
        ("DELETE FROM versions", "documents have no text"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_reported(
    library: Library, statement: str, problem: str
) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    with closing(sqlite3.connect(library.corpus.database.path)) as connection, connection:
        connection.execute(statement)
    assert any(problem in line for line in verify(library.corpus).problems)


@pytest.mark.usefixtures("quick_probe")
def test_a_lexical_index_out_of_step_is_rebuilt(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    with closing(sqlite3.connect(library.corpus.database.path)) as connection, connection:
        connection.execute("DELETE FROM passage_index")
    library.corpus.repair()
    library.check(ZEBRA)


@pytest.mark.usefixtures("quick_probe")
def test_a_failed_upsert_is_followed_by_a_repair(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    library.write("b.md", LLAMA)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenIndex, "upsert", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            library.ingest()
    assert not verify(library.corpus).ok
    library.corpus.repair()
    library.check(ZEBRA)
    library.ingest()
    library.check(ZEBRA, LLAMA)


def test_a_lost_index_is_rebuilt_whole_by_the_next_write(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.corpus.close()
    shutil.rmtree(library.corpus.index.folder)
    library.write("b.md", "The llama slept beside an old mill.")
    library.ingest()
    library.check(ZEBRA, LLAMA)
    assert verify(library.corpus).vectors == 2


def test_an_empty_catalogue_beside_a_full_index_is_damage(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.corpus.close()
    for file in library.corpus.home.glob("catalogue.sqlite3*"):
        file.unlink()
    (library.corpus.home / "catalogue.sqlite3").touch()
    with pytest.raises(CorpusDamaged, match="catalogue"):
        Corpus.open(StoreSettings(home=library.corpus.home))


def test_the_probe_runs_nothing_from_the_current_folder(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()  # look from a process of its own, as outside the tests
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.corpus.close()
    (tmp_path / "json.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = probe(library.corpus.index.folder)
    assert found is not None
    assert len(found.ids) == 1
