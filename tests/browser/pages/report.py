"""The page Report as a user sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.focus import focused

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Report:
    """The page of the server at `url`."""

    page: Page
    url: str

    def open(self) -> Report:
        """Go there by its address."""
        self.page.goto(f"{self.url}/report")
        self.page.get_by_role("heading", name="Report", level=1).wait_for()
        return self

    @property
    def items(self) -> Locator:
        """What was collected, in its order."""
        return self.page.get_by_role("list", name="What was collected").locator(".item")

    def item(self, words: str) -> Locator:
        """Return the item that has these words."""
        return self.items.filter(has_text=words)

    @property
    def marks(self) -> Locator:
        """What the page says has become of sources since."""
        return self.items.locator(".since")

    @property
    def undo(self) -> Locator:
        """What brings back what was removed last."""
        return self.page.get_by_role("button", name="Undo")

    def button(self, words: str, name: str) -> Locator:
        """Return the button of the item that has these words."""
        return self.item(words).get_by_role("button", name=name)

    def comment(self, words: str) -> Locator:
        """Return the field for one's own words on the item that has these words."""
        return self.item(words).get_by_role("textbox")

    def write(self, words: str, comment: str) -> None:
        """Comment on an item, leave the field and wait until that is saved."""
        field = self.comment(words)
        field.fill(comment)
        field.press("Tab")
        expect(self.item(words).get_by_text("Saved")).to_be_visible()

    def entitle(self, title: str) -> None:
        """Give the report a title."""
        field = self.page.get_by_label("Title of the report")
        field.fill(title)
        field.press("Enter")

    def drag(self, words: str, before: str) -> None:
        """Drag an item by its handle to before another."""
        handle = self.item(words).locator(".handle")
        handle.drag_to(self.item(before), target_position={"x": 40, "y": 8})

    def download(self, format: str, folder: Path) -> Path:
        """Download the report and return the file, under the name that the browser gives it."""
        self.page.get_by_role("combobox", name="Format").click()
        self.page.get_by_role("option", name=format, exact=True).click()
        with self.page.expect_download() as begun:
            self.page.get_by_role("button", name="Download").click()
        file = folder / begun.value.suggested_filename
        begun.value.save_as(file)
        return file

    def focused(self) -> str:
        """Return the name of what has the keyboard."""
        return focused(self.page)
