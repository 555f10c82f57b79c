"""What has the keyboard on a page, also within components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = """(told) => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (told === "class") return focused.className;
    return focused.getAttribute("aria-label") ?? focused.textContent;
}"""


def focused(page: Page, told: Literal["class", "name"] = "name") -> str:
    """Return the name of what has the keyboard, or its class."""
    return str(page.evaluate(FOCUSED, told))
