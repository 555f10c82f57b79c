"""An address that is wrong is told plainly, and the app goes on working."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.server import Server
from tests.ui.cli import caravan

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "What is the Global Gateway?"
HOSTILE = "<img src=x onerror='window.ran=1'>`:red[x]`'; DROP TABLE documents; --\x00\n../../x"
LARGE = "9" * 5000


@pytest.fixture
def app(page: Page, shared: Server) -> App:
    """Return the shared corpus's app, not yet opened."""
    return App(page, shared.url)


def expect_no_surprise(app: App) -> None:
    expect(app.page.locator("[data-testid=stException]")).to_have_count(0)
    expect(app.page.get_by_text("Something went wrong")).to_have_count(0)
    expect(app.page.get_by_text("Traceback")).to_have_count(0)
    assert app.page.evaluate("window.ran") is None


def expect_to_go_on(app: App) -> None:
    """Expect that a question is answered in whatever is open."""
    expect_no_surprise(app)
    app.ask(QUESTION)
    expect(app.chips.first).to_be_visible()
    expect_no_surprise(app)


@pytest.mark.parametrize("conversation", ["0123456789ab", HOSTILE, LARGE])
def test_a_conversation_that_does_not_exist(app: App, conversation: str) -> None:
    app.open({"conversation": conversation})
    expect(app.errors).to_contain_text("conversation")
    expect_to_go_on(app)


@pytest.mark.parametrize("document", ["0123456789ab", HOSTILE, LARGE])
def test_a_document_that_does_not_exist(app: App, document: str) -> None:
    app.open({"document": document, "version": document, "start": "0", "end": "9"})
    expect(app.errors).to_contain_text("document")
    expect(app.source).to_have_count(0)
    expect_to_go_on(app)


def test_a_document_that_does_not_exist_leaves_a_narrow_page_usable(
    new_page: Callable[..., Page], shared: Server
) -> None:
    app = App(new_page(width=390, height=844), shared.url).open({"document": "nope"})
    expect(app.errors).to_contain_text("document")
    app.still(app.examples.first).click()
    expect(app.chips.first).to_be_visible()
    assert "document" not in app.parameters


def test_a_version_that_does_not_exist(app: App, shared: Server) -> None:
    app.open({"document": a_document(shared), "version": HOSTILE, "start": "0", "end": "9"})
    expect(app.errors).to_contain_text("document")
    expect_to_go_on(app)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("5", "99999999"),
        ("99999998", "99999999"),
        ("9", "3"),
        ("-5", "-1"),
        ("one", "2"),
        ("1e1", "0x20"),
        ("", ""),
        (LARGE, LARGE + "9"),
        ("1" + "0" * 100, "2" + "0" * 100),
        (HOSTILE, HOSTILE),
    ],
)
def test_a_quote_that_cannot_be_there_opens_the_whole_document(
    app: App, shared: Server, start: str, end: str
) -> None:
    document = a_document(shared)
    app.open({"document": document, "start": start, "end": end})
    shown = caravan("--home", shared.home, "show", document, "--json").json
    expect(app.source.locator(".title")).to_have_text(shown["title"])
    assert app.source.locator(".page").text_content() == shown["text"]
    expect(app.mark).to_have_count(0)
    expect_no_surprise(app)


@pytest.mark.parametrize(
    "query", ["document=%00", "conversation=%ff%fe", "document=%ed%a0%80", "%=%&&=&document"]
)
def test_an_address_that_cannot_be_read(app: App, query: str) -> None:
    app.open(query)
    expect_to_go_on(app)


def a_document(server: Server) -> str:
    listed = caravan("--home", server.home, "documents", "--json").json["documents"]
    return str(listed[0]["id"])
