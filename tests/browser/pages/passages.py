"""The page Passages as a user sees it, with its row of filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import expect

from tests.browser.focus import focused

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Passages:
    """The page of the server at `url`."""

    page: Page
    url: str

    def open(self, query: str = "") -> Passages:
        """Go there by its address, which may say what to search for."""
        address = f"?{urlencode({'query': query})}" if query else ""
        self.page.goto(f"{self.url}/passages{address}")
        self.field.wait_for()
        return self

    # The search, and what it finds.

    @property
    def field(self) -> Locator:
        """The field for what to search for."""
        return self.page.get_by_role("textbox", name="Search the articles")

    @property
    def heading(self) -> Locator:
        """How many passages are shown."""
        return self.page.get_by_role("heading", level=2)

    @property
    def titles(self) -> Locator:
        """The titles of the passages' articles."""
        return self.page.get_by_role("heading", level=3)

    @property
    def texts(self) -> Locator:
        """The passages' own words."""
        return self.page.locator("li.passage blockquote")

    @property
    def marks(self) -> Locator:
        """The words that were searched for, where they are found."""
        return self.texts.locator("mark")

    def search(self, query: str) -> None:
        """Search by the keyboard."""
        self.field.fill(query)
        self.field.press("Enter")

    def button(self, name: str, place: int = 0) -> Locator:
        """Return a button of one of the passages."""
        return self.page.locator("li.passage").nth(place).get_by_role("button", name=name)

    # The filters.

    @property
    def matches(self) -> Locator:
        """How many articles the filters let through."""
        return self.page.locator(".matches")

    def chip(self, told: str) -> Locator:
        """Return what lifts a limit that is in force."""
        return self.page.get_by_role("button", name=f"Remove filter: {told}", exact=True)

    def open_filters(self) -> None:
        """Open the panel in which filters are set."""
        self.page.get_by_role("button", name="Filters", exact=True).click()
        # Streamlit takes away last the fields that others have taken the place of.
        expect(self.page.get_by_label("Path or address contains")).to_have_count(1)

    def choose(self, limit: str, typed: str) -> None:
        """Choose in an open panel by the keyboard."""
        field = self.page.get_by_role("combobox", name=limit)
        field.click()
        field.fill(typed)
        field.press("Enter")

    def close_filters(self) -> None:
        """Close the panel."""
        self.page.keyboard.press("Escape")
        self.page.get_by_label("Path or address contains").wait_for(state="detached")

    def focused(self) -> str:
        """Return the text of what has the keyboard."""
        return focused(self.page)
