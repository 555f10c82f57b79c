"""The page Report: what it shows of what was collected, and what becomes of clicks there."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import caravan
from tests.ui.web.conftest import OpenPage, given, tell
from ui.reports import Format
from ui.web.navigation import Name
from ui.web.report.collecting import key_of
from ui.web.workspace import Workspace
from vectorstore import basket, catalogue, preferences
from vectorstore.basket import Item

QUESTION = "How long is the bridge?"
UNKNOWN = "Who governs Peru?"

pytestmark = pytest.mark.usefixtures("fixed_answers")


def ask(space: Workspace, question: str = QUESTION) -> dict[str, Any]:
    """Return an answer as `caravan ask --json` prints it."""
    answer, _ = space.assistant.ask(question)
    return answer.as_json()


def collect(space: Workspace, *contents: dict[str, Any], owner: str = "") -> list[str]:
    """Put quotes and answers into the report and return their ids."""
    with space.corpus.database.write() as connection:
        return [
            basket.add_item(
                connection, "answer" if "sentences" in one else "quote", one, owner=owner
            ).id
            for one in contents
        ]


def quote_from(space: Workspace, title: str, words: str) -> dict[str, Any]:
    """Return a quote as a citation that belongs to no answer."""
    with space.corpus.database.read() as connection:
        (id_,) = [
            one.ref.id
            for one in catalogue.list_documents(connection)
            if one.ref.metadata.title == title
        ]
        document = catalogue.get_document(connection, id_)
    start = document.text.index(words)
    return {
        "number": None,
        "quote": words,
        "highlight": None,
        "start": start,
        "end": start + len(words),
        "passage_id": "0",
        "document": document.ref.as_json(),
    }


def kept(space: Workspace, owner: str = "") -> list[Item]:
    with space.corpus.database.read() as connection:
        return basket.list_items(connection, owner=owner)


def comment(app: AppTest, written: dict[str, str]) -> None:
    """Run the page as after writing comments, given by the items' ids."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    (state.id,) = [one.proto.id for one in app._tree if getattr(one, "key", None) == "items"]
    state.json_value = json.dumps({"comments": {"at": 1, "written": written}})
    app._run(states)


def shown(app: AppTest) -> list[dict[str, Any]]:
    assert not app.exception
    items: list[dict[str, Any]] = given(app, "items")["items"]
    return items


@pytest.fixture
def filled(space: Workspace) -> list[str]:
    """Put two quotes and an answer into the report, and return their ids."""
    answer = ask(space)
    bridge, ferry = answer["citations"]
    return collect(space, bridge, ferry, answer)


def test_what_is_empty_says_what_it_is_for_and_where_to_begin(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.REPORT)
    assert app.title[0].value == "Report"
    assert "Add to report" in app.markdown[-1].value
    with pytest.raises(KeyError):
        given(app, "items")
    assert not app.main.button


def test_items_stand_in_their_order_numbered_as_they_will_be_exported(
    filled: list[str], open_page: OpenPage
) -> None:
    bridge, ferry, answer = shown(open_page(Name.REPORT))
    assert [one["id"] for one in (bridge, ferry, answer)] == filled
    assert "".join(bridge["quote"]["pieces"]) == "The bridge over the Lune opened on Monday."
    assert bridge["quote"]["title"] == "A bridge for two towns"
    assert bridge["quote"]["details"] == ["Ana Reis", "Lune Gazette", "17 June 2025"]
    assert bridge["quote"]["since"] == ""
    assert answer["answer"]["question"] == QUESTION
    numbers = [one["numbers"] for one in answer["answer"]["statements"]]
    assert (bridge["quote"]["number"], ferry["quote"]["number"], numbers) == (1, 2, [[3], [4]])


