"""What is open goes into the page's address and comes out of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant import Assistant, BackgroundAnswers
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage
from ui.web import visit as visits
from ui.web.navigation import Name
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import LOCAL, Corpus, Filters, StoreSettings


@pytest.fixture
def visit(small: Path) -> Visit:
    corpus = Corpus.open(StoreSettings(home=small))
    answers = BackgroundAnswers(Assistant(corpus, HashedEmbedder()))
    return Visit(answers, LOCAL, answers.talk(None))


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"conversation": "c1"},
        {"document": "d1"},
        {"document": "d1", "version": "v1"},
        {"conversation": "c1", "document": "d1", "version": "v1", "start": "0", "end": "9"},
        {"conversation": "c1", "document": "d1", "article": "d2", "since": "2024-01-01"},
    ],
)
def test_an_address_is_read_and_written(visit: Visit, parameters: dict[str, str]) -> None:
    visit.open_address(parameters)
    assert visit.parameters() == parameters


@pytest.mark.parametrize(
    ("start", "end"),
    [("9", "3"), ("3", "3"), ("-5", "-1"), ("one", "2"), ("", ""), ("1" * 5000, "2")],
)
def test_a_range_without_sense_is_the_whole_document(start: str, end: str) -> None:
    assert Place.in_address({"document": "d1", "start": start, "end": end}) == Place("d1")
    assert Place.in_address({"start": start, "end": end}) is None


def test_turning_to_another_conversation_closes_the_source(visit: Visit) -> None:
    visit.open_source(Place("d1", "v1", 0, 9))
    visit.turn_to("c2")
    assert visit.parameters() == {"conversation": "c2"}


def test_a_source_that_is_opened_again_is_another_opening(visit: Visit) -> None:
    place = Place("d1", "v1", 0, 9)
    visit.open_source(place)
    before = visit.openings
    visit.open_source(place)
    assert (visit.place, visit.openings) == (place, before + 1)


def test_the_same_address_keeps_the_talk(visit: Visit) -> None:
    visit.open_address({"conversation": "c1"})
    talk = visit.talk
    visit.open_address({"conversation": "c1", "document": "d1"})
    assert visit.talk is talk


def test_filters_stay_until_an_address_says_others_or_is_turned_back_to(visit: Visit) -> None:
    visit.filters = Filters(publisher="Gazette")
    visit.open_address({"conversation": "c1"})
    assert visit.filters == Filters(publisher="Gazette")
    visit.open_address({"language": "cy"})
    assert visit.filters == Filters(language="cy")
    visit.open_address({"conversation": "c1"}, is_turning_back=True)
    assert visit.filters == Filters()


def test_a_run_reads_its_own_address_and_not_that_of_the_run_it_overtakes(
    space: Workspace, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_address = visits.follow_address

    def overtaking(visit: Visit) -> None:
        run = get_script_run_ctx()
        assert run is not None
        with run.session_state.query_params() as shared:  # as a run does that is being ended
            shared.populate_from_query_string("publisher=Nobody")
        follow_address(visit)

    monkeypatch.setattr(visits, "follow_address", overtaking)
    app = open_page(Name.ASK, publisher="Gazette")
    assert app.session_state["visit"].filters == Filters(publisher="Gazette")
    assert app.query_params == {"publisher": "Gazette"}
