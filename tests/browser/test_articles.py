"""Articles get into the corpus: through the page, and while it is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import Ferry
from tests.browser.conftest import Command
from tests.browser.server import Server, until
from tests.ui.cli import caravan


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
    earlier, corpus = Ferry(town), workshop_app.corpus.turn()
    later = replace(earlier, day="8 April 1975")
    corpus.add(earlier.file)
    corpus.choose(later.file)
    expect(corpus.notices).to_contain_text(f"Another {town}.md was added before")
    workshop_app.still(workshop_app.button(choice)).click()
    corpus.told()
    found = sorted(texts(workshop, earlier.title))
    assert len(found) == len(days)
    assert all(day in text for day, text in zip(days, found, strict=True))


def test_two_files_of_one_name_are_both_added(workshop_app: App, workshop: Server) -> None:
    ferry = Ferry("Ravenglass")
    other = replace(ferry, day="9 May 1976")
    told = workshop_app.corpus.turn().add([*ferry.file.items(), *other.file.items()])
    assert "Ravenglass.md was added" in told
    assert "Ravenglass (2).md was added" in told
    assert len(texts(workshop, ferry.title)) == 2


def test_the_same_file_again_changes_nothing(workshop_app: App, workshop: Server) -> None:
    ferry, corpus = Ferry("Penrith"), workshop_app.corpus.turn()
    corpus.add(ferry.file)
    assert "Penrith.md is in the corpus already" in corpus.add(ferry.file)
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


def test_articles_go_on_being_added_when_the_page_is_closed(
    workshop_app: App, workshop: Server
) -> None:
    story = " ".join(f"In year {year} the mill ground {year + 9} sacks." for year in range(60))
    files = {
        f"mill-{number}.md": f"# The mill, part {number}\n\nThis is part {number}. {story}\n"
        for number in range(40)
    }
    corpus = workshop_app.corpus.turn()
    corpus.choose(files)
    corpus.run.get_by_role("progressbar").wait_for()
    workshop_app.page.close()
    wanted = {f"The mill, part {number}" for number in range(40)}
    until(lambda: wanted <= {document["title"] for document in documents(workshop)})