def test_a_link_leads_to_the_document_at_the_quote(
    space: Workspace, filled: list[str], open_page: OpenPage
) -> None:
    app = open_page(Name.REPORT)
    quote = shown(app)[0]["quote"]
    content = kept(space)[0].content
    assert quote["place"] == {
        "document": content["document"]["id"],
        "version": content["document"]["version"],
        "start": str(content["start"]),
        "end": str(content["end"]),
    }
    assert quote["address"].startswith(f"document?document={content['document']['id']}&")
    tell(app, "items", "open", quote["place"])
    assert app.query_params["document"] == content["document"]["id"]


def test_items_are_moved_commented_on_removed_and_brought_back(
    space: Workspace, filled: list[str], open_page: OpenPage
) -> None:
    bridge, ferry, answer = filled
    app = open_page(Name.REPORT)
    tell(app, "items", "move", {"id": answer, "place": 0})
    assert [one["id"] for one in shown(app)] == [answer, bridge, ferry]
    comment(app, {ferry: "*Really?* <b>"})
    assert shown(app)[2]["note"] == "*Really?* <b>"
    tell(app, "items", "remove", bridge)
    assert [one["id"] for one in shown(app)] == [answer, ferry]
    removed = given(app, "items")["removed"]
    assert removed["told"] == "the quote from “A bridge for two towns”"
    assert removed["place"] == 1
    tell(app, "items", "undo", True)
    assert [one["id"] for one in shown(app)] == [answer, bridge, ferry]
    assert given(app, "items")["removed"] is None
    assert [item.note for item in kept(space)] == ["", "", "*Really?* <b>"]


def test_all_are_removed_and_brought_back(filled: list[str], open_page: OpenPage) -> None:
    app = open_page(Name.REPORT)
    app.button("report-remove-all").click().run()
    assert shown(app) == []
    assert given(app, "items")["removed"]["told"] == "3 items"
    assert "Add to report" in app.markdown[-1].value
    tell(app, "items", "undo", True)
    assert [one["id"] for one in shown(app)] == filled


@pytest.mark.parametrize(
    ("act", "value"),
    [
        ("move", {"id": 1, "place": "0"}),
        ("remove", ["a"]),
        ("undo", True),
        ("open", {"document": ""}),
    ],
)
def test_what_no_list_sends_does_nothing(
    space: Workspace, filled: list[str], open_page: OpenPage, act: str, value: object
) -> None:
    before = kept(space)
    app = open_page(Name.REPORT)
    tell(app, "items", act, value)
    assert len(shown(app)) == 3
    assert kept(space) == before


def test_what_goes_wrong_is_told_and_costs_nothing(filled: list[str], open_page: OpenPage) -> None:
    app = open_page(Name.REPORT)
    comment(app, {"nonesuch": "x", filled[0]: "y"})
    (notice,) = given(app, "desk-error")["notices"]
    assert "nonesuch" in notice["text"]
    assert [one["note"] for one in shown(app)] == ["y", "", ""]
    tell(app, "items", "move", {"id": filled[2], "place": 0})
    with pytest.raises(KeyError):
        given(app, "desk-error")


def test_the_title_is_kept_and_can_be_taken_off(
    space: Workspace, filled: list[str], open_page: OpenPage
) -> None:
    app = open_page(Name.REPORT)
    app.text_input("report-title").set_value(" Two  *towns* ").run()
    assert open_page(Name.REPORT).text_input("report-title").value == "Two *towns*"
    app.text_input("report-title").set_value("").run()
    with space.corpus.database.read() as connection:
        assert preferences.get_preferences(connection) == {}


