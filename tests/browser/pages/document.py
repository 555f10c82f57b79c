"""A document as a user sees it: on its page, or opened beside an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator

    from tests.browser.app import App

_ENDS = """(page, words) => {
    const texts = [], walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    const all = texts.map((one) => one.data).join("");
    const start = all.indexOf(words);
    const boxOf = (place) => {
        let left = place, node = null;
        for (const one of texts) {
            node = one;
            if (left < one.data.length) break;
            left -= one.data.length;
        }
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        node.parentElement.closest(".block").scrollIntoView({block: "nearest"});
        return range.getBoundingClientRect().toJSON();
    };
    boxOf(start);
    return [boxOf(start), boxOf(start + words.length - 1)];
}"""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the browser tab of `app`."""

    app: App

    def open(self, address: Mapping[str, str]) -> Document:
        """Go to the page of a document, given by the parameters of its address."""
        self.app.page.goto(f"{self.app.url}/document?{urlencode(address)}")
        self.text.wait_for()
        return self

    @property
    def heading(self) -> Locator:
        """The document's title on its page."""
        return self.app.page.get_by_role("heading", level=1)

    @property
    def status(self) -> Locator:
        """What the version is, where it is not what answers are made of."""
        return self.app.page.locator(".status")

    @property
    def notices(self) -> Locator:
        """What must be known of this version."""
        return self.app.page.locator(".notice")

    @property
    def text(self) -> Locator:
        """The document's text."""
        return self.app.source.locator(".page")

    @property
    def where(self) -> Locator:
        """Which of its quotes the text is turned to, or what is selected."""
        return self.app.source.locator(".where")

    @property
    def quotes_beside(self) -> Locator:
        """The other quotes of the same answer, which are marked lightly."""
        return self.app.source.locator(".cited")

    @property
    def removed(self) -> Locator:
        """What the later of two versions no longer says."""
        return self.app.page.locator("del")

    @property
    def added(self) -> Locator:
        """What the later of two versions says anew."""
        return self.app.page.locator("ins")

    def tool(self, name: str) -> Locator:
        """Return a button beneath the text."""
        return self.app.source.get_by_role("button", name=name, exact=True)

    def turn(self, tab: str) -> None:
        """Turn to one of the page's tabs."""
        self.app.page.get_by_role("tab", name=tab).click()

    def expect_quote(self, words: str) -> None:
        """Expect the text to be turned to these words."""
        expect(self.app.mark).to_have_text(words)
        expect(self.app.mark).to_be_in_viewport(ratio=1)
        assert self.app.mark_is_inside()

    def select(self, words: str) -> None:
        """Select words of the text with the mouse."""
        self.app.still(self.text)
        first, last = self.text.evaluate(_ENDS, words)
        mouse = self.app.page.mouse
        mouse.move(first["left"] + 0.5, _middle(first))
        mouse.down()
        mouse.move(last["right"] - 0.5, _middle(last), steps=5)
        mouse.up()

    def focus_is_inside(self) -> bool:
        """Tell whether something of the source has the keyboard."""
        return bool(
            self.app.source.evaluate("(one) => one.contains(one.getRootNode().activeElement)")
        )


def _middle(box: FloatRect) -> float:
    return box["top"] + box["height"] / 2
