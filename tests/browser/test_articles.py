"""Articles get into the corpus: through the page, and while it is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import Ferry
from tests.browser.conftest import Command, Serve
from tests.browser.server import Server, until
from tests.ui.cli import caravan

if TYPE_CHECKING:
    from playwright.sync_api import Page


def documents(server: Server) -> list[dict[str, Any]]:
    """Return what `caravan documents` lists."""
    listed: list[dict[str, Any]] = caravan("--home", server.home, "documents", "--json").json[
        "documents"
    ]
    return listed


def texts(server: Server, title: str) -> list[str]:
    """Return the texts of all documents of that title."""
    return [
        caravan("--home", server.home, "show", document["id"], "--json").json["text"]
        for document in documents(server)
        if document["title"] == title
    ]


def expect_to_be_quoted(app: App, ferry: Ferry) -> None:
    answer = app.ask(ferry.question)
    expect(answer.locator(".text")).to_contain_text(ferry.quote)
    expect(answer.locator(".chip")).not_to_have_count(0)


def test_an_article_that_was_added_is_quoted(workshop_app: App, workshop: Server) -> None:
    ferry = Ferry("Lunewick")
    assert "Lunewick.md was added" in workshop_app.add(ferry.file)
    assert len(texts(workshop, ferry.title)) == 1
    expect_to_be_quoted(workshop_app, ferry)
    assert workshop_app.open_chip() == ferry.quote
    workshop_app.open_source()
    expect(workshop_app.mark).to_be_in_viewport(ratio=1)
    assert workshop_app.mark.text_content() == ferry.quote


def test_a_bad_file_is_reported_and_costs_nothing(workshop_app: App, workshop: Server) -> None:
    before, ferry = len(documents(workshop)), Ferry("Marlow")
    told = workshop_app.add(
        {"a picture.txt": b"\x89PNG\r\n\x1a\n\x00", **ferry.file, "nothing.md": " \n"}
    )
    assert "a picture.txt was not added. The file is a PNG picture, not text" in told
    assert "nothing.md was not added. The file is empty" in told
    assert "Marlow.md was added" in told
    assert len(documents(workshop)) == before + 1
    kept = {path.name for path in (workshop.home / "uploads").iterdir()}
    assert "Marlow.md" in kept
    assert not kept & {"a picture.txt", "nothing.md"}
    expect_to_be_quoted(workshop_app, ferry)


@pytest.mark.parametrize(
    ("choice", "town", "days"),
    [
        ("Replace it", "Norbury", ["8 April 1975"]),
        ("Keep both", "Oxley", ["3 March 1974", "8 April 1975"]),
    ],
)
def test_a_name_that_is_taken_asks_what_to_do(
    workshop_app: App, workshop: Server, choice: str, town: str, days: list[str]
) -> None:
    earlier = Ferry(town)
    later = replace(earlier, day="8 April 1975")
    workshop_app.add(earlier.file)
    workshop_app.choose(later.file)
    expect(workshop_app.notices).to_contain_text(f"Another {town}.md was added before")
    workshop_app.still(workshop_app.dialog.get_by_text(choice)).click()
    workshop_app.add_chosen()
    found = sorted(texts(workshop, earlier.title))
    assert len(found) == len(days)
    assert all(day in text for day, text in zip(days, found, strict=True))


def test_two_files_of_one_name_are_both_added(workshop_app: App, workshop: Server) -> None:
    ferry = Ferry("Ravenglass")
    other = replace(ferry, day="9 May 1976")
    workshop_app.choose_all([*ferry.file.items(), *other.file.items()])
    expect(workshop_app.add_button).to_have_text("Add 2 files")
    told = workshop_app.add_chosen()
    assert "Ravenglass.md was added" in told
    assert "Ravenglass (2).md was added" in told
    assert len(texts(workshop, ferry.title)) == 2


def test_the_dialog_stays_open_when_other_articles_are_done(
    workshop_app: App, workshop: Server
) -> None:
    first, second = Ferry("Silloth"), Ferry("Thornhill")
    story = " ".join(f"In year {year} the mill ground {year + 9} sacks." for year in range(200))
    workshop_app.choose({**first.file, "long.md": f"# A long story\n\n{story}\n"})
    workshop_app.still(workshop_app.add_button).click()
    workshop_app.page.keyboard.press("Escape")
    workshop_app.choose(second.file)
    until(lambda: len(texts(workshop, "A long story")) == 1)
    expect(workshop_app.page.get_by_role("progressbar")).to_have_count(0)
    assert "Thornhill.md was added" in workshop_app.add_chosen()


def test_the_same_file_again_changes_nothing(workshop_app: App, workshop: Server) -> None:
    ferry = Ferry("Penrith")
    workshop_app.add(ferry.file)
    workshop_app.choose(ferry.file)
    expect(workshop_app.add_button).to_be_enabled()
    expect(workshop_app.dialog.get_by_role("radio")).to_have_count(0)
    assert "Penrith.md is in the corpus already" in workshop_app.add_chosen()
    assert len(texts(workshop, ferry.title)) == 1


def test_an_article_that_another_process_adds_is_quoted_in_the_open_page(
    workshop_app: App, workshop: Server, command: Command, tmp_path: Path
) -> None:
    ferry = Ferry("Quarrington")
    workshop_app.page.evaluate("window.isTheSamePage = true")
    workshop_app.ask(ferry.question)
    expect(workshop_app.answers).not_to_contain_text(ferry.quote)
    for name, text in ferry.file.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert command(workshop.home, "ingest", tmp_path / name)["added"] == 1
    expect_to_be_quoted(workshop_app, ferry)
    assert workshop_app.page.evaluate("window.isTheSamePage")


def test_an_empty_corpus_offers_the_sample_which_one_click_adds(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    app = App(page, serve(tmp_path / "empty").url).open()
    expect(app.sidebar).to_contain_text("0 articles in the corpus")
    expect(app.examples).to_have_count(0)
    app.still(app.button("Add the sample articles")).click()
    progress = app.page.get_by_role("progressbar")
    expect(progress).to_be_visible()
    expect(app.sidebar).to_contain_text("18 articles in the corpus")
    expect(progress).to_have_count(0)
    expect(app.examples).to_have_count(4)
    app.still(app.examples.first).click()
    expect(app.chips.first).to_be_visible()


def test_articles_go_on_being_added_when_the_page_is_closed(
    workshop_app: App, workshop: Server
) -> None:
    story = " ".join(f"In year {year} the mill ground {year + 9} sacks." for year in range(60))
    files = {
        f"mill-{number}.md": f"# The mill, part {number}\n\nThis is part {number}. {story}\n"
        for number in range(40)
    }
    workshop_app.choose(files)
    expect(workshop_app.add_button).to_have_text("Add 40 files")
    workshop_app.still(workshop_app.add_button).click()
    workshop_app.dialog.get_by_role("progressbar").wait_for()
    workshop_app.page.close()
    wanted = {f"The mill, part {number}" for number in range(40)}
    until(lambda: wanted <= {document["title"] for document in documents(workshop)})