def test_a_source_that_changed_is_marked_with_what_became_of_the_words(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    articles = {
        "bridge": "The bridge is 340 metres long. It is red.",
        "ferry": "The ferry of the bridge sailed on Sunday. It was old.",
        "tower": "The tower by the bridge has a bell. It is low.",
    }
    for name, text in articles.items():
        (tmp_path / f"{name}.txt").write_text(f"On the {name}\n\n{text}\n")
    ingest(
        empty_space.corpus, HashedEmbedder(), [str(tmp_path / f"{name}.txt") for name in articles]
    )
    quotes = [
        quote_from(empty_space, f"On the {name}", f"{text.partition('. ')[0]}.")
        for name, text in articles.items()
    ]
    collect(empty_space, *quotes)
    (tmp_path / "bridge.txt").write_text(
        "On the bridge\n\nIt is blue.  The bridge is\n340 metres long.\n"
    )
    (tmp_path / "ferry.txt").write_text(
        "On the ferry\n\nThe ferry of the bridge sailed on Monday.\n"
    )
    ingest(empty_space.corpus, HashedEmbedder(), [str(tmp_path)])
    tower = quotes[2]["document"]["id"]
    empty_space.corpus.remove([tower])
    app = open_page(Name.REPORT)
    since = [one["quote"]["since"].partition("; ")[2] for one in shown(app)]
    assert since[:2] == [
        "the quoted words still stand there",
        "the quoted words no longer stand there",
    ]
    assert shown(app)[2]["quote"]["since"].startswith("removed since, on ")
    assert [one["quote"]["is_lost"] for one in shown(app)] == [False, True, True]
    assert "3 sources have changed or been removed since" in app.main.caption[0].value


def test_the_preview_is_the_export_as_text(
    space: Workspace, filled: list[str], open_page: OpenPage
) -> None:
    app = open_page(Name.REPORT)
    assert not app.code
    app.session_state["report-preview"] = True
    app.run()
    assert (
        app.code[0].value
        == caravan("report", "--format", "text", "--home", space.corpus.home).out.strip()
    )


def test_a_download_is_the_export_under_the_report_s_title(
    space: Workspace, filled: list[str], open_page: OpenPage
) -> None:
    app = open_page(Name.REPORT)
    app.text_input("report-title").set_value("Two towns: a bridge").run()
    app.selectbox("report-format").set_value(Format.MARKDOWN).run()
    assert given(app, "items")["download"] is None
    app.button("report-download").click().run()
    download = given(app, "items")["download"]
    assert download["name"] == "Two towns a bridge.md"
    content = base64.b64decode(download["content"]).decode()
    assert content == caravan("report", "--home", space.corpus.home).out
    app.run()
    assert given(app, "items")["download"] is None


def test_a_bibliography_of_nothing_cannot_be_downloaded(
    space: Workspace, open_page: OpenPage
) -> None:
    collect(space, ask(space, UNKNOWN))
    app = open_page(Name.REPORT)
    assert not app.button("report-download").disabled
    app.selectbox("report-format").set_value(Format.BIBTEX).run()
    assert app.button("report-download").disabled
    (notice,) = given(app, "nothing-cited")["notices"]
    assert "Nothing is cited" in notice["text"]


def test_another_s_report_is_not_shown(space: Workspace, open_page: OpenPage) -> None:
    collect(space, ask(space), owner="https://accounts.test#1")
    with pytest.raises(KeyError):
        given(open_page(Name.REPORT), "items")


# Collecting, from other pages.


def collecting(kind: str, content: dict[str, object]) -> None:
    """Collect, as a page does."""
    import streamlit as st

    from ui.web import visit, workspace
    from ui.web.report.collecting import collect_answer, collect_quote, collected_keys

    space = workspace.current()
    here = visit.current(space.answers, "ana")
    {"quote": collect_quote, "answer": collect_answer}[kind](space, here, content)
    st.session_state["keys"] = collected_keys(space, here)


def test_what_is_collected_is_told_and_known_by_its_key(space: Workspace) -> None:
    answer = ask(space)
    quote = answer["citations"][0]
    told = []
    for kind, content in (
        ("quote", quote),
        ("quote", quote | {"number": None, "highlight": None}),
        ("answer", answer),
        ("answer", answer),
    ):
        app = AppTest.from_function(collecting, args=(kind, content)).run()
        assert not app.exception
        told += [toast.value for toast in app.toast]
    assert told == ["Added to the report", "Already in the report"] * 2
    assert [item.kind for item in kept(space, "ana")] == ["quote", "answer"]
    assert kept(space) == []
    assert app.session_state["keys"] == {key_of("quote", quote), key_of("answer", answer)}
