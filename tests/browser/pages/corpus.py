"""The page Corpus as a user sees it: what is added, the table of articles, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.app import App

MILLISECONDS_TO_ADD = 120_000
"""Generous: the first articles of a server start the processes that read them."""
_DROP = """async ([name, text]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name, {type: "text/plain"}));
    for (const kind of ["dragenter", "dragover", "drop"]) {
        const told = {bubbles: true, cancelable: true, composed: true, dataTransfer: files};
        document.querySelector("h1").dispatchEvent(new DragEvent(kind, told));
    }
}"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The page, in the browser tab of `app`."""

    app: App

    def open(self) -> Corpus:
        """Go there by its address."""
        self.app.page.goto(f"{self.app.url}/corpus")
        self.heading.wait_for()
        return self

    def turn(self) -> Corpus:
        """Go there by the button in the sidebar."""
        self.app.still(self.app.button("Add articles")).click()
        self.heading.wait_for()
        return self

    @property
    def heading(self) -> Locator:
        """The heading of the page."""
        return self.app.page.get_by_role("heading", name="Corpus", level=1)

    # Adding.

    @property
    def upload(self) -> Locator:
        """The field for files."""
        return self.app.page.locator("[data-testid=stFileUploader]")

    @property
    def notices(self) -> Locator:
        """What is to be known before something is added."""
        return self.app.page.locator(".notice")

    @property
    def run(self) -> Locator:
        """The run at work, or the last one, until it is put away."""
        return self.app.page.locator(".run:not(.past)").first

    @property
    def lines(self) -> Locator:
        """What became of each file of that run."""
        return self.run.locator(".line")

    def choose(self, files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> None:
        """Choose files, given by name and content; several may have the same name."""
        self.put_away()
        given = files.items() if isinstance(files, Mapping) else files
        self.upload.locator("input[type=file]").set_input_files(
            [
                {
                    "name": name,
                    "mimeType": "text/plain",
                    "buffer": content.encode() if isinstance(content, str) else content,
                }
                for name, content in given
            ]
        )

    def drop(self, name: str, text: str) -> None:
        """Drop a file on the heading of the page, once all of it is drawn."""
        self.upload.wait_for()
        self.app.page.locator("[data-test-script-state=notRunning]").wait_for()
        self.app.page.evaluate(_DROP, [name, text])

    def add_addresses(self, *addresses: str) -> None:
        """Add addresses from the web."""
        self.put_away()
        self.app.still(self.app.button("From the web")).click()
        self.app.page.get_by_label("Addresses, one a line").fill("\n".join(addresses))
        self.app.page.get_by_role("button", name="Add", exact=True).click()

    def told(self) -> str:
        """Wait until the run has ended and return what the page tells of it."""
        self.run.get_by_role("button", name="Put away").wait_for(timeout=MILLISECONDS_TO_ADD)
        return " ".join(" ".join(self.lines.all_inner_texts()).split())

    def add(self, files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> str:
        """Add files and return what the page tells of them."""
        self.choose(files)
        return self.told()

    def put_away(self) -> None:
        """Put away what is told of a run that has ended, if any is."""
        if self.run.is_visible():
            self.app.still(self.run.get_by_role("button", name="Put away")).click()
            expect(self.run).to_have_count(0)

    # The table.

    @property
    def filter(self) -> Locator:
        """The field that narrows the table."""
        return self.app.page.get_by_role("searchbox", name="Filter by title, publisher or file")

    @property
    def rows(self) -> Locator:
        """The lines of the table."""
        return self.app.page.locator(".articles tbody tr")

    @property
    def titles(self) -> Locator:
        """The titles in these lines."""
        return self.rows.locator(".name")

    @property
    def count(self) -> Locator:
        """How many lines there are."""
        return self.app.page.locator(".bar .told")

    @property
    def undo(self) -> Locator:
        """What brings back what was removed last."""
        return self.app.page.get_by_role("button", name="Undo")

    def sort(self, column: str) -> None:
        """Sort by a column, or turn its order round."""
        heading = self.app.page.get_by_role("columnheader", name=column)
        heading.get_by_role("button").click()

    def show(self, kind: str) -> None:
        """Show the lines of a kind."""
        button = self.app.page.get_by_role("group", name="Which articles").get_by_role("button")
        button.filter(has_text=kind).click()

    def choose_row(self, title: str) -> None:
        """Choose a line."""
        self.app.page.get_by_role("checkbox", name=f"Choose {title}", exact=True).check()

    def act(self, name: str) -> None:
        """Do something with the lines that are chosen."""
        self.app.page.locator(".bar").get_by_role("button", name=name).click()
