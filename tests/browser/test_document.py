"""A source is read beside its answer and on its own page: quotes, versions, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import LONG_QUOTE, Ferry
from tests.browser.conftest import Command
from tests.browser.pages.document import Document
from tests.browser.pages.report import Report
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG_TITLE = "The record of the steppe posts"
LINK = "navigator.clipboard.readText()"


def listed(command: Command, server: Server, title: str) -> dict[str, Any]:
    """Return what the corpus knows of the document whose title begins so."""
    (found,) = [
        one
        for one in command(server.home, "documents")["documents"]
        if one["title"].startswith(title)
    ]
    return dict(found)


def place(document: dict[str, Any], text: str, words: str) -> dict[str, str]:
    """Return the address of words in a document's text."""
    start = text.index(words)
    return {"document": document["id"], "start": str(start), "end": str(start + len(words))}


def test_going_back_from_asking_about_it_leads_to_it(
    page: Page, shared: Server, command: Command
) -> None:
    known, app = listed(command, shared, LONG_TITLE), App(page, shared.url)
    document = Document(app).open({"document": known["id"]})
    app.still(app.button("Ask about it")).click()
    expect(app.button(f"Remove filter: article: {known['title']}")).to_be_visible()
    page.go_back()
    expect(document.heading).to_contain_text(LONG_TITLE)
    page.go_forward()
    expect(app.button(f"Remove filter: article: {known['title']}")).to_be_visible()


def test_a_link_to_a_quote_opens_the_document_there(
    page: Page, new_page: Callable[..., Page], shared: Server, command: Command
) -> None:
    known = listed(command, shared, LONG_TITLE)
    text = command(shared.home, "show", known["id"])["text"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    document = Document(App(page, shared.url)).open(place(known, text, LONG_QUOTE))
    expect(document.heading).to_contain_text(LONG_TITLE)
    document.expect_quote(LONG_QUOTE)
    assert document.text.text_content() == text
    document.tool("Copy link").click()
    expect(document.tool("Copied")).to_be_visible()
    link = str(page.evaluate(LINK))
    document.tool("Copy quote").click()
    page.wait_for_function(f"async () => (await {LINK}).includes('Steppe Office')")
    assert str(page.evaluate(LINK)).startswith(f"“{LONG_QUOTE}”\n")

    narrow = Document(App(new_page(width=390, height=844), shared.url))
    narrow.open(dict(parse_qsl(urlsplit(link).query)))
    narrow.expect_quote(LONG_QUOTE)
    assert narrow.app.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_all_quotes_of_an_answer_are_stepped_through_beside_it(app: App) -> None:
    app.ask("What is the Belt and Road Initiative?")
    app.open_chip_and_source()
    first_quote, second_quote = app.opened.locator("blockquote").all_text_contents()
    document = Document(app)
    expect(document.where).to_have_text("Quote 1 of 2")
    document.expect_quote(first_quote)
    expect(document.quotes_beside).to_have_text(second_quote)
    expect(document.tool("Previous quote")).to_be_disabled()
    first = app.parameters

    app.page.keyboard.press("n")
    expect(document.where).to_have_text("Quote 2 of 2")
    document.expect_quote(second_quote)
    app.page.wait_for_url(lambda _: app.parameters["start"] != first["start"])
    app.page.reload()
    expect(document.where).to_have_text("Quote 2 of 2")
    document.tool("Previous quote").click()
    document.expect_quote(first_quote)
    app.page.wait_for_url(lambda _: app.parameters == first)

    app.source.get_by_role("link", name="Whole page").click()
    expect(document.heading).to_be_visible()
    document.expect_quote(first_quote)
    document.turn("Cited by")
    app.page.get_by_role("list", name="Answers that cite this document").get_by_role(
        "button"
    ).first.click()
    expect(app.questions).to_have_text(["What is the Belt and Road Initiative?"])


def test_on_a_narrow_screen_the_source_keeps_the_keyboard_and_gives_it_back(
    new_page: Callable[..., Page], shared: Server
) -> None:
    app = App(new_page(width=390, height=844), shared.url).open()
    app.ask("What is the Eurasian Economic Union?")
    app.chips.first.focus()
    app.page.keyboard.press("Enter")
    app.beneath_quote("Open in source").focus()
    app.page.keyboard.press("Enter")
    document = Document(app)
    expect(app.page.get_by_role("dialog")).to_be_visible()
    expect(app.mark.first).to_be_in_viewport(ratio=1)
    app.page.wait_for_function("document.activeElement.shadowRoot?.activeElement !== null")
    for key in ["Tab"] * 9 + ["Shift+Tab"] * 12:
        app.page.keyboard.press(key)
        assert document.focus_is_inside()
    app.page.keyboard.press("Escape")
    expect(app.source).to_have_count(0)
    expect(app.beneath_quote("Open in source")).to_be_focused()


def test_selected_words_go_into_the_report(page: Page, shared: Server, command: Command) -> None:
    known = listed(command, shared, LONG_TITLE)
    document = Document(App(page, shared.url)).open({"document": known["id"]})
    expect(document.where).to_have_text("Select words to quote them")
    words = "Page 3 of the record tells of the weather at post 3."  # behind camels and telescopes
    document.select(words)
    expect(document.where).to_have_text("12 words selected")
    document.tool("Add selection").click()
    expect(document.tool("In the report")).to_be_visible()
    report = Report(page, shared.url).open()
    expect(report.item(words)).to_be_visible()
    expect(report.marks).to_have_count(0)


def test_a_figure_that_is_selected_in_part_is_quoted_whole(
    page: Page, shared: Server, command: Command
) -> None:
    known = listed(command, shared, "Kazakhstan, the largest producer of uranium")
    document = Document(App(page, shared.url)).open({"document": known["id"]})
    document.select("1,22")
    expect(document.where).to_have_text("1 word selected")
    document.tool("Add selection").click()
    expect(document.tool("In the report")).to_be_visible()
    expect(Report(page, shared.url).open().item("21,227")).to_be_visible()


def test_what_changed_is_seen_and_a_removed_document_comes_back(
    page: Page, workshop: Server, command: Command, tmp_path: Path
) -> None:
    before, after = Ferry("Zennor", "3 March 1974"), Ferry("Zennor", "5 May 1975")
    for ferry in (before, after):
        for name, text in ferry.file.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        command(workshop.home, "ingest", tmp_path)
    id_ = listed(command, workshop, before.title)["id"]
    shown = command(workshop.home, "show", id_)
    (earlier,) = [one["version"] for one in shown["versions"] if not one["current"]]
    text = command(workshop.home, "show", id_, "--version", earlier)["text"]
    address = place({"id": id_}, text, before.quote) | {"version": earlier}

    document = Document(App(page, workshop.url)).open(address)
    document.expect_quote(before.quote)
    expect(document.status).to_have_text("Earlier version")
    expect(document.notices).to_contain_text("The quoted words no longer stand")
    document.app.still(document.app.button("See what changed")).click()
    expect(document.removed).to_contain_text(["3 March 1974"])
    expect(document.added).to_contain_text(["5 May 1975"])
    document.app.still(document.app.button("Open the current version")).click()
    expect(document.text).to_contain_text(after.quote)
    expect(document.status).to_have_count(0)

    document.app.still(document.app.button("Remove")).click()
    expect(document.status).to_have_text("Removed")
    assert id_ not in {one["id"] for one in command(workshop.home, "documents")["documents"]}
    page.reload()
    document.app.still(document.app.button("Bring back")).click()
    expect(document.status).to_have_count(0)
    assert id_ in {one["id"] for one in command(workshop.home, "documents")["documents"]}
