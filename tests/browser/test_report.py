"""Collect, put in order, comment on, and take away: the report, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command
from tests.browser.pages.report import Report
from tests.browser.server import Server
from vectorstore import Corpus, StoreSettings, basket

if TYPE_CHECKING:
    from playwright.sync_api import Page

FREIGHT = "How much freight was carried on the Middle Corridor in 2024?"
SUMMIT = "Where was the first summit of the European Union and Central Asia held?"
HOSTILE = '<img src="https://evil.test/x.png" onerror="alert(1)"> *a* [b](https://evil.test)'


@pytest.fixture(scope="module")
def desk(serve_sample: Callable[[], Server]) -> Server:
    """Serve a corpus whose report is these tests' own."""
    return serve_sample()


@pytest.fixture
def fill(desk: Server) -> Callable[..., None]:
    """Return a function that makes quotes and answers all that the report holds."""

    def fill(*contents: dict[str, Any]) -> None:
        corpus = Corpus.open(StoreSettings(home=desk.home))
        with corpus.database.write() as connection:
            ids = [item.id for item in basket.list_items(connection)]
            basket.remove_items(connection, ids)
            for content in contents:
                kind = "answer" if "sentences" in content else "quote"
                item = basket.add_item(connection, kind, content)
                basket.annotate_item(connection, item.id, "")
        corpus.close()

    return fill


@pytest.fixture
def report(page: Page, desk: Server) -> Report:
    return Report(page, desk.url)


@pytest.fixture(scope="module")
def freight(desk: Server, command: Command) -> dict[str, Any]:
    """Return an answer with a quote on freight."""
    return dict(command(desk.home, "ask", FREIGHT))


@pytest.fixture(scope="module")
def summit(desk: Server, command: Command) -> dict[str, Any]:
    """Return an answer with a quote on a summit."""
    return dict(command(desk.home, "ask", SUMMIT))


def test_what_is_collected_from_an_answer_is_ordered_commented_on_and_opened_in_word(
    page: Page,
    desk: Server,
    report: Report,
    fill: Callable[..., None],
    summit: dict[str, Any],
    tmp_path: Path,
) -> None:
    fill(summit["citations"][0])
    app = App(page, desk.url).open()
    app.ask(FREIGHT)
    app.still(app.beneath_answer("Add to report")).click()
    expect(app.beneath_answer("In the report")).to_be_visible()
    page.get_by_role("link", name="Report").click()
    expect(report.items).to_have_count(2)
    quote = summit["citations"][0]["quote"]
    expect(report.items.first).to_contain_text(quote)

    report.write(quote, "Check the *date*.\nThen the place.")
    report.entitle("Trade & talks")
    up = report.button(FREIGHT, "Move up")
    up.focus()
    up.press("Enter")
    expect(report.items.first).to_contain_text(FREIGHT)
    assert report.focused() == f"Move down: the answer to {FREIGHT}, 1 of 2"
    page.reload()
    expect(report.items.first).to_contain_text(FREIGHT)
    expect(report.comment(quote)).to_have_value("Check the *date*.\nThen the place.")

    file = report.download("Word", tmp_path)
    assert file.name == "Trade talks.docx"
    told = docx.Document(str(file))
    paragraphs = [paragraph.text for paragraph in told.paragraphs]
    assert paragraphs[0] == "Trade & talks"
    places = [
        paragraphs.index(each)
        for each in (FREIGHT, "Quotes", quote, "Comment: Check the *date*.\nThen the place.")
    ]
    assert places == sorted(places)
    (notes,) = (part for part in told.part.package.iter_parts() if "footnotes" in part.partname)
    assert notes.blob.count(b"<w:footnoteRef/>") == 2
    assert summit["citations"][0]["document"]["title"] in notes.blob.decode()


def test_items_are_dragged_and_moved_by_keyboard(
    report: Report,
    fill: Callable[..., None],
    freight: dict[str, Any],
    summit: dict[str, Any],
) -> None:
    first, second = freight["citations"][0], summit["citations"][0]
    fill(first, second, freight)
    report.open()
    expect(report.items).to_have_count(3)
    report.drag(FREIGHT, before=second["quote"])
    expect(report.items.nth(1)).to_contain_text(FREIGHT)
    expect(report.items.nth(1)).to_contain_text("[2]")  # numbered anew
    report.item(second["quote"]).get_by_role("link").first.focus()
    report.page.keyboard.press("Alt+ArrowUp")
    expect(report.items.nth(1)).to_contain_text(second["quote"])
    assert report.focused() == second["document"]["title"]
    report.page.reload()
    expect(report.items.nth(1)).to_contain_text(second["quote"])
    expect(report.items.nth(2)).to_contain_text(FREIGHT)


