"""The first page: what is asked and how, and what can be done with an answer."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Length
from tests.ui.web.conftest import OpenPage, given, tell, turn
from ui.reports import Format, render_answers, render_quote
from ui.web.navigation import Name
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import Filters, basket, conversations, preferences

QUESTION = "How long is the bridge?"
ANSWER = "answer-1"


@pytest.fixture
def app(fixed_answers: None, space: Workspace, open_page: OpenPage) -> AppTest:
    """Return the page on the small corpus, where nothing has been asked."""
    return open_page(Name.ASK)


def ask(app: AppTest, question: str = QUESTION) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def act(app: AppTest, id_: str, name: str, **more: object) -> AppTest:
    """Click beneath the first answer; the browser tells of a click by a name of its own."""
    return tell(app, ANSWER, "acts", [{"id": id_, "act": name, **more}])


def visit(app: AppTest) -> Visit:
    found: Visit = app.session_state["visit"]
    return found


def kept(app: AppTest, space: Workspace) -> dict[str, Any]:
    """Return the first answer of the open conversation, as it is kept."""
    return space.assistant.turns(conversation(app))[0]


def conversation(app: AppTest) -> str:
    id_ = visit(app).talk.conversation
    assert id_ is not None
    return id_


def ratings(app: AppTest, space: Workspace) -> dict[int, int]:
    with space.corpus.database.read() as connection:
        return conversations.get_ratings(connection, conversation(app))


def remove(app: AppTest, space: Workspace) -> None:
    """Remove the open conversation, as another tab or the command line does."""
    with space.corpus.database.write() as connection:
        conversations.remove_conversations(connection, [conversation(app)])


def notices(app: AppTest) -> list[str]:
    """Return all that the page tells of what went wrong."""
    keys = [one.key for one in app._tree if one.type == "bidi_component"]
    shown = [given(app, key) for key in keys]
    told = [each for data in shown for each in data.get("notices", ())]
    return [each["text"] for each in told if each["tone"] == "error"]


def test_an_answer_is_shown_with_what_can_be_copied(app: AppTest, space: Workspace) -> None:
    ask(app)
    shown, answer = given(app, ANSWER), kept(app, space)
    assert shown["answered"]
    assert shown["copied"]["text"] == render_answers([answer], Format.TEXT).decode()
    assert answer["citations"][0]["quote"] in shown["copied"]["html"]
    assert shown["citations"][0]["copied"] == render_quote(answer["citations"][0])


def test_nothing_comes_to_life_where_an_answer_is_pasted(app: AppTest) -> None:
    ask(app, "How long <img src=x onerror=run()> is the bridge?")
    html = given(app, ANSWER)["copied"]["html"]
    assert "How long &lt;img src=x onerror=run()&gt; is the bridge?" in html
    assert "<img" not in html
    assert '<a href="https://gazette.test/bridge">' in html


def test_a_word_says_how_far_it_can_be_relied_on_where_there_is_an_answer(app: AppTest) -> None:
    assert given(ask(app), ANSWER)["confidence"]["level"] in (1, 2, 3)
    ask(app, "Who governs Peru?")
    assert given(app, "answer-2")["confidence"] is None


def test_a_rating_is_kept_and_taken_back(app: AppTest, space: Workspace) -> None:
    act(ask(app), "a", "rate", rating=-1)
    assert ratings(app, space) == {1: -1}
    assert given(app, ANSWER)["rating"] == -1
    act(app, "b", "rate", rating=0)
    assert ratings(app, space) == {}
    act(app, "c", "rate", rating=7)
    assert ratings(app, space) == {}


def test_of_two_clicks_in_quick_succession_each_is_heard_once(
    app: AppTest, space: Workspace
) -> None:
    ask(app)
    first, second = (
        {"id": "a", "act": "rate", "rating": 1},
        {"id": "b", "act": "collect", "number": None},
    )
    tell(app, ANSWER, "acts", [first, second])
    assert ratings(app, space) == {1: 1}
    assert given(app, ANSWER)["is_collected"]
    act(app, "c", "rate", rating=0)
    tell(app, ANSWER, "acts", [first, second, {"id": "d", "act": "nonesuch"}])
    assert ratings(app, space) == {}


def test_an_answer_and_its_quote_are_collected(app: AppTest, space: Workspace) -> None:
    ask(app)
    assert not given(app, ANSWER)["citations"][0]["is_collected"]
    act(app, "a", "collect", number=1)
    assert given(app, ANSWER)["citations"][0]["is_collected"]
    assert not given(app, ANSWER)["is_collected"]
    act(app, "b", "collect", number=None)
    act(app, "c", "collect", number=99)
    with space.corpus.database.read() as connection:
        items = basket.list_items(connection)
    answer = kept(app, space)
    assert [item.content for item in items] == [answer["citations"][0], answer]


def test_the_source_is_opened_with_all_its_quotes_in_the_answer(
    app: AppTest, space: Workspace
) -> None:
    act(ask(app), "a", "open", number=1)
    citation = kept(app, space)["citations"][0]
    place = visit(app).place
    assert place is not None
    assert (place.document, place.start) == (citation["document"]["id"], citation["start"])
    assert (citation["start"], citation["end"]) in visit(app).steps
    assert app.query_params["start"] == str(citation["start"])


@pytest.mark.parametrize(
    ("chosen", "length"),
    [("short", Length.SHORT), ("nonesuch", Length.NORMAL), (None, Length.NORMAL)],
)
def test_answers_are_as_long_as_the_settings_say_when_it_is_asked(
    app: AppTest, space: Workspace, chosen: str | None, length: Length
) -> None:
    with space.corpus.database.write() as connection:
        preferences.set_preference(connection, "length", "long")
    ask(app)
    assert visit(app).length is Length.LONG
    with space.corpus.database.write() as connection:
        preferences.set_preference(connection, "length", chosen)
    ask(app)
    assert visit(app).length is length


def test_an_answer_says_what_it_was_limited_to(app: AppTest) -> None:
    ask(app)
    assert given(app, ANSWER)["limits"] == []
    visit(app).filters = Filters(publisher="Gazette")
    ask(app)
    visit(app).filters = Filters()
    app.run()
    assert given(app, "answer-2")["limits"] == ["publisher: Gazette"]
    assert given(app, ANSWER)["limits"] == []


def test_a_conversation_that_was_removed_elsewhere_is_told_of_once(
    app: AppTest, space: Workspace
) -> None:
    ask(app)
    remove(app, space)
    app.run()
    (told,) = notices(app)
    assert "not in the corpus" in told
    app.run()
    assert notices(app) == []


def test_nor_twice_where_something_is_clicked_in_it(app: AppTest, space: Workspace) -> None:
    ask(app)
    id_ = conversation(app)
    remove(app, space)
    tell(app, "conversation", "rename", {"id": id_, "title": "Too late"})
    (told,) = notices(app)
    assert "has been removed" in told


def test_what_was_asked_in_it_can_be_asked_anew(app: AppTest, space: Workspace) -> None:
    ask(app)
    before = conversation(app)
    remove(app, space)
    ask(app, "Who runs the school?")
    assert len(notices(app)) == 1
    app.button(key="ask-anew-1").click().run()
    assert kept(app, space)["question"] == "Who runs the school?"
    assert conversation(app) != before
    assert notices(app) == []


def test_a_click_that_comes_too_late_is_told_of(app: AppTest, space: Workspace) -> None:
    ask(app)
    remove(app, space)
    act(app, "a", "rate", rating=1)
    (told,) = notices(app)
    assert "not in the corpus" in told


def test_a_conversation_is_chosen_and_a_question_begun_from_another_page(
    app: AppTest, space: Workspace
) -> None:
    ask(app)
    id_ = conversation(app)
    turn(app, Name.SETTINGS)
    tell(app, "conversation", "choose", id_)
    assert app.query_params["conversation"] == id_
    assert given(app, ANSWER)["question"] == QUESTION
    assert given(app, "conversation")["listed"][0]["chosen"]
    turn(app, Name.SETTINGS)
    app.button(key="new-question").click().run()
    assert visit(app).talk.conversation is None
    with pytest.raises(KeyError):
        given(app, ANSWER)
