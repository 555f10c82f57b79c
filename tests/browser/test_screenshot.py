"""The picture in README: an answer with its citation open, the source beside it.

Draw it anew after a wanted change, and look at it:
    UPDATE_SCREENSHOTS=1 python -m pytest tests/browser/test_screenshot.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ingest.sample_corpus import SAMPLE_QUESTIONS
from tests.browser.app import App
from tests.browser.conftest import Command, Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURE = Path(__file__).parents[2] / "docs" / "screenshot.png"
UPDATE = bool(os.environ.get("UPDATE_SCREENSHOTS"))


@pytest.mark.skipif(not UPDATE, reason="UPDATE_SCREENSHOTS=1 draws README's picture anew")
def test_draw(
    new_page: Callable[..., Page], serve: Serve, command: Command, tmp_path: Path
) -> None:
    command(tmp_path / "home", "ingest", "--sample")
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
    app.page.mouse.move(150, 700)  # away from what would show that it is pointed at
    app.page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(app.questions.first).to_be_in_viewport(ratio=1)
    app.page.screenshot(path=PICTURE, animations="disabled")
