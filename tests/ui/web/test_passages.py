"""The page of passages: what is found, marked, collected and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage, given, tell, turn
from ui.web.navigation import Name
from ui.web.passages.highlighting import Highlighter
from ui.web.passages.search import Search
from ui.web.workspace import Workspace
from vectorstore import Filters, basket, catalogue
from vectorstore.lexicon import Lexicon

FOUND = "passages-found"
WELSH = Filters(language="cy")
LEXICON = Lexicon([("European Union", "EU"), ("Tokyo", "Edo")])


@pytest.fixture
def app(space: Workspace, open_page: OpenPage) -> AppTest:
    """Return the page on the small corpus, where nothing has been searched for."""
    return open_page(Name.PASSAGES)


@pytest.fixture
def huts(empty_space: Workspace, tmp_path: Path) -> Workspace:
    """Return a corpus of fourteen articles, each newer than the one before."""
    folder = tmp_path / "huts"
    folder.mkdir()
    for number in range(1, 15):
        name = "Ada Berg Cole Dorn Egli Frei Gaus Hess Imhof Jost Koch Lang Moor Nuss".split()[
            number - 1
        ]
        text = f"The hut of {name} lies {number * 137} metres above the valley of {name}."
        head = f"---\ntitle: The hut of {name}\ndate: 2024-03-{number:02}\n---\n"
        (folder / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    ingest(empty_space.corpus, HashedEmbedder(), [str(folder)])
    return empty_space


def search(app: AppTest, query: str) -> AppTest:
    app.text_input(key="passages-query").set_value(query)
    return next(one for one in app.button if one.label == "Search").click().run()


def passages(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = given(app, FOUND)["passages"]
    return found


def titles(app: AppTest) -> list[str]:
    return [one["title"] for one in passages(app)]


def act(app: AppTest, name: str, value: object) -> AppTest:
    return tell(app, FOUND, "act", {"act": name, "value": value})


def errors(app: AppTest) -> str:
    return " ".join(one["text"] for one in given(app, "passages-error")["notices"])


# What is found.


def test_at_first_the_page_says_what_it_is_for(app: AppTest) -> None:
    assert any("Search the articles' own words" in one.value for one in app.main.markdown)
    with pytest.raises(KeyError):
        given(app, FOUND)


def test_a_search_finds_what_the_command_finds(app: AppTest, space: Workspace) -> None:
    search(app, "Who paid for the bridges?")
    hits = space.assistant.search.search("Who paid for the bridges?", 50)
    assert ["".join(one["pieces"]) for one in passages(app)] == [hit.passage.text for hit in hits]
    first = passages(app)[0]
    assert first["title"] == "A bridge for two towns"
    assert first["origin"] == "Lune Gazette · 17 June 2025"
    assert first["url"] == "https://gazette.test/bridge"
    assert {"paid", "bridge"} <= set(first["pieces"][1::2])
    assert app.query_params["query"] == "Who paid for the bridges?"


def test_an_address_is_searched_for(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.PASSAGES, query="the last ferry")
    assert titles(app)[0] == "The last ferry of the Lune"
    assert app.text_input(key="passages-query").value == "the last ferry"


def test_what_else_an_address_says_is_left_alone(space: Workspace, open_page: OpenPage) -> None:
    address = {"from": "elsewhere", "publisher": "Lune Gazette"}
    app = open_page(Name.PASSAGES, **address)
    assert app.session_state["visit"].filters == Filters(publisher="Lune Gazette")
    assert app.query_params == address


@pytest.mark.parametrize(
    ("given", "is_turning_back", "query", "filters"),
    [
        ({}, False, "ferry", Filters(language="en")),
        ({}, True, "", Filters()),
        ({"query": "bridge"}, True, "bridge", Filters()),
        ({"publisher": "Gazette"}, True, "", Filters(publisher="Gazette")),
        ({"query": "bridge", "language": "cy", "document": "d1"}, True, "bridge", WELSH),
        ({"conversation": "c1", "language": "cy"}, True, "ferry", WELSH),
    ],
)
def test_who_comes_back_finds_the_search_of_the_address(
    app: AppTest, given: dict[str, str], is_turning_back: bool, query: str, filters: Filters
) -> None:
    visit, search = app.session_state["visit"], Search("somebody", query="ferry")
    visit.filters = Filters(language="en")
    search.follow(visit, given, is_turning_back)
    assert (search.query, visit.filters) == (query, filters)


def test_the_search_is_still_there_when_another_page_was_open(app: AppTest) -> None:
    search(app, "the last ferry")
    turn(app, Name.REPORT)
    app.session_state["visit"].filters = Filters(publisher="School Board")
    turn(app, Name.PASSAGES)
    assert app.text_input(key="passages-query").value == "the last ferry"
    assert titles(app) == ["[bold]One school[/bold] for both banks"]
    assert app.query_params["query"] == "the last ferry"


def test_what_has_none_of_the_words_says_so(app: AppTest) -> None:
    search(app, "ferry")
    remarks = {one["title"]: one["remark"] for one in passages(app)}
    assert remarks["The last ferry of the Lune"] == ""
    assert "none of the words" in remarks["A bridge for two towns"]
    search(app, "xylophones")
    assert "None of them has the words" in given(app, FOUND)["remark"]
    assert [one["remark"] for one in passages(app)] == [""] * len(passages(app))


@pytest.mark.parametrize(
    ("query", "told"),
    [("x" * 2001, "The question has 2,001 characters"), ("?!", "holds no words")],
)
def test_what_cannot_be_searched_for_is_told(app: AppTest, query: str, told: str) -> None:
    search(app, query)
    assert told in errors(app)
    search(app, "ferry")
    assert passages(app)


@pytest.mark.parametrize(
    "query", ['ferry" OR *', "ferry\x00NEAR(", "“ferry ", "\N{DROMEDARY CAMEL} <b>ferry</b>"]
)
def test_signs_in_a_query_are_no_more_than_signs(
    space: Workspace, open_page: OpenPage, query: str
) -> None:
    app = open_page(Name.PASSAGES, query=query)
    assert not app.exception
    assert titles(app)[0] == "The last ferry of the Lune"


def test_where_no_article_is_left_that_is_told(app: AppTest) -> None:
    app.session_state["visit"].filters = Filters(publisher="nobody")
    search(app, "ferry")
    assert "No article matches these filters." in given(app, "passages-filters-chips")["matches"]
    with pytest.raises(KeyError):
        given(app, FOUND)


def test_an_empty_corpus_offers_the_sample(empty_space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.PASSAGES, query="ferry")
    assert not app.exception
    assert "Add the sample articles" in [one.label for one in app.main.button]


def test_more_are_shown_and_the_newest_first(huts: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.PASSAGES, query="huts above the valley")
    best = titles(app)
    assert (len(best), given(app, FOUND)["heading"]) == (10, "The 10 nearest passages")
    act(app, "order", "Newest first")
    assert sorted(titles(app)) == sorted(best)
    days = [one["origin"] for one in passages(app)]
    assert days == sorted(days, key=lambda day: int(day.split()[0]), reverse=True)
    app.button(key="passages-more").click().run()
    assert (len(titles(app)), given(app, FOUND)["heading"]) == (14, "14 passages")
    assert titles(app)[0] == "The hut of Nuss"
    assert not [one for one in app.button if one.key == "passages-more"]
    search(app, "hut of Ada")
    assert len(titles(app)) == 10


# What is done with a passage.


def test_a_passage_is_collected_with_its_exact_range(app: AppTest, space: Workspace) -> None:
    search(app, "ferry crossing")
    assert not passages(app)[0]["is_collected"]
    act(app, "collect", 0)
    assert passages(app)[0]["is_collected"]
    assert [toast.value for toast in app.toast] == ["Added to the report"]
    with space.corpus.database.read() as connection:
        (item,) = basket.list_items(connection)
        document = catalogue.get_document(connection, item.content["document"]["id"])
    start, end = item.content["start"], item.content["end"]
    assert (item.kind, item.content["number"]) == ("quote", None)
    assert item.content["quote"] == document.text[start:end]
    assert "".join(passages(app)[0]["pieces"]) == document.text[start:end]


def test_a_passage_that_cannot_be_collected(app: AppTest, space: Workspace) -> None:
    search(app, "ferry crossing")
    with space.corpus.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE basket_items RENAME TO lost")
    act(app, "collect", 0)
    (told,) = given(app, "collect-error")["notices"]
    assert "no such table: basket_items" in told["text"]
    assert [one.value for one in app.title] == ["Passages"]


def test_a_passage_is_copied_with_its_reference(app: AppTest) -> None:
    search(app, "how long is the bridge")
    copied = passages(app)[0]["copied"]
    assert copied.startswith("“The bridge over the Lune opened on Monday.")
    assert "Lune Gazette" in copied
    assert "https://gazette.test/bridge" in copied


def test_a_passage_is_opened_at_its_place(app: AppTest, space: Workspace) -> None:
    search(app, "ferry crossing")
    (hit, *_) = space.assistant.search.search("ferry crossing", 50)
    act(app, "open", 0)
    passage = hit.passage
    assert app.query_params["document"] == passage.document.id
    assert app.query_params["version"] == passage.document.version
    assert app.query_params["start"] == str(passage.start)
    assert app.query_params["end"] == str(passage.end)


@pytest.mark.parametrize(
    ("name", "value"), [("open", 99), ("collect", -1), ("order", "backwards"), ("nonesuch", 0)]
)
def test_what_no_list_tells_does_nothing(app: AppTest, name: str, value: object) -> None:
    search(app, "ferry")
    before = passages(app)
    act(app, name, value)
    assert passages(app) == before


# What is marked.


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        (
            "export",
            "It exports and exported what exporters sell.",
            ["exports", "exported", "exporters"],
        ),
        ("What did Ana's sell?", "Ana sells; she did.", ["Ana", "sells"]),
        ("the EU", "The European Union, the EU and a union.", ["European Union", "EU"]),
        ("Żółw", "The zolw and the ŻÓŁW.", ["zolw", "ŻÓŁW"]),
        ("permit PPR-9087", "PPR 9087 is a permit.", ["PPR 9087", "permit"]),
        ('"red line" trains', "Trains of the red line; a line is red.", ["Trains", "red line"]),
        ('"red line"', "A line that is red.", ["line", "red"]),
        ("to be or not", "Not to be.", ["Not", "to", "be"]),
        ("US$ 25,000", "It cost 25,000 dollars.", ["25,000"]),
        ("ferry", "A bridge.", []),
    ],
)
def test_words_names_and_phrases_are_marked(query: str, text: str, marked: list[str]) -> None:
    pieces = Highlighter(query, LEXICON).pieces(text)
    assert "".join(pieces) == text
    assert pieces[1::2] == marked
