"""Passages in the browser: found and marked, limited, collected, opened, copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import Command
from tests.browser.pages.passages import Passages
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

NARROW = {"width": 390, "height": 844}
TITLE = "<img src=x onerror='window.ran=1'> **Quaggas** :red[graze]"
PUBLISHER = "<b>Veldt</b> *Post* :material/home:"
TEXT = "Two quaggas were grazing by the kloof <script>window.ran=1</script> when rains came."
QUERY = "quagga grazes"
_SMALLEST = """(buttons) => Math.min(...buttons.map((one) => one.getBoundingClientRect().height))"""
_WIDTHS = "() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"


def test_a_search_is_marked_limited_and_freed_again(
    page: Page, workshop: Server, command: Command, tmp_path: Path
) -> None:
    article = tmp_path / "quaggas.md"
    head = f'title: "{TITLE}"\npublisher: "{PUBLISHER}"\ndate: 1871-05-04'
    article.write_text(f"---\n{head}\n---\n{TEXT}\n", encoding="utf-8")
    command(workshop.home, "ingest", article)
    passages = Passages(page, workshop.url).open()
    passages.search(QUERY)
    expect(passages.titles.first).to_have_text(TITLE)
    expect(passages.texts.first).to_have_text(TEXT)
    expect(passages.texts.first.locator("mark")).to_have_text(["quaggas", "grazing"])

    passages.open_filters()
    passages.choose("Publisher", "veldt")
    expect(passages.chip("publisher: veldt")).to_be_visible()
    passages.choose("Article", "**Quaggas**")
    passages.chip(f"article: {TITLE}").wait_for()
    passages.close_filters()
    expect(passages.matches).to_contain_text("1 of ")
    expect(passages.heading).to_have_text("1 passage")

    page.reload()
    expect(passages.chip(f"article: {TITLE}")).to_be_visible()
    expect(passages.heading).to_have_text("1 passage")
    page.go_back()
    expect(passages.chip(f"article: {TITLE}")).to_have_count(0)
    expect(passages.chip("publisher: veldt")).to_be_visible()
    page.go_forward()
    expect(passages.chip(f"article: {TITLE}")).to_be_visible()

    passages.chip("publisher: veldt").press("Enter")
    expect(passages.chip("publisher: veldt")).to_have_count(0)
    assert TITLE in passages.focused()
    page.keyboard.press("Enter")
    expect(passages.matches).to_contain_text("All ")
    expect(passages.titles.nth(9)).to_be_visible()
    assert page.evaluate("window.ran") is None

    passages.open_filters()
    passages.choose("Publisher", "nobody at all")
    passages.chip("publisher: nobody at all").wait_for()
    passages.close_filters()
    expect(passages.matches).to_contain_text("No article matches these filters.")
    expect(passages.titles).to_have_count(0)


def test_a_passage_is_collected_for_the_report(page: Page, shared: Server) -> None:
    passages = Passages(page, shared.url).open("Who mediated at the Khujand summit?")
    quote = passages.texts.first.text_content() or ""
    passages.button("Add to report").press("Enter")
    expect(page.get_by_text("Added to the report")).to_be_visible()
    expect(passages.button("In the report")).to_be_visible()
    assert "In the report" in passages.focused()
    page.reload()
    expect(passages.button("In the report")).to_be_visible()
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_text(quote[:60]).first).to_be_visible()


def test_a_passage_is_opened_at_its_place_and_left_again(page: Page, shared: Server) -> None:
    passages = Passages(page, shared.url).open()
    passages.search("transport corridors across the Caspian")
    passages.open_filters()
    passages.choose("Language", "English")
    passages.chip("in English").wait_for()
    passages.close_filters()
    page.get_by_role("button", name="Newest first").click()
    expect(page.get_by_role("button", name="Newest first")).to_have_attribute(
        "aria-pressed", "true"
    )
    title = passages.titles.first.text_content() or ""
    text = passages.texts.first.text_content() or ""
    passages.button("Open").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    mark = page.locator("mark").first
    expect(mark).to_be_in_viewport()
    assert text.startswith(mark.text_content() or "?")
    page.go_back()
    expect(passages.field).to_have_value("transport corridors across the Caspian")
    expect(passages.titles.first).to_have_text(title)
    page.reload()
    expect(passages.field).to_have_value("transport corridors across the Caspian")
    expect(passages.chip("in English")).to_be_visible()


def test_a_link_to_a_search_in_a_narrow_window(
    new_page: Callable[..., Page], shared: Server
) -> None:
    page = new_page(**NARROW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    passages = Passages(page, shared.url).open("uranium exports")
    expect(passages.titles).to_have_count(10)
    expect(passages.marks.first).to_be_visible()
    wide, window = page.evaluate(_WIDTHS)
    assert wide <= window
    buttons = page.locator("li.passage button:not(.title), .order")
    assert buttons.evaluate_all(_SMALLEST) >= 24

    passages.button("Copy").click()
    expect(passages.button("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert " ".join((passages.texts.first.text_content() or "").split()) in copied
    assert passages.titles.first.text_content() in copied

    page.get_by_role("button", name="Show 10 more").click()
    expect(passages.titles).to_have_count(20)
