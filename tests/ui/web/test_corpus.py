"""The page Corpus: what it tells of the articles, how some are added, found and taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage, given, press, tell
from tests.ui.web.corpus_page import (
    BRIDGE,
    FERRY,
    PICTURE,
    TOWER,
    id_of,
    settled,
    titles,
    upload,
    wish,
)
from ui.web.corpus.listing import PAGE
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import catalogue


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in app.markdown)


# What there is.


def test_the_corpus_is_told_in_a_line(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    assert not app.exception
    assert [title.value for title in app.title] == ["Corpus"]
    told = "3 articles, 2 publishers, March 2024 to June 2025, 1 without a date."
    assert told in texts(app)
    assert given(app, "articles")["told"] == "3 articles"


def test_an_empty_corpus_says_what_to_do_and_has_no_table(
    empty_space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    assert "The corpus holds no articles yet." in texts(app)
    assert "Add the sample articles" in [button.label for button in app.button]
    assert len(app.file_uploader) == 1
    with pytest.raises(KeyError):
        given(app, "articles")


def test_the_first_page_of_an_empty_corpus_adds_the_sample_and_leads_here(
    empty_space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.ASK)
    press(app, "Add the sample articles")
    settled(app, empty_space)
    with empty_space.corpus.database.read() as connection:
        assert catalogue.count_documents(connection) == 18
    press(app, "Add articles")
    assert [title.value for title in app.title] == ["Corpus"]


def test_the_table_is_narrowed_sorted_and_says_how_much_it_shows(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "view", sort="title", descending=False)
    assert titles(app) == ["[bold]One school[/bold] for both banks", BRIDGE, FERRY]
    wish(app, "view", search="LUNE ga")
    assert titles(app) == [BRIDGE]  # by its publisher, the Lune Gazette
    assert given(app, "articles")["told"] == "1 found, of 3 articles"
    wish(app, "view", search="ferry.txt")
    assert titles(app) == [FERRY]
    wish(app, "view", publisher="School Board")
    assert titles(app) == ["[bold]One school[/bold] for both banks"]
    wish(app, "view", sort="published", descending=True)
    assert titles(app)[-1] == FERRY  # which has no date
    wish(app, "view", sort="published", descending=False)
    assert titles(app)[-1] == FERRY
    wish(app, "view", search="nonesuch")
    assert (titles(app), given(app, "articles")["told"]) == ([], "None of 3 articles")


def test_a_line_opens_the_document(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    id_ = id_of(app, BRIDGE)
    wish(app, "open", id=id_)
    assert app.query_params["document"] == id_
    assert not app.exception


def test_a_large_corpus_is_shown_a_page_at_a_time(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    for number in range(PAGE + 3):
        path = tmp_path / "many" / f"note-{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Note {number:03}\n\nWord{number} of day {number} is {number * 7}.")
    ingest(empty_space.corpus, HashedEmbedder(), [str(tmp_path / "many")])
    app = open_page(Name.CORPUS)
    assert given(app, "articles")["told"] == f"1–{PAGE} of {PAGE + 3} articles"
    wish(app, "view", sort="title", descending=False, page=1)
    assert titles(app) == ["Note 050", "Note 051", "Note 052"]
    wish(app, "view", sort="title", descending=False, page=10**12)
    assert titles(app) == ["Note 050", "Note 051", "Note 052"]
    wish(app, "remove", all=True, ids=[])
    assert "The corpus holds no articles yet." in texts(app)
    wish(app, "undo")
    assert f"{PAGE + 3} articles" in texts(app)


# Taking out, and bringing back.


def test_articles_are_removed_and_brought_back(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "remove", ids=[id_of(app, BRIDGE), id_of(app, FERRY)])
    assert titles(app) == ["[bold]One school[/bold] for both banks"]
    assert given(app, "articles")["done"] == {"told": "Removed 2 articles.", "can_undo": True}
    assert "1 article, 1 publisher, March 2024." in texts(app)
    wish(app, "view", sort="title", descending=False)
    assert given(app, "articles")["done"]["can_undo"]  # until something else is done
    wish(app, "undo")
    assert len(titles(app)) == 3
    wish(app, "undo")  # a second click
    assert len(titles(app)) == 3


def test_what_was_removed_before_is_listed_and_comes_back(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.CORPUS)
    wish(app, "remove", ids=[id_of(app, BRIDGE)])
    kinds = {kind["id"]: kind["count"] for kind in given(app, "articles")["kinds"]}
    assert kinds == {"active": 2, "removed": 1}
    wish(app, "view", kind="removed")
    assert titles(app) == [BRIDGE]
    assert [act["act"] for act in given(app, "articles")["acts"]] == ["restore"]
    wish(app, "restore", ids=[id_of(app, BRIDGE)])
    assert titles(app) == []
    wish(app, "view", kind="active")
    assert BRIDGE in titles(app)


@pytest.mark.parametrize(
    "told",
    [
        {"act": "remove", "ids": ["nonesuch"]},
        {"act": "remove", "ids": "all"},
        {"act": "view", "kind": 7, "sort": ["title"], "page": -1, "search": None},
        {"act": "undo"},
        {"act": "drop"},
        {},
    ],
)
def test_what_no_table_sends_does_nothing(
    space: Workspace, open_page: OpenPage, told: dict[str, object]
) -> None:
    app = tell(open_page(Name.CORPUS), "articles", "wish", told)
    assert not app.exception
    assert len(titles(app)) == 3


# What was, and what there is of it.


def test_the_history_tells_of_each_run_and_opens_one(space: Workspace, open_page: OpenPage) -> None:
    app = settled(upload(open_page(Name.CORPUS), tower__md=TOWER, picture__txt=PICTURE), space)
    app.session_state["corpus-tabs"] = "History"
    app.run()
    latest, first = given(app, "history")["runs"]
    assert latest["heading"].endswith("1 added, 1 not added")
    assert latest["detail"] == "ingest tower.md picture.txt"
    assert (latest["lines"], first["is_open"]) == ([], False)
    tell(app, "history", "act", {"act": "open", "id": latest["id"]})
    latest, first = given(app, "history")["runs"]
    assert [line["name"] for line in latest["lines"]] == ["picture.txt", "tower.md"]
    tell(app, "history", "act", {"act": "open", "id": latest["id"]})
    assert given(app, "history")["runs"][0]["lines"] == []


def test_the_charts_have_their_numbers_as_tables(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.CORPUS)
    app.session_state["corpus-tabs"] = "Charts"
    app.run()
    assert not app.exception
    assert [header.value for header in app.header] == [
        "Articles by month of publication",
        "Articles by publisher",
    ]
    months = given(app, "figures-Month")["rows"]
    assert months[0] == ["Mar 2024", 1]
    assert months[-1] == ["Jun 2025", 1]
    assert len(months) == 16
    assert given(app, "figures-Publisher")["rows"] == [
        ["Lune Gazette", 1],
        ["School Board", 1],
        ["Not known", 1],
    ]
    assert "1 article has no date" in " ".join(caption.value for caption in app.caption)
