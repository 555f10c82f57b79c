"""The page of a document: its text at a quote, its versions, what cites it, what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ui.web.conftest import OpenPage, given, noticed, press, tell
from ui.web.document.quoting import LONGEST_QUOTE
from ui.web.navigation import Name
from ui.web.workspace import Workspace
from vectorstore import Filters, StoredDocument, basket, catalogue

TUNNEL = """---
title: The tunnel <b>of</b> **Ulverston**
date: 2024-05-01
publisher: Lakes Herald
---
The tunnel is 310 metres long. It was dug by 200 miners.

“It will reopen in 2026,” said the mayor.
"""
REBUILT = TUNNEL.replace("310", "301").replace("2024-05-01", "2024-06-02")
LENGTH = "The tunnel is 310 metres long."
QUESTION = "How long is the bridge over the Lune?"
MINERS = "It was dug by 200 miners."


@pytest.fixture
def tunnel(empty_space: Workspace, tmp_path: Path) -> StoredDocument:
    """Add an article, change it, and return its first version."""
    file = tmp_path / "tunnel.md"
    for text in (TUNNEL, REBUILT):
        file.write_text(text, encoding="utf-8")
        ingest(empty_space.corpus, HashedEmbedder(), [str(file)])
    (listed,) = read(empty_space, catalogue.list_documents)
    current = stored(empty_space, listed.ref.id)
    (first,) = [one.version for one in current.versions if not one.current]
    return stored(empty_space, listed.ref.id, first)


def read(space: Workspace, ask: Any, *arguments: object) -> Any:
    with space.corpus.database.read() as connection:
        return ask(connection, *arguments)


def stored(space: Workspace, id_: str, version: str | None = None) -> StoredDocument:
    found: StoredDocument = read(space, catalogue.get_document, id_, version)
    return found


def titled(space: Workspace, words: str) -> StoredDocument:
    (id_,) = [
        one.ref.id
        for one in read(space, catalogue.list_documents)
        if words in one.ref.metadata.title
    ]
    return stored(space, id_)


def at(document: StoredDocument, words: str, version: bool = True) -> dict[str, str]:
    """Return the address of `words` in a document."""
    start = document.text.index(words)
    address = {"document": document.ref.id, "start": str(start), "end": str(start + len(words))}
    return address | ({"version": document.ref.version} if version else {})


def text_of(app: AppTest) -> dict[str, Any]:
    return given(app, "document-text")


# What the address names.


def test_without_a_document_the_way_to_the_corpus_is_shown(
    space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.DOCUMENT)
    assert "No document is open" in noticed(app, "no-document")
    assert [link.proto.label for link in app.get("page_link")] == ["The documents of the corpus"]


@pytest.mark.parametrize("id_", ["nonesuch", "*", "0" * 5000, "<b>"])
def test_a_document_that_is_not_there(space: Workspace, open_page: OpenPage, id_: str) -> None:
    app = open_page(Name.DOCUMENT, document=id_)
    assert "not in the corpus" in noticed(app, "no-document")
    assert not app.exception


def test_a_version_that_is_not_there_leads_to_the_current_one(
    space: Workspace, open_page: OpenPage
) -> None:
    bridge = titled(space, "bridge")
    app = open_page(Name.DOCUMENT, document=bridge.ref.id, version="beef")
    assert "no such version" in noticed(app, "no-document")
    link, _ = (one.proto for one in app.get("page_link"))
    assert (link.label, link.query_string) == (
        "Its current version",
        f"document={bridge.ref.id}",
    )


def test_a_document_is_shown_whole_at_its_quote(space: Workspace, open_page: OpenPage) -> None:
    bridge = titled(space, "bridge")
    app = open_page(Name.DOCUMENT, **at(bridge, "340 metres"))
    shown = text_of(app)
    assert shown["text"] == bridge.text
    (start, end) = shown["quote"]
    assert bridge.text[start:end] == "340 metres"
    assert shown["quotes"] == [[start, end]]
    heading = given(app, "document-heading")
    assert heading["title"] == "A bridge for two towns"
    assert heading["origin"] == "Ana Reis · Lune Gazette · 17 June 2025"
    assert heading["url"] == "https://gazette.test/bridge"
    assert heading["status"] == ""
    assert heading["sources"] == list(bridge.sources)
    assert heading["facts"][:3] == ["English", "36 words", "1 passage"]


def test_a_title_is_text_and_no_markup(tunnel: StoredDocument, open_page: OpenPage) -> None:
    app = open_page(Name.DOCUMENT, document=tunnel.ref.id)
    assert given(app, "document-heading")["title"] == "The tunnel <b>of</b> **Ulverston**"
    drawn = [*app.title, *app.markdown, *app.caption, *app.subheader]
    assert not any("Ulverston" in one.value for one in drawn)


def test_a_quote_behind_the_end_is_told(space: Workspace, open_page: OpenPage) -> None:
    bridge = titled(space, "bridge")
    app = open_page(Name.DOCUMENT, document=bridge.ref.id, start="5", end="99999")
    assert "ends before the quote" in noticed(app, "no-quote")
    assert text_of(app)["quote"] is None


# Versions.


def test_an_earlier_version_says_whether_its_words_still_stand(
    tunnel: StoredDocument, open_page: OpenPage
) -> None:
    app = open_page(Name.DOCUMENT, **at(tunnel, MINERS))
    assert "still stand in the current version" in noticed(app, "earlier")
    assert given(app, "document-heading")["status"] == "Earlier version"
    app = open_page(Name.DOCUMENT, **at(tunnel, LENGTH))
    assert "no longer stand" in noticed(app, "earlier")
    app = open_page(Name.DOCUMENT, document=tunnel.ref.id, version=tunnel.ref.version)
    assert "words" not in noticed(app, "earlier")


def test_from_an_earlier_version_to_the_same_words_in_the_current_one(
    tunnel: StoredDocument, empty_space: Workspace, open_page: OpenPage
) -> None:
    app = press(open_page(Name.DOCUMENT, **at(tunnel, MINERS)), "Open the current version")
    current = stored(empty_space, tunnel.ref.id)
    assert app.query_params == at(current, MINERS, version=False)
    assert text_of(app)["text"] == current.text
    with pytest.raises(KeyError):
        given(app, "earlier")


def test_what_changed_is_marked(tunnel: StoredDocument, open_page: OpenPage) -> None:
    app = press(open_page(Name.DOCUMENT, **at(tunnel, LENGTH)), "See what changed")
    changes = given(app, "changes")
    assert changes["facts"] == [["Published", "1 May 2024", "2 June 2024"]]
    pieces = [piece for hunk in changes["hunks"] for piece in hunk["pieces"]]
    assert [piece for piece in pieces if piece["kind"] != "same"] == [
        {"kind": "removed", "text": "310 "},
        {"kind": "added", "text": "301 "},
    ]
    app.selectbox[0].set_value(app.selectbox[1].value).run()
    assert "not the same" in app.markdown[-1].value


def test_a_version_is_opened_from_the_list(tunnel: StoredDocument, open_page: OpenPage) -> None:
    app = open_page(Name.DOCUMENT, document=tunnel.ref.id, show="Versions")
    entries = given(app, "versions")["entries"]
    assert [(one["title"], one["mark"], one["is_open"]) for one in entries] == [
        ("Version 2", "current", True),
        ("Version 1", "", False),
    ]
    tell(app, "versions", "open", 1)
    assert app.query_params == {"document": tunnel.ref.id, "version": tunnel.ref.version}
    assert text_of(app)["text"] == tunnel.text


def test_a_document_that_never_changed_says_so(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.DOCUMENT, document=titled(space, "bridge").ref.id, show="Versions")
    assert "has not changed" in app.markdown[-1].value


# What is done with it.


def test_selected_words_go_into_the_report_exactly(
    tunnel: StoredDocument, empty_space: Workspace, open_page: OpenPage
) -> None:
    current = stored(empty_space, tunnel.ref.id)
    app = open_page(Name.DOCUMENT, document=current.ref.id)
    words = "It will reopen in 2026"
    start = current.text.index(words)
    tell(app, "document-text", "collect", [start, start + len(words)])
    (item,) = read(empty_space, basket.list_items)
    quote = item.content
    assert (item.kind, quote["quote"], quote["number"]) == ("quote", words, None)
    assert current.text[quote["start"] : quote["end"]] == words
    assert quote["document"] == current.ref.as_json()
    assert quote["attribution"]["source"] == "the mayor"
    (passage,) = read(empty_space, catalogue.get_passages, [quote["passage_id"]]).values()
    assert passage.start <= start < passage.end
    assert text_of(app)["collected"] == [[start, start + len(words)]]


def test_words_of_an_earlier_version_have_no_passage(
    tunnel: StoredDocument, empty_space: Workspace, open_page: OpenPage
) -> None:
    app = open_page(Name.DOCUMENT, **at(tunnel, LENGTH))
    tell(app, "document-text", "collect", text_of(app)["quote"])
    (item,) = read(empty_space, basket.list_items)
    assert (item.content["quote"], item.content["passage_id"]) == (LENGTH, "")


@pytest.mark.parametrize("value", [None, 7, "all", [], [3], [3, 3], [-1, 4], [0, 10**9], [0.5, 2]])
def test_a_range_that_is_none_collects_nothing(
    space: Workspace, open_page: OpenPage, value: object
) -> None:
    app = open_page(Name.DOCUMENT, document=titled(space, "bridge").ref.id)
    tell(app, "document-text", "collect", value)
    assert not app.exception
    assert read(space, basket.count_items) == 0


def test_too_long_a_quote_is_refused(
    empty_space: Workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("All the winds of the year\n\n" + "The wind blew. " * 500, encoding="utf-8")
    ingest(empty_space.corpus, HashedEmbedder(), [str(file)])
    app = open_page(Name.DOCUMENT, document=titled(empty_space, "winds").ref.id)
    tell(app, "document-text", "collect", [0, LONGEST_QUOTE + 1])
    assert "at most 5,000" in noticed(app, "collect-error")
    assert read(empty_space, basket.count_items) == 0


def test_it_is_removed_and_brought_back(space: Workspace, open_page: OpenPage) -> None:
    bridge = titled(space, "bridge").ref.id
    app = press(open_page(Name.DOCUMENT, document=bridge), "Remove")
    assert bridge not in {one.ref.id for one in read(space, catalogue.list_documents)}
    assert "Removed from the corpus on" in noticed(app, "removed")
    assert given(app, "document-heading")["status"] == "Removed"
    assert next(one for one in app.button if one.label == "Ask about it").disabled
    press(app, "Bring back")
    assert bridge in {one.ref.id for one in read(space, catalogue.list_documents)}
    assert given(app, "document-heading")["status"] == ""


def test_it_is_asked_about_alone(space: Workspace, open_page: OpenPage) -> None:
    bridge = titled(space, "bridge").ref.id
    app = press(open_page(Name.DOCUMENT, document=bridge), "Ask about it")
    visit = app.session_state["visit"]
    assert visit.filters == Filters(document=bridge)
    assert visit.talk.conversation is None


@pytest.mark.usefixtures("fixed_answers")
def test_answers_that_cite_it_are_listed_and_opened(space: Workspace, open_page: OpenPage) -> None:
    answer, id_ = space.assistant.ask(QUESTION, conversation="new")
    cited = answer.citations[0].document.id
    app = open_page(Name.DOCUMENT, document=cited, show="Cited by")
    (entry,) = given(app, "citing")["entries"]
    assert entry["title"] == QUESTION
    tell(app, "citing", "open", 0)
    assert app.session_state["visit"].talk.conversation == id_
    assert app.query_params == {"conversation": id_}


def test_a_document_that_no_answer_cites_says_so(space: Workspace, open_page: OpenPage) -> None:
    app = open_page(Name.DOCUMENT, document=titled(space, "bridge").ref.id, show="Cited by")
    assert "No answer cites" in app.markdown[-1].value
