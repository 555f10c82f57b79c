"""The page Settings as a user sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import expect

from tests.browser.focus import FOCUSED

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


@dataclass(frozen=True, slots=True)
class Settings:
    """The page of the server at `url`."""

    page: Page
    url: str

    def open(self) -> Settings:
        """Go there by its address."""
        self.page.goto(f"{self.url}/settings")
        self.heading.wait_for()
        return self

    def turn(self) -> Settings:
        """Go there by the menu."""
        self.page.get_by_role("link", name="Settings").click()
        self.heading.wait_for()
        return self

    @property
    def heading(self) -> Locator:
        """The heading of the page."""
        return self.page.get_by_role("heading", name="Settings", level=1)

    @property
    def in_use(self) -> Locator:
        """What writes answers now."""
        return self.page.locator(".st-key-model-in-use")

    @property
    def errors(self) -> Locator:
        """What the page says is wrong."""
        return self.page.locator(".notice.error")

    @property
    def done(self) -> Locator:
        """What the page says is well."""
        return self.page.locator(".notice.done")

    def choose(self, provider: str) -> None:
        """Choose who runs the model."""
        self.page.get_by_role("combobox", name="Provider").click()
        self.page.get_by_role("option", name=provider).click()

    def fill(self, field: str, value: str) -> None:
        """Fill in a field of the form."""
        self.page.get_by_label(field, exact=True).fill(value)

    def click(self, name: str) -> None:
        """Click a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def press_theme(self, theme: Literal["System", "Light", "Dark"]) -> None:
        """Choose a theme by keyboard, and wait until the page is there again and goes on there."""
        button = self.page.get_by_role("button", name=theme, exact=True)
        button.focus()
        button.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        self.page.wait_for_function(f"({FOCUSED})('name') === '{theme}'")

    def is_dark(self) -> bool:
        """Tell whether the page is light on dark."""
        self.page.locator(".stApp").wait_for()
        colour = str(self.page.evaluate(_GROUND))
        return all(int(part) < 128 for part in colour.strip("rgb()").split(","))
