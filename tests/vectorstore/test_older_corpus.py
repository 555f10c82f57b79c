"""A corpus that an older release has made opens, and lacks nothing that a new one has."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.drafts import draft, write
from tests.vectorstore.reprints import OTHER_WORDS, REPORT, REPRINT
from vectorstore import (
    Corpus,
    HybridSearch,
    Outcome,
    Page,
    StoreSettings,
    basket,
    catalogue,
    conversations,
    preferences,
    verify,
)
from vectorstore.database import Database
from vectorstore.migrations import HEAD

pytestmark = pytest.mark.usefixtures("quick_probe")

TEXTS = {"a.txt": REPORT, "b.txt": OTHER_WORDS, "c.txt": REPRINT}
ANSWER = '{"citations": [{"document": {"id": "000000000001", "version": "b"}}]}'
AT = "2025-01-01T00:00:0{}.000Z"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of a corpus of the second schema, with three documents and a run."""
    folder = tmp_path / "older"
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("vectorstore.database.HEAD", "0002")
        old = Database(folder / "catalogue.sqlite3")
        old.migrate()
        old.close()
    model = HashedEmbedder().identity
    known = {
        "model_name": model.name,
        "model_dimension": str(model.dimension),
        "model_fingerprint": model.fingerprint,
    }
    with closing(sqlite3.connect(folder / "catalogue.sqlite3")) as plain, plain:
        plain.executemany("INSERT INTO settings VALUES (?, ?)", known.items())
        for number, (source, text) in enumerate(TEXTS.items()):
            _put(plain, number, source, text)
        plain.execute("INSERT INTO conversations VALUES ('0123456789ab', 'Who?', ?, NULL)", (AT,))
        plain.execute(
            "INSERT INTO turns VALUES ('0123456789ab', 1, 'Who?', ?, ?)", (ANSWER, AT.format(1))
        )
        plain.execute("INSERT INTO runs VALUES (1, 'ingest', ?, ?, 'done')", (AT, AT))
        plain.execute("INSERT INTO run_items VALUES (1, 1, 'a.txt', 'added', '0', NULL, ?)", (AT,))
    return folder


def _put(plain: sqlite3.Connection, number: int, source: str, text: str) -> None:
    id_, sha256, at = f"{number:012}", hashlib.sha256(text.encode()).hexdigest(), AT.format(number)
    (vector,) = HashedEmbedder().encode_documents([text])
    plain.execute("INSERT INTO documents VALUES (?, ?, ?, NULL)", (id_, sha256, at))
    plain.execute(
        "INSERT INTO versions VALUES (?, ?, ?, 'News', NULL, NULL, NULL, NULL, NULL, ?)",
        (id_, sha256, text, at),
    )
    plain.execute("INSERT INTO sources VALUES (?, ?, ?, 'text-1', ?)", (source, id_, sha256, at))
    plain.execute(
        "INSERT INTO passages VALUES (?, ?, ?, 0, ?, ?)",
        (number, f"p{number}", id_, len(text), vector.tobytes()),
    )
    plain.execute(
        "INSERT INTO passage_index (rowid, text, title) VALUES (?, ?, 'News')", (number, text)
    )


def test_it_opens_is_searched_and_ingested_into(home: Path) -> None:
    corpus = Corpus.open(StoreSettings(home=home))
    assert corpus.database.schema_version() == HEAD
    corpus.repair()
    assert verify(corpus).problems == ()
    assert HybridSearch(corpus, HashedEmbedder()).search("railway treaty", 3)
    assert corpus.known(["a.txt"])["a.txt"].given == ""
    (same,) = write(corpus, draft("a.txt", REPORT))
    assert same.outcome is Outcome.UNCHANGED
    (paged,) = write(corpus, draft("a.txt", REPORT, pages=(Page(0, "1"),)))
    assert paged.outcome is Outcome.UPDATED
    corpus.close()


def test_its_reprints_are_found_by_the_next_run(home: Path) -> None:
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    assert {one.near_duplicate_of for one in listed} == {None}
    corpus.begin_run("ingest")
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    assert {one.ref.source: one.near_duplicate_of for one in listed} == {
        "a.txt": None,
        "b.txt": None,
        "c.txt": "0" * 12,
    }
    corpus.close()


def test_its_conversations_are_those_of_whoever_does_not_sign_in(home: Path) -> None:
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.write() as connection:
        (one,) = conversations.list_conversations(connection)
        assert (one.title, one.turns) == ("Who?", 1)
        assert conversations.list_conversations(connection, owner="alice") == []
        assert conversations.get_ratings(connection, one.id) == {}
        conversations.rate_turn(connection, one.id, 1, 1)
        assert conversations.get_ratings(connection, one.id) == {1: 1}
        (cited,) = conversations.list_citing(connection, "000000000001")
        assert (cited.conversation_id, cited.versions) == (one.id, ("b",))
        assert basket.list_items(connection) == []
        assert preferences.get_preferences(connection) == {}
        kept = basket.add_item(connection, "answer", {"text": "It did."})
        preferences.set_preference(connection, "theme", "dark")
    with corpus.database.read() as connection:
        assert basket.list_items(connection) == [kept]
        assert preferences.get_preferences(connection) == {"theme": "dark"}
    corpus.close()
