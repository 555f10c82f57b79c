"""The app as a user sees it: where its parts are on a page, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import expect

from tests.browser.focus import focused
from tests.browser.pages.corpus import Corpus

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_IS_INSIDE = """(mark) => {
    const inner = mark.getBoundingClientRect();
    const outer = mark.closest(".page").getBoundingClientRect();
    return outer.top <= inner.top && inner.bottom <= outer.bottom;
}"""
_STANDS_STILL = """async (element) => {
    let place = "", since = 0;
    for (let now = 0, end = performance.now() + 15000; now < end; ) {
        now = await new Promise(requestAnimationFrame);
        if (!element.isConnected) return false;
        const {x, y} = element.getBoundingClientRect();
        if (place !== `${x} ${y}`) [place, since] = [`${x} ${y}`, now];
        else if (now - since > 300) return true;
    }
    throw new Error("It never stands still.");
}"""


@dataclass(frozen=True, slots=True)
class App:
    """A page of the server at `url`."""

    page: Page
    url: str

    def open(self, parameters: Mapping[str, str] | str = "") -> App:
        """Go to an address of the app and wait until it can be asked."""
        query = parameters if isinstance(parameters, str) else urlencode(parameters)
        self.page.goto(f"{self.url}/?{query}")
        self.field.wait_for()
        return self

    @property
    def parameters(self) -> dict[str, str]:
        """What the page's address says is open."""
        found = parse_qs(urlsplit(self.page.url).query)
        return {name: value for name, (value,) in found.items()}

    # The conversation.

    @property
    def field(self) -> Locator:
        """The field for questions."""
        return self.page.locator("[data-testid=stChatInput] textarea")

    @property
    def examples(self) -> Locator:
        """The example questions of the first page."""
        return self.page.locator(".st-key-examples button")

    @property
    def questions(self) -> Locator:
        """The questions of the open conversation."""
        return self.page.locator("h2.question")

    @property
    def answers(self) -> Locator:
        """The answers of the open conversation that are whole."""
        return self.page.locator(".answer:not([aria-busy])")

    @property
    def refusals(self) -> Locator:
        """The answers that tell that the articles do not answer."""
        return self.page.locator(".answer.silent")

    @property
    def chips(self) -> Locator:
        """The citations' numbers in the answers' text."""
        return self.page.locator(".chip")

    @property
    def limits(self) -> Locator:
        """What the answers say was left out because of words of their questions."""
        return self.page.locator(".limits")

    @property
    def opened(self) -> Locator:
        """The card of the citation that is opened."""
        return self.page.locator("li.source.opened")

    @property
    def confidence(self) -> Locator:
        """How far the answers can be relied on, in a word each."""
        return self.page.locator(".confidence")

    @property
    def stop(self) -> Locator:
        """What stops the answer that is under way."""
        return self.page.get_by_role("button", name="Stop")

    @property
    def follow_ups(self) -> Locator:
        """The questions to go on with, beneath the last answer."""
        return self.page.locator(".st-key-follow-ups button")

    def beneath_answer(self, name: str) -> Locator:
        """Return the button of that name beneath the last answer."""
        return self.answers.last.locator("> .acts").get_by_role("button", name=name)

    def beneath_quote(self, name: str) -> Locator:
        """Return the button of that name beneath the quote that is opened."""
        return self.opened.locator(".chosen").get_by_role("button", name=name)

    @property
    def errors(self) -> Locator:
        """What the app says is wrong."""
        return self.page.locator(".notice.error")

    def send(self, question: str) -> None:
        """Ask, and do not wait for the answer."""
        self.field.fill(question)
        self.field.press("Enter")

    def ask(self, question: str) -> Locator:
        """Ask and return the answer, once it is whole."""
        before = self.answers.count()
        self.send(question)
        answer = self.answers.nth(before)
        answer.wait_for()
        return answer

    def open_chip(self) -> str:
        """Open the first citation and return its quote."""
        self.still(self.chips.first).click()
        return self.opened.locator(".chosen blockquote").text_content() or ""

    def still(self, target: Locator) -> Locator:
        """Return `target` once it stands still, to be clicked.

        Streamlit takes half a second to scroll to what has come; a click aimed meanwhile can miss.
        """
        while not target.evaluate(_STANDS_STILL):
            pass  # it was drawn anew meanwhile
        return target

    # The pages.

    def turn(self, name: str) -> None:
        """Go to another page by the menu."""
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()

    # The source.

    @property
    def source(self) -> Locator:
        """The source that is open."""
        return self.page.locator("article.document")

    @property
    def mark(self) -> Locator:
        """The quote in the source."""
        return self.source.locator("mark")

    def open_source(self) -> None:
        """Open the source of the citation that is opened."""
        source = self.opened.locator(".chosen").get_by_role("button", name="Open in source")
        self.still(source).click()
        self.source.wait_for()

    def open_chip_and_source(self) -> None:
        """Open the first citation and its source."""
        self.open_chip()
        self.open_source()

    def mark_is_inside(self) -> bool:
        """Tell whether the quote lies within what the source shows of its text."""
        return bool(self.mark.evaluate(_IS_INSIDE))

    # The sidebar.

    @property
    def sidebar(self) -> Locator:
        """The bar at the left."""
        return self.page.locator("[data-testid=stSidebar]")

    @property
    def conversations(self) -> Locator:
        """The sidebar's list of conversations."""
        return self.page.locator(".st-key-conversations .open")

    @property
    def search_field(self) -> Locator:
        """The sidebar's field to search conversations."""
        return self.page.get_by_role("searchbox", name="Search conversations")

    @property
    def undo(self) -> Locator:
        """What brings the conversation back that was deleted last."""
        return self.page.locator(".st-key-conversations .undo")

    def in_menu(self, title: str, item: str) -> Locator:
        """Open the menu of the conversation of that title and return one of its items."""
        self.still(self.page.get_by_role("button", name=f"Options for {title}", exact=True)).click()
        return self.page.get_by_role("menuitem", name=item, exact=True)

    def rename(self, title: str, to: str) -> None:
        """Give the conversation of that title another one."""
        self.in_menu(title, "Rename").click()
        field = self.page.get_by_role("textbox", name="Title of the conversation")
        expect(field).to_be_focused()
        field.fill(to)
        field.press("Enter")
        expect(self.conversations.get_by_text(to, exact=True)).to_be_visible()

    def new_question(self) -> None:
        """Leave the conversation for the first page."""
        self.still(self.button("New question")).click()
        self.examples.first.wait_for()
        # Streamlit takes away last, and one by one, what is no more.
        expect(self.questions).to_have_count(0)
        expect(self.answers).to_have_count(0)

    # Adding articles, which is done on a page of its own.

    @property
    def corpus(self) -> Corpus:
        """The page Corpus."""
        return Corpus(self)

    def add(self, files: Mapping[str, str | bytes]) -> str:
        """Add files on the page Corpus, come back and return what was told of them there."""
        told = self.corpus.turn().add(files)
        self.turn("Ask")
        self.field.wait_for()
        return told

    def button(self, name: str) -> Locator:
        """Return the button of that name."""
        return self.page.get_by_role("button", name=name)

    def focused(self) -> str:
        """Return the class of the element that has the keyboard."""
        return focused(self.page, "class")

    def tab_to(self, part: str) -> None:
        """Press Tab until an element of that class has the keyboard; the way may not be long."""
        for _ in range(30):
            self.page.keyboard.press("Tab")
            if part in self.focused().split():
                return
        raise AssertionError(f"The Tab key does not reach {part}.")
