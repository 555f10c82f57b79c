"""Conversations as things people keep: listed, found, renamed, removed and brought back."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.vectorstore.conftest import Library
from vectorstore import (
    LOCAL,
    Corpus,
    InputError,
    StoreSettings,
    basket,
    catalogue,
    conversations,
    preferences,
)
from vectorstore.database import Database

SUMMIT = "Who hosted the summit of Samarkand?"


def told(*sentences: str) -> str:
    return json.dumps(
        {
            "text": " ".join(f"{one} [1]" for one in sentences),
            "sentences": [{"text": one, "citations": [1]} for one in sentences],
        }
    )


def keep(connection: Connection, question: str, *answers: str) -> str:
    id_ = conversations.start_conversation(connection, question)
    for answer in answers:
        conversations.add_turn(connection, id_, question, told(answer))
    return id_


@pytest.fixture
def connection(corpus: Corpus) -> Iterator[Connection]:
    with corpus.database.write() as connection:
        yield connection


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each time be a second after the one before."""
    seconds = itertools.count()
    monkeypatch.setattr(conversations, "now", lambda: f"2025-01-01T00:{next(seconds):02}:00.000Z")


def found(connection: Connection, query: str) -> list[str]:
    return [one.id for one in conversations.search_conversations(connection, query)]


def listed(connection: Connection, removed: bool = False) -> list[str]:
    return [one.id for one in conversations.list_conversations(connection, removed=removed)]


def test_a_conversation_keeps_its_turns_in_order(connection: Connection) -> None:
    id_ = conversations.start_conversation(connection, "Who   hosted the summit?")
    for question in ("Who?", "When?", "Where?"):
        conversations.add_turn(connection, id_, question, f'{{"text": "{question}"}}')
    answers = conversations.list_answers(connection, id_)
    assert answers == [{"text": "Who?"}, {"text": "When?"}, {"text": "Where?"}]
    assert conversations.get_title(connection, id_) == "Who hosted the summit?"


@pytest.mark.usefixtures("clock")
def test_conversations_are_listed_by_their_last_turn(connection: Connection) -> None:
    first = conversations.start_conversation(connection, "Who?")
    second = conversations.start_conversation(connection, "When? " * 40)
    conversations.start_conversation(connection, "Begun, but never answered?")
    for id_ in (first, second, first):
        conversations.add_turn(connection, id_, "Where?", "{}")
    all_ = conversations.list_conversations(connection)
    assert [(one.id, one.title, one.turns) for one in all_] == [
        (first, "Who?", 2),
        (second, ("When? " * 40)[:80].strip(), 1),
    ]
    assert all_[0].started_at < all_[1].started_at < all_[1].last_asked_at < all_[0].last_asked_at
    assert conversations.list_conversations(connection, limit=1) == all_[:1]


def test_an_unknown_conversation(connection: Connection) -> None:
    for ask in (conversations.list_answers, conversations.get_title, conversations.full_id):
        with pytest.raises(InputError, match="There is no conversation 'nonesuch'"):
            ask(connection, "nonesuch")
    with pytest.raises(InputError, match="There is no conversation 'nonesuch'"):
        conversations.rename_conversation(connection, "nonesuch", "Anything")


def test_an_id_may_be_given_by_its_beginning(connection: Connection) -> None:
    ids = [conversations.start_conversation(connection, SUMMIT) for _ in range(17)]
    assert {conversations.full_id(connection, one) for one in ids} == set(ids)
    for shortened in ("", "%", "_"):
        with pytest.raises(InputError, match="There is no conversation"):
            conversations.full_id(connection, shortened)
    beginnings = [one[0] for one in ids]
    shared = next(one for one in beginnings if beginnings.count(one) > 1)
    with pytest.raises(InputError, match="More than one") as raised:
        conversations.full_id(connection, shared)
    assert raised.value.hint
    conversations.remove_conversations(connection, ids[:1])
    assert conversations.full_id(connection, ids[0][:11]) == ids[0]


# Titles.


def test_a_conversation_is_renamed(connection: Connection) -> None:
    id_ = keep(connection, SUMMIT, "Uzbekistan did.")
    assert conversations.rename_conversation(connection, id_, "  The\nplov\t talks ") == (
        "The plov talks"
    )
    assert [one.title for one in conversations.list_conversations(connection)] == ["The plov talks"]
    assert found(connection, "plov") == [id_]
    conversations.rename_conversation(connection, id_, "x" * conversations.LONGEST_TITLE)
    assert found(connection, "plov") == []


