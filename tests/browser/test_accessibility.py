"""Every page in both themes, looked at by axe: nothing serious that is ours to mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from ingest.sample_corpus import SAMPLE_QUESTIONS
from tests.browser.conftest import Command, Serve
from tests.browser.tour import Tour, collect

if TYPE_CHECKING:
    from playwright.sync_api import Page

STREAMLITS_OWN: set[tuple[str, str]] = set()
"""Rules that Streamlit's own elements break, each with a part of the element's selector."""

SERIOUS = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page, and is not Streamlit's own."""
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{one['id']} ({one['impact']}): {target}: {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
        if not _is_streamlits_own(one["id"], target := str(node["target"]))
    ]


def _is_streamlits_own(rule: str, target: str) -> bool:
    return any(rule == known and part in target for known, part in STREAMLITS_OWN)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    theme: Literal["light", "dark"],
    new_page: Callable[..., Page],
    serve: Serve,
    command: Command,
    tmp_path: Path,
) -> None:
    command(tmp_path / "home", "ingest", "--sample")
    answer = command(tmp_path / "home", "ask", SAMPLE_QUESTIONS[0])
    collect(tmp_path / "home", answer)
    page = new_page(color_scheme=theme)
    tour = Tour(page, serve(tmp_path / "home").url, answer)
    found = {stop: violations(page) for stop in tour}
    assert {stop: told for stop, told in found.items() if told} == {}
