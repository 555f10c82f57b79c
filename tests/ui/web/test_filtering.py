"""Filters: set in the panel, told as chips, taken off again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage, given, tell, turn
from ui.web.filtering.address import PARAMETERS, filters_in, parameters_of
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import Filters

KEY = "passages-filters"


@pytest.fixture
def app(space: Workspace, open_page: OpenPage) -> AppTest:
    """Return the page of passages on the small corpus, with its row of filters."""
    return open_page(Name.PASSAGES)


def chips(app: AppTest) -> list[str]:
    return [text for _, text in given(app, f"{KEY}-chips")["chips"]]


def field(kind: Any, limit: str) -> Any:
    """Return the field of a limit, whichever generation of fields is on the page."""
    (found,) = (one for one in kind if one.key and one.key.startswith(f"{KEY}-{limit}-"))
    return found


def matches(app: AppTest) -> str:
    return str(given(app, f"{KEY}-chips")["matches"])


def filters(app: AppTest) -> Filters:
    found: Filters = app.session_state["visit"].filters
    return found


def limited(app: AppTest, wanted: Filters) -> AppTest:
    """Set filters elsewhere than in the panel."""
    app.session_state["visit"].filters = wanted
    return app.run()


def test_nothing_is_limited_at_first(app: AppTest) -> None:
    assert (chips(app), matches(app)) == ([], "All 3 articles")
    assert filters(app) == Filters()


def test_the_panel_offers_what_the_articles_have(app: AppTest) -> None:
    assert field(app.selectbox, "publisher").options == ["Lune Gazette", "School Board"]
    assert field(app.selectbox, "language").options == ["English", "Welsh"]
    assert "The last ferry of the Lune" in field(app.selectbox, "document").options
    told = "The articles are dated 2 March 2024 to 17 June 2025; 1 without a date."
    assert told in [caption.value for caption in app.main.caption]


def test_dates_and_the_articles_without_one(app: AppTest) -> None:
    assert field(app.checkbox, "undated").disabled
    field(app.date_input, "since").set_value(date(2025, 1, 1)).run()
    assert (chips(app), matches(app)) == (["since 1 January 2025"], "1 of 3 articles")
    field(app.checkbox, "undated").check().run()
    assert chips(app) == ["since 1 January 2025", "or without a date"]
    assert matches(app) == "2 of 3 articles"
    field(app.date_input, "since").set_value(None).run()
    assert filters(app) == Filters()


def test_dates_the_wrong_way_round_are_told(app: AppTest) -> None:
    field(app.date_input, "since").set_value(date(2025, 5, 2))
    field(app.date_input, "until").set_value(date(2025, 5, 1)).run()
    assert "“Since” 2 May 2025 lies after “until” 1 May 2025" in matches(app)
    assert given(app, f"{KEY}-chips")["matches_none"]


def test_a_publisher_may_be_part_of_a_name(app: AppTest) -> None:
    limited(app, Filters(publisher="gazette"))
    assert (chips(app), matches(app)) == (["publisher: gazette"], "1 of 3 articles")
    assert field(app.selectbox, "publisher").value == "gazette"


def test_one_article_language_and_source(app: AppTest) -> None:
    field(app.selectbox, "document").select("A bridge for two towns").run()
    assert (chips(app), matches(app)) == (["article: A bridge for two towns"], "1 of 3 articles")
    field(app.selectbox, "language").select("Welsh").run()
    assert chips(app)[0] == "in Welsh"
    assert matches(app).startswith("No article matches these filters.")
    field(app.text_input, "source").set_value("ferry.txt").run()
    assert filters(app).source == "ferry.txt"


def test_chips_take_filters_off_one_by_one_and_together(app: AppTest) -> None:
    limited(app, Filters(date(2024, 1, 1), publisher="Gazette", language="en", undated=True))
    assert len(chips(app)) == 4
    tell(app, f"{KEY}-chips", "remove", "publisher")
    assert filters(app) == Filters(date(2024, 1, 1), language="en", undated=True)
    assert field(app.selectbox, "publisher").value is None
    tell(app, f"{KEY}-chips", "remove", "since")
    assert filters(app) == Filters(language="en")
    tell(app, f"{KEY}-chips", "remove", "nonesuch")
    assert filters(app) == Filters(language="en")
    tell(app, f"{KEY}-chips", "remove", "all")
    assert filters(app) == Filters()


def test_what_is_set_elsewhere_is_shown(app: AppTest) -> None:
    wanted = Filters(date(1845, 1, 1), date(2090, 1, 1), language="fr", document="gone")
    limited(app, wanted)
    assert filters(app) == wanted
    assert chips(app) == [
        "since 1 January 1845",
        "until 1 January 2090",
        "in French",
        "article: gone",
    ]
    assert field(app.selectbox, "language").value == "fr"


# In the page's address.


@pytest.mark.parametrize(
    "wanted",
    [
        Filters(),
        Filters(date(2024, 1, 1), undated=True),
        Filters(until=date(845, 1, 1), language="cy"),
        Filters(publisher="R & D = 100 %", source="../a?b#c", document="d1"),
    ],
)
def test_an_address_says_filters(wanted: Filters) -> None:
    assert filters_in(parameters_of(wanted)) == wanted
    assert parameters_of(wanted).keys() <= PARAMETERS


@pytest.mark.parametrize(
    "given",
    [
        {"since": "soon", "until": "2024-13-01", "undated": "yes"},
        {"publisher": " ", "language": "", "document": "d1", "query": "ferry"},
    ],
)
def test_what_makes_no_sense_in_an_address_limits_nothing(given: dict[str, str]) -> None:
    assert filters_in(given) == Filters()


def test_only_yes_lets_articles_without_a_date_through() -> None:
    wanted = Filters(date(2024, 1, 1))
    assert filters_in({"since": "2024-01-01", "undated": "no"}) == wanted


@pytest.mark.parametrize("name", [Name.ASK, Name.PASSAGES])
def test_a_page_is_limited_as_its_address_says(
    space: Workspace, open_page: OpenPage, name: Name
) -> None:
    wanted = Filters(date(1, 1, 1), date(9999, 12, 31), "<b>", "\0" * 2000, "xx", "gone", True)
    app = open_page(name, **parameters_of(wanted))
    assert not app.exception
    assert filters(app) == replace(wanted, source="\0" * 1000)
    key = f"{name.value}-filters-chips"
    assert len(given(app, key)["chips"]) == 7
    app = tell(app, key, "remove", "all")
    assert filters(app) == Filters()
    assert app.query_params == {}


def test_what_is_set_is_in_the_address_of_both_pages(app: AppTest) -> None:
    field(app.selectbox, "publisher").select("Lune Gazette").run()
    assert app.query_params == {"publisher": "Lune Gazette"}
    app = turn(app, Name.ASK)
    assert filters(app) == Filters(publisher="Lune Gazette")
    assert app.query_params == {"publisher": "Lune Gazette"}
    tell(app, "ask-filters-chips", "remove", "all")
    app = turn(app, Name.PASSAGES)
    assert filters(app) == Filters()
    assert app.query_params == {}


def test_an_empty_corpus_has_nothing_to_limit(empty_space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.PASSAGES)
    with pytest.raises(KeyError):
        given(app, f"{KEY}-chips")


def test_articles_without_any_date(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    article = tmp_path / "hut.txt"
    article.write_text("The hut\n\nThe hut stands at the pass. Nobody knows who built it.\n")
    ingest(empty_space.corpus, HashedEmbedder(), [str(article)])
    app = open_page(Name.PASSAGES)
    assert not app.exception
    assert "None of the articles has a date." in [caption.value for caption in app.main.caption]


def test_two_articles_of_one_title_are_told_apart(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    files = [tmp_path / f"{day}.md" for day in ("2024-05-01", "2024-05-02")]
    for file in files:
        day = file.stem
        text = f"---\ntitle: The pass\ndate: {day}\n---\nThe pass was open on {day}, all day.\n"
        file.write_text(text)
    ingest(
        empty_space.corpus,
        HashedEmbedder(),
        list(map(str, files)),
    )
    app = open_page(Name.PASSAGES)
    titles = field(app.selectbox, "document").options
    assert sorted(titles) == ["The pass (2024-05-01)", "The pass (2024-05-02)"]
