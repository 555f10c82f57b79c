"""The page Corpus: articles are added, found, opened, taken out and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import Ferry
from tests.browser.conftest import Serve
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAST = "Work begins on the China-Kyrgyzstan-Uzbekistan railway"
"""The last of the sample's titles."""


def test_what_is_dropped_on_the_page_is_one_click_from_its_question(workshop_app: App) -> None:
    ferry, corpus = Ferry("Alnmouth"), workshop_app.corpus.turn()
    ((name, text),) = ferry.file.items()
    corpus.drop(name, text)
    assert "Alnmouth.md was added" in corpus.told()
    expect(corpus.titles.first).to_have_text(ferry.title)
    workshop_app.still(corpus.run.get_by_role("button", name="Ask about it")).click()
    answer = workshop_app.ask(ferry.question)
    expect(answer.locator(".text")).to_contain_text(ferry.quote)


def test_an_address_of_this_machine_is_refused_and_tells_why(workshop_app: App) -> None:
    corpus = workshop_app.corpus.turn()
    corpus.add_addresses("example.org/article")
    expect(workshop_app.errors).to_contain_text("“example.org/article” is no web address.")
    expect(workshop_app.errors).to_contain_text("it begins with http:// or https://")
    address = f"{workshop_app.url}/secret"
    workshop_app.page.get_by_label("Addresses, one a line").fill(address)
    workshop_app.page.get_by_role("button", name="Add", exact=True).click()
    told = corpus.told()
    assert f"{address} was not added. 127.0.0.1 is not on the public internet" in told
    corpus.show("Not added")
    row = corpus.rows.filter(has_text=address)
    expect(row).to_contain_text("127.0.0.1 is not on the public internet")
    corpus.choose_row(address)
    corpus.act("Forget")
    expect(row).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_table_is_narrowed_and_sorted_by_the_keyboard_and_opens_a_document(
    new_page: Callable[..., Page], shared: Server, width: int
) -> None:
    app = App(new_page(width=width), shared.url)
    corpus = app.corpus.open()
    expect(corpus.count).to_have_text("19 articles")
    corpus.filter.focus()
    app.page.keyboard.type("central asia", delay=20)
    expect(corpus.count).to_contain_text("found, of 19 articles")
    found = corpus.titles.count()
    assert 1 < found < 19
    expect(corpus.filter).to_be_focused()
    app.page.keyboard.press("Escape")
    expect(corpus.count).to_have_text("19 articles")
    if width > 900:
        corpus.sort("Title")
        corpus.sort("Title")
    else:
        app.page.get_by_label("Sort by").select_option("Title, Z to A")
    expect(corpus.titles.first).to_have_text(LAST)
    shown = corpus.titles.all_inner_texts()
    assert shown == sorted(shown, key=str.casefold, reverse=True)
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    corpus.titles.first.focus()
    app.page.keyboard.press("Enter")
    app.page.wait_for_url("**/document?document=*")


def test_removed_articles_come_back_by_undo_and_from_the_list(workshop_app: App) -> None:
    ferry, corpus = Ferry("Boltonwick"), workshop_app.corpus.turn()
    corpus.add(ferry.file)
    corpus.filter.fill("Boltonwick")
    expect(corpus.titles).to_have_text([ferry.title])
    corpus.choose_row(ferry.title)
    corpus.act("Remove")
    expect(corpus.rows).to_have_count(0)
    expect(corpus.undo).to_be_focused()
    workshop_app.page.keyboard.press("Enter")
    expect(corpus.titles).to_have_text([ferry.title])
    corpus.choose_row(ferry.title)
    corpus.act("Remove")
    expect(corpus.undo).to_be_visible()
    corpus.show("Removed")
    corpus.choose_row(ferry.title)
    corpus.act("Bring back")
    expect(corpus.rows.filter(has_text=ferry.title)).to_have_count(0)
    corpus.show("In the corpus")
    expect(corpus.titles.filter(has_text=ferry.title)).to_have_count(1)


def test_a_run_is_stopped_and_what_is_in_stays(workshop_app: App, workshop: Server) -> None:
    corpus = workshop_app.corpus.turn()
    story = " ".join(f"In year {year} the forge made {year + 9} nails." for year in range(150))
    corpus.choose(
        {
            f"forge-{number}.md": f"# The forge, part {number}\n\nThis is part {number}. {story}\n"
            for number in range(120)
        }
    )
    workshop_app.still(corpus.run.get_by_role("button", name="Stop adding")).click()
    corpus.told()
    expect(corpus.lines.first).to_contain_text("Stopped. What was added is kept")
    kept = list((workshop.home / "uploads").glob("forge-*"))
    assert len(kept) < 120
    corpus.filter.fill("The forge, part")
    expect(corpus.count).to_contain_text(f"{len(kept)} found" if kept else "None of")


def test_an_empty_corpus_offers_the_sample_and_shows_it(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    app = App(page, serve(tmp_path / "empty").url).open()
    expect(app.sidebar).to_contain_text("0 articles in the corpus")
    expect(app.examples).to_have_count(0)
    app.still(app.button("Add your own")).click()
    corpus = app.corpus
    corpus.heading.wait_for()
    expect(app.page.get_by_text("The corpus holds no articles yet.")).to_be_visible()
    app.still(app.button("Add the sample articles")).click()
    expect(corpus.run.get_by_role("progressbar")).to_be_visible()
    assert corpus.told().count("was added") == 18
    expect(corpus.run.get_by_role("heading", level=2)).to_have_text("18 added")
    expect(app.sidebar).to_contain_text("18 articles in the corpus")
    expect(corpus.count).to_have_text("18 articles")
    app.page.get_by_role("tab", name="Charts").click()
    chart = app.page.locator("[role=graphics-document][aria-label^='Articles by publisher']")
    expect(chart).to_be_visible()
    app.page.get_by_text("The numbers as a table").last.click()
    table = app.page.get_by_role("table", name="Articles by publisher")
    expect(table.get_by_role("rowheader")).to_have_text(["Caravan sample corpus"])
    app.turn("Ask")
    app.still(app.examples.first).click()
    expect(app.chips.first).to_be_visible()
