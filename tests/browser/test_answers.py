"""A question, its answer, its citations, and the source at the quote."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.app import App
from tests.browser.articles import LONG_QUESTION, LONG_QUOTE
from tests.browser.server import Server
from tests.ui.cli import caravan

QUESTION = "How much freight did the Middle Corridor carry in 2024?"
TITLE = "Freight grows on the Middle Corridor across the Caspian Sea"
UNANSWERED = "What is the capital of Peru?"
NARROW = {"width": 390, "height": 844}


def shown(server: Server, place: dict[str, str]) -> Any:
    """Return what `caravan show` prints of a document that is open in the page."""
    return caravan(
        *("show", place["document"], "--version", place["version"]),
        *("--json", "--home", server.home),
    ).json


def expect_the_quote_in_view(app: App, server: Server, quote: str) -> None:
    expect(app.mark).to_be_in_viewport(ratio=1)
    assert app.mark_is_inside()
    assert app.mark.text_content() == quote
    place = app.parameters
    document = shown(server, place)
    assert document["text"][int(place["start"]) : int(place["end"])] == quote
    assert app.source.locator(".page").text_content() == document["text"]


def test_every_example_question_is_answered_with_a_citation(app: App) -> None:
    expect(app.examples.first).to_be_visible()
    examples = app.examples.all_text_contents()
    assert len(examples) == 4
    for number, example in enumerate(examples):
        app.still(app.examples.nth(number)).click()
        expect(app.questions).to_have_text([example])
        expect(app.answers).to_have_count(1)
        expect(app.chips.first).to_be_visible()
        app.new_question()


def test_a_citation_shows_its_quote_and_opens_its_source_there(app: App, shared: Server) -> None:
    answer = app.ask(QUESTION)
    quote = app.open_chip()
    assert "4.5 million tonnes" in quote
    assert quote in (answer.locator(".text").text_content() or "")
    expect(app.opened.locator(".chosen blockquote")).to_be_visible()
    expect(app.opened.locator(".head .title")).to_have_text(TITLE)
    expect(app.opened.locator(".head .origin")).to_have_text(
        "Caravan sample corpus · 20 April 2025"
    )
    app.open_source()
    expect(app.source.locator(".title")).to_have_text(TITLE)
    expect_the_quote_in_view(app, shared, quote)


def test_beneath_a_quote_stands_who_says_it(app: App) -> None:
    app.ask("How much uranium did Kazakhstan produce in 2022?")
    app.open_chip()
    expect(app.opened.locator(".chosen .attribution")).to_have_text(
        "according to the World Nuclear Association"
    )


def test_a_quote_deep_in_a_long_article_is_in_view(app: App, shared: Server) -> None:
    app.ask(LONG_QUESTION)
    assert app.open_chip() == LONG_QUOTE
    app.open_source()
    expect_the_quote_in_view(app, shared, LONG_QUOTE)


def test_a_source_that_is_opened_again_turns_to_the_quote_again(app: App) -> None:
    app.ask(LONG_QUESTION)
    app.open_chip()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)
    app.still(app.mark)
    app.source.locator(".page").evaluate("page => { page.scrollTop = 0; }")
    expect(app.mark).not_to_be_in_viewport()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_closing_the_source_keeps_the_answer_and_what_is_opened(app: App, way: str) -> None:
    answer = app.ask(QUESTION)
    told = answer.text_content() or ""
    app.open_chip()
    app.open_source()
    expect(app.mark).to_be_in_viewport()
    if way == "button":
        app.still(app.source.locator(".close")).click()
    else:
        app.page.keyboard.press("Escape")
    expect(app.source).to_have_count(0)
    expect(answer).to_have_text(told)
    expect(app.chips.first).to_have_attribute("aria-expanded", "true")
    expect(app.opened.locator(".chosen blockquote")).to_be_visible()
    assert app.parameters.keys() == {"conversation"}


def test_what_the_articles_do_not_answer_is_refused_with_further_reading(
    app: App, shared: Server
) -> None:
    app.ask(UNANSWERED)
    expect(app.refusals.locator(".text")).to_contain_text("The corpus does not answer this")
    expect(app.chips).to_have_count(0)
    expect(app.refusals.get_by_role("heading")).to_have_text(
        "Nearest passages, for further reading"
    )
    app.still(app.refusals.locator(".head").first).click()
    passage = app.opened.locator(".chosen blockquote").text_content() or ""
    app.open_source()
    expect(app.mark).to_be_in_viewport()
    assert app.mark.text_content() == passage
    place = app.parameters
    text = shown(shared, place)["text"]
    assert text[int(place["start"]) : int(place["end"])] == passage


@pytest.mark.parametrize("first_is", ["asked", "being answered"])
def test_two_questions_in_quick_succession_are_both_answered_once(app: App, first_is: str) -> None:
    asked = [QUESTION, "How much uranium does Kazakhstan produce?"]
    app.send(asked[0])
    (app.questions if first_is == "asked" else app.page.locator(".answer")).wait_for()
    app.send(asked[1])
    expect(app.questions).to_have_text(asked)
    expect(app.answers).to_have_count(2)
    app.page.reload()
    expect(app.answers).to_have_count(2)
    expect(app.questions).to_have_text(asked)


def test_the_keyboard_alone_opens_and_closes_a_citation(app: App) -> None:
    app.ask(QUESTION)
    app.sidebar.get_by_role("button", name="New question").focus()
    app.tab_to("chip")
    app.page.keyboard.press("Enter")
    expect(app.opened.locator(".chosen blockquote")).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(app.opened).to_have_count(0)
    assert "chip" in app.focused()


def test_in_a_narrow_window_the_source_covers_the_page_until_it_is_closed(
    new_page: Any, shared: Server
) -> None:
    app = App(new_page(**NARROW), shared.url).open()
    expect(app.examples.first).to_be_visible()
    expect_no_sideways_scrolling(app)
    app.ask(QUESTION)
    expect_no_sideways_scrolling(app)
    app.open_chip()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)
    assert app.mark_is_inside()
    assert app.source.bounding_box() == {"x": 0, "y": 0, **NARROW}
    expect_no_sideways_scrolling(app)
    app.still(app.source.locator(".close")).click()
    expect(app.source).to_have_count(0)
    expect(app.opened.locator(".chosen blockquote")).to_be_in_viewport()


def expect_no_sideways_scrolling(app: App) -> None:
    widths = "() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"
    wide, window = app.page.evaluate(widths)
    assert wide <= window
