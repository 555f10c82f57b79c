"""A way through all pages, each with something on it, for whoever looks at every one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.browser.app import App
from vectorstore import Corpus, StoreSettings, basket

if TYPE_CHECKING:
    from playwright.sync_api import Page


def collect(home: Path, answer: dict[str, Any]) -> None:
    """Put an answer, as `caravan ask --json` prints it, and its first quote into the report."""
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.write() as connection:
        basket.add_item(connection, "answer", answer)
        quote = basket.add_item(connection, "quote", answer["citations"][0])
        basket.annotate_item(connection, quote.id, "Compare with the ministry's own figure.")
    corpus.close()


@dataclass(frozen=True, slots=True)
class Tour:
    """Every page of the app at `url`, one after another in `page`; `answer` leads to a quote."""

    page: Page
    url: str
    answer: dict[str, Any]

    def __iter__(self) -> Iterator[str]:
        """Go from page to page; yield the name of each once it is drawn and at rest."""
        app = App(self.page, self.url).open()
        yield self._at_rest("welcome")
        app.ask(self.answer["question"])
        app.open_chip_and_source()
        yield self._at_rest("ask")
        cited = self.answer["citations"][0]
        place = {
            "document": cited["document"]["id"],
            "version": cited["document"]["version"],
            "start": cited["start"],
            "end": cited["end"],
        }
        for name, parameters in {
            "document": place,
            "passages": {"query": "transit freight"},
            "report": {},
            "corpus": {},
            "settings": {},
        }.items():
            self.page.goto(f"{self.url}/{name}?{urlencode(parameters)}")
            yield self._at_rest(name)
        app.corpus.open()
        for tab in ("Charts", "History"):
            self.page.get_by_role("tab", name=tab).click()
            self.page.get_by_role("tabpanel", name=tab).locator("h2").first.wait_for()
            yield self._at_rest(tab.lower())

    def _at_rest(self, name: str) -> str:
        self.page.locator("[data-test-script-state=notRunning]").wait_for()
        self.page.get_by_role("heading", level=1).or_(self.page.locator("h2")).first.wait_for()
        self.page.locator("[data-stale=true]").first.wait_for(state="detached")
        return name