@pytest.mark.parametrize("title", ["", " \n\t", "\u200b\u2060", "x" * 81])
def test_a_title_that_cannot_be(connection: Connection, title: str) -> None:
    id_ = keep(connection, SUMMIT, "Uzbekistan did.")
    with pytest.raises(InputError, match="The title") as raised:
        conversations.rename_conversation(connection, id_, title)
    assert raised.value.hint
    assert conversations.get_title(connection, id_) == SUMMIT


# Removing and restoring.


@pytest.mark.usefixtures("clock")
def test_a_removed_conversation_is_kept_and_comes_back(connection: Connection) -> None:
    first, second = (keep(connection, SUMMIT, "Uzbekistan did.") for _ in range(2))
    before = conversations.list_conversations(connection)
    for _ in range(2):
        conversations.remove_conversations(connection, [first])
    conversations.remove_conversations(connection, [second])
    assert listed(connection) == found(connection, "Uzbekistan") == []
    assert listed(connection, removed=True) == [second, first]
    for ask in (conversations.list_answers, conversations.get_title):
        with pytest.raises(InputError, match="has been removed") as raised:
            ask(connection, first)
        assert f"restore {first}" in raised.value.hint
    with pytest.raises(InputError, match="has been removed"):
        conversations.rename_conversation(connection, first, "Another")
    for _ in range(2):
        conversations.restore_conversations(connection, [second, first])
    assert conversations.list_conversations(connection) == before
    assert found(connection, "Uzbekistan") == [second, first]
    assert listed(connection, removed=True) == []


def test_an_answer_that_comes_after_the_removal_comes_back_too(connection: Connection) -> None:
    id_ = keep(connection, SUMMIT, "Uzbekistan did.")
    conversations.remove_conversations(connection, [id_])
    conversations.add_turn(connection, id_, "When?", told("In April."))
    assert listed(connection) == found(connection, "April") == []
    conversations.restore_conversations(connection, [id_])
    assert found(connection, "April") == [id_]