def test_what_is_removed_comes_back(
    report: Report, fill: Callable[..., None], freight: dict[str, Any], summit: dict[str, Any]
) -> None:
    quote = summit["citations"][0]
    fill(freight["citations"][0], quote, freight)
    report.open()
    report.comment(quote["quote"]).fill("Written just before.")
    report.button(quote["quote"], "Remove").press("Enter")
    expect(report.items).to_have_count(2)
    expect(report.undo).to_be_focused()
    report.page.keyboard.press("Enter")
    expect(report.items.nth(1)).to_contain_text(quote["quote"])
    expect(report.comment(quote["quote"])).to_have_value("Written just before.")
    expect(report.undo).to_have_count(0)
    assert report.focused().startswith("Remove: the quote from ")

    report.page.get_by_role("button", name="Remove all").click()
    expect(report.items).to_have_count(0)
    expect(report.page.get_by_text("Removed 3 items")).to_be_visible()
    expect(report.page.get_by_role("link", name="Search passages")).to_be_visible()
    report.undo.click()
    expect(report.items).to_have_count(3)


def test_a_quote_whose_source_has_changed_is_marked_and_leads_to_what_changed(
    report: Report,
    fill: Callable[..., None],
    desk: Server,
    command: Command,
    tmp_path: Path,
) -> None:
    article = tmp_path / "quay.md"
    first = "The quay of Larkmouth is 212 metres long."
    article.write_text(f"# The quay of Larkmouth\n\n{first} It was built in 1931.\n")
    command(desk.home, "ingest", article)
    answer = command(desk.home, "ask", "How long is the quay of Larkmouth?")
    quote = answer["citations"][0]
    assert quote["quote"] == first
    fill(quote, answer)
    report.open()
    expect(report.items).to_have_count(2)
    expect(report.marks).to_have_count(0)

    article.write_text(f"# The quay of Larkmouth\n\nIt was built in 1932. {first}\n")
    command(desk.home, "ingest", article)
    report.page.reload()
    expect(report.marks).to_contain_text(["the quoted words still stand there"] * 2)
    article.write_text("# The quay of Larkmouth\n\nIt was built in 1932. It is 300 metres long.\n")
    command(desk.home, "ingest", article)
    report.page.reload()
    expect(report.marks).to_contain_text(["the quoted words no longer stand there"] * 2)
    for mark in report.marks.all():
        expect(mark).to_be_visible()
    written = report.download("Plain text", tmp_path).read_text()
    assert "the quoted words no longer stand there" in " ".join(written.split())
    report.page.get_by_role("link", name="See what changed").first.click()
    report.page.wait_for_url("**/document?**")
    assert f"version={quote['document']['version']}" in report.page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_sources_say_is_shown_as_text_and_fits_a_phone(
    new_page: Callable[..., Page],
    fill: Callable[..., None],
    desk: Server,
    freight: dict[str, Any],
    scheme: str,
) -> None:
    quote = freight["citations"][0]
    hostile = quote | {
        "quote": f"{HOSTILE} {'x' * 200}",
        "start": 0,
        "end": 1,
        "document": quote["document"] | {"title": HOSTILE, "author": HOSTILE, "publisher": HOSTILE},
    }
    told = freight | {
        "question": HOSTILE,
        "sentences": [
            {"text": HOSTILE, "citations": [1], "verified": False, "problems": [HOSTILE]}
        ],
        "citations": [hostile | {"number": 1}],
    }
    fill(hostile, told)
    report = Report(new_page(width=390, height=844, color_scheme=scheme), desk.url).open()
    expect(report.items).to_have_count(2)
    report.items.nth(1).locator("summary").click()
    report.button(HOSTILE, "Remove").last.click()
    expect(report.undo).to_be_visible()
    for element in ("img", "em", "mark"):
        expect(report.page.locator(f".component {element}")).to_have_count(0)
    main = report.page.locator(".stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
