"""The pictures in README and docs/: every page, in both themes, and on a phone.

Draw them anew after a wanted change, and look at them:
    UPDATE_SCREENSHOTS=1 python -m pytest tests/browser/test_screenshot.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from ingest.sample_corpus import SAMPLE_QUESTIONS
from tests.browser.app import App
from tests.browser.conftest import Command, Serve
from tests.browser.tour import Tour, collect

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLE = Path("ingest", "sample")  # not as it is on one machine: the picture of History shows it
DOCS = Path(__file__).parents[2] / "docs"
UPDATE = bool(os.environ.get("UPDATE_SCREENSHOTS"))

pytestmark = pytest.mark.skipif(
    not UPDATE, reason="UPDATE_SCREENSHOTS=1 draws the pictures in docs anew"
)


def test_draw_the_answer_beside_its_source(
    new_page: Callable[..., Page], serve: Serve, command: Command, tmp_path: Path
) -> None:
    command(tmp_path / "home", "ingest", SAMPLE)
    app = App(new_page(height=880), serve(tmp_path / "home").url).open()
    app.ask(SAMPLE_QUESTIONS[2])
    app.new_question()
    app.ask(SAMPLE_QUESTIONS[1])
    app.still(app.chips.first).click()
    app.open_source()
    expect(app.mark).to_be_in_viewport(ratio=1)
    expect(app.conversations).to_have_count(2)
    app.page.mouse.move(560, 400)
    app.page.mouse.wheel(0, -2000)
    _take(app.page, DOCS / "screenshot.png")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("light", {"height": 880}),
        ("dark", {"height": 880, "color_scheme": "dark"}),
        ("phone", {"width": 390, "height": 844}),
    ],
)
def test_draw_every_page(
    name: str,
    options: dict[str, Any],
    new_page: Callable[..., Page],
    serve: Serve,
    command: Command,
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    command(home, "ingest", SAMPLE)
    answer = command(home, "ask", SAMPLE_QUESTIONS[0])
    collect(home, answer)
    page = new_page(**options)
    (DOCS / "screenshots").mkdir(exist_ok=True)
    for stop in Tour(page, serve(home).url, answer):
        _take(page, DOCS / "screenshots" / f"{stop}-{name}.png")


def _take(page: Page, path: Path) -> None:
    page.mouse.move(150, 700)  # away from what would show that it is pointed at
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.screenshot(path=path, animations="disabled")
