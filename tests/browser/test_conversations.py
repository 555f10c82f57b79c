"""A conversation outlives its page."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command, Serve
from tests.browser.server import Server, until
from ui.dates import written_date

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "When was the Shanghai Cooperation Organisation founded?"
FOLLOW_UP = "How many members does it have?"


def expect_a_working_citation(app: App) -> None:
    quote = app.open_chip()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)
    assert app.mark.text_content() == quote


def test_a_reload_keeps_the_conversation_and_what_is_open(app: App) -> None:
    told = app.ask(QUESTION).locator(".text").text_content() or ""
    app.page.reload()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.answers.locator(".text")).to_have_text([told])
    expect_a_working_citation(app)
    app.page.reload()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.mark).to_be_in_viewport(ratio=1)


def test_another_visitor_sees_the_conversation_at_the_same_address(
    app: App, new_page: Callable[[], Page]
) -> None:
    app.ask(QUESTION)
    other = App(new_page(), app.url).open(app.parameters)
    expect(other.questions).to_have_text([QUESTION])
    expect_a_working_citation(other)


def test_the_sidebar_lists_a_conversation_once_it_is_answered(app: App) -> None:
    question = "Where are the headquarters of the CSTO?"
    app.ask(question)
    expect(app.conversations.first).to_have_text(question)


def test_the_sidebar_leads_out_of_a_conversation_and_back(app: App) -> None:
    app.ask(QUESTION)
    app.page.reload()
    app.new_question()
    expect(app.questions).to_have_count(0)
    assert app.parameters == {}
    app.still(app.conversations.filter(has_text=QUESTION).first).click()
    expect(app.questions).to_have_text([QUESTION])
    expect(app.chips.first).to_be_visible()


def test_a_follow_up_is_added_to_its_conversation(app: App, shared: Server) -> None:
    app.ask(QUESTION)
    conversation = app.parameters["conversation"]
    answer = app.ask(FOLLOW_UP)
    expect(answer.locator(".understood")).to_contain_text("Shanghai Cooperation Organisation")
    assert app.parameters == {"conversation": conversation}
    app.open({"conversation": conversation})
    expect(app.questions).to_have_text([QUESTION, FOLLOW_UP])


def test_questions_asked_while_the_catalogue_is_busy_are_answered_once_each(
    app: App, shared: Server
) -> None:
    asked = ["What is the Global Gateway?", "How much uranium did Kazakhstan produce in 2020?"]
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")  # as an ingest in another process does
        for question in asked:
            app.send(question)
            app.questions.filter(has_text=question).wait_for()
        other.rollback()
    expect(app.questions).to_have_text(asked)
    expect(app.answers).to_have_count(2)
    app.page.reload()
    expect(app.questions).to_have_text(asked)
    expect(app.conversations.filter(has_text=asked[1])).to_have_count(0)


def test_a_question_that_was_left_is_answered_all_the_same(app: App, shared: Server) -> None:
    question = "Where is the secretariat of the Organization of Turkic States?"
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")
        app.send(question)
        app.questions.filter(has_text=question).wait_for()
        app.new_question()
        other.rollback()
    until(lambda: bool(app.page.reload()) and app.conversations.filter(has_text=question).count())
    app.still(app.conversations.filter(has_text=question)).click()
    expect(app.questions).to_have_text([question])
    expect(app.answers).to_have_count(1)


def test_the_first_click_after_the_server_was_started_anew_is_heard(
    page: Page, serve: Serve, sample_home: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    first = serve(home)
    port = urlsplit(first.url).port
    assert port is not None
    app = App(page, first.url).open()
    app.ask(QUESTION)
    for act, seen in (
        # Until it is answered: the server finishes what is in hand, not what still waits.
        (lambda: app.send(FOLLOW_UP), lambda: expect(app.answers).to_have_count(2)),
        (app.open_chip_and_source, lambda: expect(app.mark).to_be_in_viewport()),
        (app.source.locator(".close").click, lambda: expect(app.source).to_have_count(0)),
        (app.new_question, lambda: expect(app.questions).to_have_count(0)),
        (
            lambda: app.still(app.conversations.first).click(),
            lambda: expect(app.questions).to_have_count(2),
        ),
    ):
        assert first.interrupt() == 0
        page.get_by_text("Connection error").wait_for()
        first = serve(home, port)
        expect(page.get_by_text("Connection error")).to_have_count(0)
        act()
        seen()


def test_a_double_click_on_an_example_asks_once(app: App) -> None:
    example = app.examples.nth(1).text_content() or ""
    app.still(app.examples.nth(1)).dblclick()
    expect(app.answers).to_have_count(1)
    app.page.reload()
    expect(app.questions).to_have_text([example])


def test_a_question_that_is_too_long_is_told_to_be(app: App) -> None:
    app.send("Why do the trains of the Middle Corridor wait? " * 60)
    expect(app.errors).to_contain_text("characters; at most 2,000 are read")
    app.still(app.button("Put away")).click()
    expect(app.errors).to_have_count(0)
    expect(app.examples.first).to_be_visible()


def test_what_has_changed_or_gone_since_is_marked(
    page: Page, serve: Serve, command: Command, tmp_path: Path
) -> None:
    for town, length in (("Ulverston", 310), ("Whitby", 75)):
        text = f"# The tunnel of {town}\n\nThe tunnel of {town} is {length} metres long.\n"
        (tmp_path / f"{town}.md").write_text(text, encoding="utf-8")
    home = tmp_path / "home"
    command(home, "ingest", tmp_path)
    app = App(page, serve(home).url).open()
    for town in ("Ulverston", "Whitby"):
        app.ask(f"How long is the tunnel of {town}?")
    expect(app.page.locator(".mark")).to_have_count(0)
    (tmp_path / "Ulverston.md").write_text("# The tunnel of Ulverston\n\nIt is 301 metres long.\n")
    command(home, "ingest", tmp_path / "Ulverston.md")
    (gone,) = [
        one["id"]
        for one in command(home, "documents")["documents"]
        if one["title"] == "The tunnel of Whitby"
    ]
    command(home, "remove", gone)
    page.reload()
    today = written_date(date.today())
    marks = [app.answers.nth(place).locator(".mark").first for place in range(2)]
    expect(marks[0]).to_have_text(f"changed since, on {today}")
    expect(marks[1]).to_have_text(f"removed since, on {today}")
    assert "310 metres" in app.open_chip()
    app.open_source()
    expect(app.source.locator(".note")).to_contain_text(
        f"the source has changed since, on {today}."
    )


def test_back_and_forward_turn_the_pages_of_a_visit(app: App) -> None:
    app.ask(QUESTION)
    first = app.parameters["conversation"]
    app.new_question()
    app.ask("What is the Global Gateway?")
    app.page.go_back()
    expect(app.examples.first).to_be_visible()
    app.page.go_back()
    expect(app.questions).to_have_text([QUESTION])
    assert app.parameters["conversation"] == first
    app.page.go_forward()
    app.page.go_forward()
    expect(app.questions).to_have_text(["What is the Global Gateway?"])
    assert app.parameters["conversation"] != first
