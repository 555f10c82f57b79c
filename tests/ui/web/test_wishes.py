"""What becomes of clicks in the list of conversations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, BackgroundAnswers
from tests.fake_embedder import HashedEmbedder
from ui.reports import Format
from ui.web.conversations import Wish, heed, look
from ui.web.visit import Visit
from vectorstore import LOCAL, Corpus, InputError, StoreSettings

QUESTION = "How long is the bridge?"


@pytest.fixture
def corpus(articles: Path, tmp_path: Path) -> Iterator[Corpus]:
    from ingest import ingest

    corpus = Corpus.open(StoreSettings(home=tmp_path / "home"), create=True)
    ingest(corpus, HashedEmbedder(), [str(articles)])
    yield corpus
    corpus.close()


@pytest.fixture
def visit(corpus: Corpus) -> Iterator[Visit]:
    answers = BackgroundAnswers(Assistant(corpus, HashedEmbedder()))
    yield Visit(answers, LOCAL, answers.talk(None))
    answers.stop()


def ask(visit: Visit, question: str = QUESTION) -> str:
    """Ask in a conversation of its own, wait for the answer and return the conversation's id."""
    visit.turn_to(None)
    *_, reply = visit.answers.ask(visit.talk, question).replies()
    assert reply is not None
    assert reply.conversation is not None
    return reply.conversation


def wish(corpus: Corpus, visit: Visit, act: str, value: object) -> None:
    visit.shelf.wishes.append(Wish(act, value))
    heed(corpus, visit)


def titles(corpus: Corpus, visit: Visit) -> list[str]:
    with corpus.database.read() as connection:
        return [one.title for one in look(connection, visit).conversations]


def test_choosing_opens(corpus: Corpus, visit: Visit) -> None:
    first, second = ask(visit), ask(visit)
    assert visit.talk.conversation == second
    wish(corpus, visit, "choose", first)
    assert visit.parameters() == {"conversation": first}


def test_renaming_and_searching(corpus: Corpus, visit: Visit) -> None:
    id_ = ask(visit)
    ask(visit, "Who runs the school?")
    wish(corpus, visit, "rename", {"id": id_, "title": "The Lune"})
    wish(corpus, visit, "search", "lune long")
    assert titles(corpus, visit) == ["The Lune"]
    wish(corpus, visit, "search", "  ")
    assert len(titles(corpus, visit)) == 2


def test_the_open_conversation_is_removed_and_comes_back_open(corpus: Corpus, visit: Visit) -> None:
    id_ = ask(visit)
    wish(corpus, visit, "remove", id_)
    assert visit.talk.conversation is None
    assert titles(corpus, visit) == []
    assert visit.shelf.removed is not None
    assert visit.shelf.removed.title == QUESTION
    wish(corpus, visit, "undo", True)
    assert visit.talk.conversation == id_
    assert titles(corpus, visit) == [QUESTION]
    wish(corpus, visit, "undo", True)  # a second click
    assert titles(corpus, visit) == [QUESTION]


@pytest.mark.parametrize("act", ["ask", "turn"])
def test_the_way_back_is_offered_until_something_else_is_done(
    corpus: Corpus, visit: Visit, act: str
) -> None:
    wish(corpus, visit, "remove", ask(visit))
    if act == "ask":
        visit.ask(QUESTION)
    else:
        visit.turn_to(None)
    assert visit.shelf.removed is None


def test_what_was_removed_elsewhere_is_told_and_the_rest_is_done(
    corpus: Corpus, visit: Visit
) -> None:
    id_ = ask(visit)
    wish(corpus, visit, "remove", id_)
    visit.shelf.wishes.append(Wish("rename", {"id": id_, "title": "Too late"}))
    visit.shelf.wishes.append(Wish("search", "bridge"))
    with pytest.raises(InputError, match="has been removed"):
        heed(corpus, visit)
    heed(corpus, visit)
    assert visit.shelf.search == "bridge"


@pytest.mark.parametrize(
    ("act", "value"),
    [
        ("choose", 7),
        ("search", None),
        ("rename", {"id": "a"}),
        ("export", {"id": "a", "format": "exe"}),
        ("nonesuch", True),
    ],
)
def test_what_no_list_sends_does_nothing(
    corpus: Corpus, visit: Visit, act: str, value: object
) -> None:
    before = visit.parameters()
    wish(corpus, visit, act, value)
    assert (visit.parameters(), visit.shelf.download) == (before, None)


def test_an_export_is_a_file_of_the_title(corpus: Corpus, visit: Visit) -> None:
    id_ = ask(visit)
    wish(corpus, visit, "export", {"id": id_, "format": "markdown"})
    first = visit.shelf.download
    assert first is not None
    assert first.name == "How long is the bridge.md"
    assert first.content.startswith(b"# How long is the bridge?\n")
    assert first.media_type == Format.MARKDOWN.media_type
    wish(corpus, visit, "export", {"id": id_, "format": "docx"})
    assert visit.shelf.download is not None
    assert visit.shelf.download.id != first.id


def test_a_bibliography_of_nothing_is_refused(corpus: Corpus, visit: Visit) -> None:
    id_ = ask(visit, "Who governs Peru?")
    with pytest.raises(InputError, match="Nothing is cited"):
        wish(corpus, visit, "export", {"id": id_, "format": "bibtex"})
