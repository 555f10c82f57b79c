"""What can be done with an answer: stop it, go on from it, copy, rate and collect it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.conftest import Command
from tests.browser.server import Server, until
from ui.reports import Format, render_answers, render_quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


def kept(app: App, shared: Server, command: Command) -> Any:
    """Return the first answer of the open conversation, as it is kept."""
    shown = command(shared.home, "conversations", "show", app.parameters["conversation"])
    return shown["answers"][0]


def pasted(app: App) -> str:
    """Return what is on the clipboard, by pasting it where one types."""
    app.field.focus()
    app.page.keyboard.press("ControlOrMeta+V")
    text = app.field.input_value()
    app.field.fill("")
    return text


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_a_question_is_stopped_and_asked_again(app: App, shared: Server, way: str) -> None:
    question = f"Where is the port of Aktau? ({way})"
    with sqlite3.connect(shared.home / "catalogue.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")  # as an ingest in another process does
        app.send(question)
        expect(app.stop).to_be_visible()
        expect(app.examples).to_have_count(0)
        if way == "button":
            app.still(app.stop).click()
        else:
            expect(app.field).to_be_focused()
            app.page.keyboard.press("Escape")
        expect(app.page.get_by_text("Stopping")).to_be_visible()
        other.rollback()
    expect(app.page.get_by_text("Stopped.")).to_be_visible()
    expect(app.errors).to_have_count(0)
    expect(app.conversations.filter(has_text=question)).to_have_count(0)
    app.still(app.button("Ask again")).click()
    expect(app.answers).to_have_count(1)
    expect(app.questions).to_have_text([question])
    expect(app.page.get_by_text("Stopped.")).to_have_count(0)


def test_a_word_tells_how_far_an_answer_can_be_relied_on(app: App) -> None:
    app.ask("How much freight did the Middle Corridor carry in the year 2024?")
    expect(app.confidence).to_have_text("Likely answer")
    expect(app.confidence).to_have_accessible_description(re.compile("6 to 9 in 10 answers"))
    app.still(app.confidence).click()
    expect(app.answers.get_by_text("6 to 9 in 10 answers")).to_be_visible()
    app.ask("Who is the mayor of Lima?")
    expect(app.refusals).to_have_count(1)
    expect(app.confidence).to_have_count(1)


def test_what_may_be_asked_next_is_answered(app: App) -> None:
    app.ask("How large was the freight on the Middle Corridor in 2024?")
    expect(app.follow_ups.first).to_be_visible(timeout=60_000)  # found behind everything else
    following = app.follow_ups.first.text_content() or ""
    app.still(app.follow_ups.first).dblclick()
    expect(app.answers).to_have_count(2)
    expect(app.questions.last).to_have_text(following)
    expect(app.answers.last.locator(".chip").first).to_be_visible()
    expect(app.answers).to_have_count(2)


def test_a_rating_is_kept_and_taken_back(app: App, shared: Server) -> None:
    def rating() -> int:
        with closing(sqlite3.connect(shared.home / "catalogue.sqlite3")) as catalogue:
            (kept,) = catalogue.execute(
                "SELECT rating FROM turns WHERE conversation_id = ?",
                (app.parameters["conversation"],),
            ).fetchone()
        return int(kept)

    # What is pressed is shown at once, and a reload right behind the click may overtake it.
    app.ask("When was the secretariat of the SCO moved?")
    app.still(app.beneath_answer("Good answer")).click()
    expect(app.beneath_answer("Good answer")).to_have_attribute("aria-pressed", "true")
    expect(app.beneath_answer("Good answer")).to_be_focused()
    until(lambda: rating() == 1)
    app.page.reload()
    expect(app.beneath_answer("Good answer")).to_have_attribute("aria-pressed", "true")
    app.still(app.beneath_answer("Bad answer")).click()
    expect(app.beneath_answer("Good answer")).to_have_attribute("aria-pressed", "false")
    app.still(app.beneath_answer("Bad answer")).click()
    until(lambda: rating() == 0)
    app.page.reload()
    expect(app.beneath_answer("Bad answer")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_answers_and_quotes_are_copied_as_they_are_exported(
    new_page: Callable[..., Page], shared: Server, command: Command, has_clipboard: bool
) -> None:
    page = new_page()
    if not has_clipboard:  # as over plain http from another machine
        page.add_init_script(_WITHOUT_CLIPBOARD)
    app = App(page, shared.url).open()
    app.ask("In 2022, how much uranium did Kazakhstan produce?")
    answer = kept(app, shared, command)
    app.still(app.beneath_answer("Copy with references")).click()
    expect(app.answers.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert pasted(app) == render_answers([answer], Format.TEXT).decode()
    app.open_chip()
    app.still(app.beneath_quote("Copy citation")).click()
    expect(app.beneath_quote("Copied")).to_be_visible()
    assert pasted(app) == render_quote(answer["citations"][0])
    expect(app.beneath_quote("Copy citation")).to_be_visible()


def test_an_answer_and_a_quote_are_collected(app: App) -> None:
    app.ask("How high is the Kamchik pass?")
    app.still(app.beneath_answer("Add to report")).click()
    expect(app.beneath_answer("In the report")).to_be_visible()
    app.still(app.answers.locator(".head").first).click()
    app.still(app.beneath_quote("Add to report")).click()
    expect(app.beneath_quote("In the report")).to_be_visible()
    app.page.reload()
    expect(app.beneath_answer("In the report")).to_be_visible()


def test_the_keyboard_alone_asks_reads_rates_and_copies(app: App) -> None:
    app.field.focus()
    app.page.keyboard.type("How long is the Kamchik tunnel?")
    app.page.keyboard.press("Enter")
    expect(app.answers).to_have_count(1)
    app.sidebar.get_by_role("button", name="New question").focus()
    app.tab_to("chip")
    app.page.keyboard.press("Enter")
    app.tab_to("open")
    app.page.keyboard.press("Enter")
    expect(app.mark).to_be_in_viewport(ratio=1)
    app.page.keyboard.press("Escape")
    expect(app.source).to_have_count(0)
    app.answers.locator(".open").first.focus()
    app.tab_to("thumb")
    app.page.keyboard.press("Enter")
    expect(app.beneath_answer("Good answer")).to_have_attribute("aria-pressed", "true")
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Enter")
    expect(app.beneath_answer("Copied")).to_be_visible()


def test_other_pages_lead_into_conversations_and_out_of_them(
    app: App, new_page: Callable[..., Page]
) -> None:
    question = "What is the Trans-Afghan railway?"
    app.ask(question)
    here = app.parameters
    app.turn("Corpus")
    expect(app.questions).to_have_count(0)
    app.still(app.conversations.filter(has_text=question)).click()
    expect(app.questions).to_have_text([question])
    assert app.parameters == here
    app.turn("Report")
    app.turn("Ask")
    expect(app.questions).to_have_text([question])
    assert app.parameters == here
    app.turn("Settings")
    app.still(app.button("New question")).click()
    expect(app.examples.first).to_be_visible()
    assert app.parameters == {}
    app.page.go_back()
    app.page.go_back()
    expect(app.questions).to_have_text([question])
    second = App(new_page(), app.url).open(here)
    expect(second.questions).to_have_text([question])
    expect(second.conversations.filter(has_text=question)).to_have_attribute("aria-current", "true")
