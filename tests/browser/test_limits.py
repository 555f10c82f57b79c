"""Limits on dates that a question's words have set are told, and can be lifted."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.server import Server

QUESTION = "Who hosted the Samarkand summit, in articles from 2024?"
TOLD = "Articles dated before 1 January 2024 or after 31 December 2024 were left out (“from 2024”)."
LATER = "The European Union and Central Asia meet at summit level in Samarkand"  # of May 2025
OTHER = "How much uranium does Kazakhstan produce?"


def test_all_dates_are_searched_on_a_double_click_once(app: App) -> None:
    limited = app.ask(QUESTION)
    expect(limited.locator(".limits span")).to_have_text(TOLD)
    expect(limited).not_to_contain_text(LATER)
    app.still(app.button("Search all dates")).dblclick()
    expect(app.answers).to_have_count(2)
    expect(app.questions).to_have_text([QUESTION, QUESTION])
    expect(app.answers.last).to_contain_text(LATER)
    expect(app.answers.last.locator(".limits")).to_have_count(0)
    expect(app.limits).to_have_text([TOLD])  # and its button is gone
    app.page.reload()
    expect(app.answers).to_have_count(2)
    expect(app.questions).to_have_text([QUESTION, QUESTION])
    expect(app.limits).to_have_text([TOLD])


def test_all_dates_are_searched_for_what_a_follow_up_meant(app: App) -> None:
    app.ask("Who hosted the Samarkand summit?")
    app.ask("What did Tokayev say there, in articles from 2024?")
    app.still(app.button("Search all dates")).click()
    expect(app.questions.last).to_have_text(
        "What did Tokayev say at the Samarkand summit, in articles from 2024?"
    )
    expect(app.answers).to_have_count(3)
    expect(app.answers.last.locator(".limits")).to_have_count(0)


def test_after_a_reload_the_keyboard_alone_searches_all_dates_in_a_narrow_window(
    new_page: Any, shared: Server
) -> None:
    app = App(new_page(width=390, height=844), shared.url).open()
    app.ask(QUESTION)
    app.page.reload()
    expect(app.limits).to_be_visible()
    box = app.limits.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    app.answers.locator(".head").first.focus()
    app.page.keyboard.press("Shift+Tab")
    assert app.focused() == "all"
    app.page.keyboard.press("Enter")
    expect(app.answers).to_have_count(2)
    expect(app.answers.last).to_contain_text(LATER)


def test_only_the_last_answer_offers_it(app: App) -> None:
    app.ask(QUESTION)
    expect(app.button("Search all dates")).to_be_enabled()
    app.ask(OTHER)
    expect(app.limits).to_have_text([TOLD])
    expect(app.button("Search all dates")).to_have_count(0)


def test_what_is_asked_from_further_up_comes_into_view(new_page: Any, shared: Server) -> None:
    app = App(new_page(height=500), shared.url).open()
    for _ in range(4):
        app.ask(OTHER)
    expect(app.questions.first).not_to_be_in_viewport()
    app.questions.last.hover()
    app.page.mouse.wheel(0, -5000)
    expect(app.questions.first).to_be_in_viewport()
    app.ask(QUESTION)
    expect(app.questions.last).to_be_in_viewport()