def test_no_change_raises_the_revision_or_waits_for_the_vectors(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    database = library.corpus.database
    with closing(sqlite3.connect(library.corpus.home / "corpus.lock", isolation_level=None)) as one:
        one.execute("BEGIN EXCLUSIVE")
        with database.write() as connection:
            before = catalogue.revision(connection)
            id_ = keep(connection, SUMMIT, "Uzbekistan did.")
            conversations.rename_conversation(connection, id_, "Another")
            conversations.remove_conversations(connection, [id_])
            conversations.restore_conversations(connection, [id_])
            conversations.rate_turn(connection, id_, 1, 1)
            basket.add_item(connection, "answer", {"text": "Uzbekistan did."})
            preferences.set_preference(connection, "length", "long")
            assert catalogue.revision(connection) == before


# Owners.


@pytest.mark.usefixtures("clock")
def test_another_owners_conversation_is_unknown(connection: Connection) -> None:
    mine = keep(connection, SUMMIT, "Uzbekistan did.")
    hers = conversations.start_conversation(connection, SUMMIT, owner="alice")
    conversations.add_turn(connection, hers, SUMMIT, told("Uzbekistan did."))
    for id_, owner in ((hers, "bob"), (hers, LOCAL), (mine, "alice")):
        for ask in (
            conversations.full_id,
            conversations.get_title,
            conversations.list_answers,
            conversations.get_ratings,
        ):
            with pytest.raises(InputError, match="There is no conversation"):
                ask(connection, id_, owner=owner)
        with pytest.raises(InputError, match="There is no conversation"):
            conversations.rename_conversation(connection, id_, "Mine now", owner=owner)
        with pytest.raises(InputError, match="There is no conversation"):
            conversations.rate_turn(connection, id_, 1, -1, owner=owner)
        conversations.remove_conversations(connection, [id_], owner=owner)
    assert listed(connection) == found(connection, "Uzbekistan") == [mine]
    (one,) = conversations.search_conversations(connection, "Uzbekistan", owner="alice")
    assert (one.id, one.title) == (hers, SUMMIT)
    assert conversations.list_answers(connection, hers, owner="alice")
    conversations.remove_conversations(connection, [hers], owner="alice")
    conversations.restore_conversations(connection, [hers], owner="bob")
    assert conversations.list_conversations(connection, owner="alice") == []
    assert listed(connection, removed=True) == []


def test_others_conversations_take_no_place_of_ones_own(connection: Connection) -> None:
    mine = keep(connection, SUMMIT, "Uzbekistan did.")
    for _ in range(5):
        hers = conversations.start_conversation(connection, SUMMIT, owner="alice")
        conversations.add_turn(connection, hers, SUMMIT, told("Uzbekistan did."))
    assert [one.id for one in conversations.list_conversations(connection, 1)] == [mine]
    assert [one.id for one in conversations.search_conversations(connection, "did", 1)] == [mine]


def test_an_id_is_shortened_among_ones_own(connection: Connection) -> None:
    ids = [conversations.start_conversation(connection, SUMMIT, owner="alice") for _ in range(17)]
    mine = conversations.start_conversation(connection, SUMMIT)
    assert conversations.full_id(connection, mine[0]) == mine
    beginnings = [one[0] for one in ids]
    shared = next(one for one in beginnings if beginnings.count(one) > 1)
    with pytest.raises(InputError, match="More than one"):
        conversations.full_id(connection, shared, owner="alice")


# Ratings.


def test_answers_are_rated_and_the_rating_is_taken_back(connection: Connection) -> None:
    id_ = keep(connection, SUMMIT, "Uzbekistan did.", "In April.", "In Samarkand.")
    assert conversations.get_ratings(connection, id_) == {}
    before = conversations.list_answers(connection, id_)
    for turn, rating in ((1, -1), (3, 1), (1, 1), (2, -1), (3, 0)):
        conversations.rate_turn(connection, id_, turn, rating)
    assert conversations.get_ratings(connection, id_) == {1: 1, 2: -1}
    assert conversations.list_answers(connection, id_) == before
    for turn in (0, 4, -1):
        with pytest.raises(InputError, match=f"has no turn {turn}") as raised:
            conversations.rate_turn(connection, id_, turn, 1)
        assert raised.value.hint


# What cites a document.


def citing(*cited: tuple[str, str], related: str = "") -> str:
    """Return an answer that cites these versions of documents, and has `related` to read on."""
    return json.dumps(
        {
            "text": "It is document 0123456789ab.",
            "citations": [{"document": {"id": id_, "version": sha}} for id_, sha in cited],
            "related": [{"document": {"id": related, "version": "r"}}],
        }
    )


@pytest.mark.usefixtures("clock")
def test_the_answers_that_cite_a_document(connection: Connection) -> None:
    document, other = "0123456789ab", "0123456789ac"
    first = keep(connection, SUMMIT)
    for question, answer in {
        "Who?": citing((document, "new"), (other, "x"), (document, "old"), (document, "new")),
        "When?": citing((other, "x"), related=document),
        "Why?": json.dumps({"text": document}),
        "Where?": citing((document, "new")),
    }.items():
        conversations.add_turn(connection, first, question, answer)
    hers = conversations.start_conversation(connection, SUMMIT, owner="alice")
    conversations.add_turn(connection, hers, SUMMIT, citing((document, "new")))
    second = keep(connection, "Another")
    conversations.add_turn(connection, second, "What?", citing((document, "old")))
    found = conversations.list_citing(connection, document)
    assert [(one.conversation_id, one.turn, one.question, one.versions) for one in found] == [
        (second, 1, "What?", ("old",)),
        (first, 4, "Where?", ("new",)),
        (first, 1, "Who?", ("new", "old")),
    ]
    assert [one.title for one in found] == ["Another", SUMMIT, SUMMIT]
    assert found[0].asked_at > found[1].asked_at > found[2].asked_at
    assert conversations.list_citing(connection, document, 2) == found[:2]
    (one,) = conversations.list_citing(connection, document, owner="alice")
    assert one.conversation_id == hers
    conversations.remove_conversations(connection, [second])
    assert conversations.list_citing(connection, document) == found[1:]
    for unknown in ("0123456789a", "%", "_" * 12, "text"):
        assert conversations.list_citing(connection, unknown) == []


# Searching.


@pytest.mark.parametrize(
    "query",
    [
        "plov",  # the title
        "SUMMIT samarkand",  # the question
        "harvest",  # an answer
        "plov summit wheat",  # all of them
        "harves whe",  # the beginnings of words
        "ҚАЗАҚСТАН",
        "ёлка",
        "ЁЛК",
        "cote d'ivoire",
        "Côte",
        "25,000",
        '"the wheat harvest"',
    ],
)
def test_words_are_found_wherever_they_stand(connection: Connection, query: str) -> None:
    answer = "The wheat harvest of Қазақстан was 25,000 tons. Ёлка grew in Côte d'Ivoire."
    id_ = keep(connection, SUMMIT, answer)
    keep(connection, "Something else?", "Whatever.")
    conversations.rename_conversation(connection, id_, "The plov talks")
    assert found(connection, query) == [id_]


@pytest.mark.parametrize("query", ["wheat barley", "arvest", "1", "citations"])
def test_what_is_not_there_is_not_found(connection: Connection, query: str) -> None:
    keep(connection, SUMMIT, "The wheat harvest was good.")
    assert found(connection, query) == []


@pytest.mark.usefixtures("clock")
def test_the_newest_comes_first_and_a_limit_is_kept(connection: Connection) -> None:
    first, second, third = (keep(connection, SUMMIT, "Uzbekistan did.") for _ in range(3))
    conversations.add_turn(connection, first, "When?", "{}")
    assert found(connection, "summit") == [first, third, second]
    some = conversations.search_conversations(connection, "summit", limit=2)
    assert [one.id for one in some] == [first, third]


def test_a_snippet_shows_where_it_was_found(connection: Connection) -> None:
    answer = f"{'Much came before. ' * 20}The wheat\x02 harvest was good. {'More came. ' * 20}"
    id_ = keep(connection, SUMMIT, answer)
    (one,) = conversations.search_conversations(connection, "WHEAT")
    before, word, after = one.snippet
    assert word == "wheat"
    assert before.startswith("…")
    assert after.startswith(" harvest was good.")
    assert after.endswith("…")
    assert len("".join(one.snippet)) < 120
    conversations.rename_conversation(connection, id_, "The plov talks")
    (one,) = conversations.search_conversations(connection, "plov")
    assert one.snippet == ()


def test_an_answer_without_sentences_is_found_by_its_text(connection: Connection) -> None:
    id_ = conversations.start_conversation(connection, "Who governs Peru?")
    answer = json.dumps({"text": "The articles do not name Peru.", "sentences": []})
    conversations.add_turn(connection, id_, "Who governs Peru?", answer)
    assert found(connection, "articles name") == [id_]


@pytest.mark.parametrize("query", ["", " ", "?!", '"', "* ( )", "\0"])
def test_without_a_word_nothing_is_found(connection: Connection, query: str) -> None:
    keep(connection, SUMMIT, "Uzbekistan did.")
    assert found(connection, query) == []


def test_nothing_in_a_query_is_syntax(connection: Connection) -> None:
    id_ = keep(connection, SUMMIT, "Uzbekistan did.")
    signs = st.text(st.sampled_from("\"'*()^:+-{}\0 aNORTtext,.?\u0301\N{DROMEDARY CAMEL}"))

    @given(signs | st.sampled_from(["title:summit", "NEAR(summit who)", "^who", "rowid:0"]))
    def search(query: str) -> None:
        conversations.search_conversations(connection, query)

    search()
    for query in ("who AND summit", "who NOT hosted", "title : summit who OR", "hosting who"):
        assert found(connection, query) == []
    assert found(connection, "{hosted} -summit") == [id_]


# A corpus of the first release.


def test_a_corpus_of_the_first_release_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("vectorstore.database.HEAD", "0001")
        old = Database(home / "catalogue.sqlite3")
        old.migrate()
        assert old.schema_version() == "0001"
        old.close()
    at = "2025-01-01T00:00:00.000Z"
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as plain, plain:
        for id_, title in (("0123456789ab", SUMMIT), ("fedcba987654", "Кто?")):
            plain.execute("INSERT INTO conversations VALUES (?, ?, ?)", (id_, title, at))
            for position, answer in enumerate([told("Uzbekistan did."), '{"text": "Нет."}'], 1):
                plain.execute(
                    "INSERT INTO turns VALUES (?, ?, ?, ?, ?)", (id_, position, title, answer, at)
                )
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.write() as connection:
        assert listed(connection) == ["0123456789ab", "fedcba987654"]
        assert found(connection, "uzbek") == ["0123456789ab", "fedcba987654"]
        assert found(connection, "нет кто") == ["fedcba987654"]
        answers = conversations.list_answers(connection, "fedcba987654")
        assert [one["text"] for one in answers] == ["Uzbekistan did. [1]", "Нет."]
        conversations.add_turn(connection, "fedcba987654", "Где?", told("Самарканд."))
        assert found(connection, "САМАР") == ["fedcba987654"]
        conversations.remove_conversations(connection, ["fedcba987654"])
        assert found(connection, "кто") == []
    corpus.close()
