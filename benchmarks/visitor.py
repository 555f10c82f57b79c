"""Someone who types questions into the page, in headless Chromium, with the clock in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_SECONDS_TO_ANSWER = 60

_WATCH = """
([asked, patience]) => {
  const whole = () => {
    for (const { shadowRoot } of document.querySelectorAll("*")) {
      const answer = shadowRoot?.querySelector(".answer:not([aria-busy])");
      if (answer && shadowRoot.querySelector("h2.question")?.textContent === asked) return answer;
    }
    return null;
  };
  if (whole()) throw new Error("The page shows the answer before the question is asked.");
  window.answerShown = new Promise((resolve, reject) => {
    const entered = (event) => {
      if (event.key !== "Enter") return;
      const started = performance.now();
      removeEventListener("keydown", entered, true);
      const look = () => {
        const answer = whole();
        const answered = !answer?.classList.contains("silent");
        const took = () => performance.now() - started;
        if (answer) requestAnimationFrame(() => resolve([took(), answered]));
        else if (took() > patience) reject(new Error("The page shows no whole answer."));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", entered, true);
  });
}
"""
"""Watches, from Enter on, for the answer to one question, in the shadow roots of all turns."""


class Visitor:
    """Someone who types questions into the page."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        page.set_default_timeout(1000 * _SECONDS_TO_ANSWER)
        page.goto(url)
        self._until_at_rest()

    def begin(self) -> None:
        """Turn to a new conversation."""
        self._page.locator(".st-key-new-question button").click()
        self._page.locator(".st-key-welcome").wait_for()
        self._until_at_rest()

    def ask(self, question: str) -> tuple[float, bool]:
        """Return the milliseconds until the answer was there, and whether it answers."""
        self.type(question)
        self.send()
        return self.read()

    def type(self, question: str) -> None:
        """Type a question, and do not send it."""
        self._field.press_sequentially(question)
        self._page.evaluate(_WATCH, [question, 1000 * _SECONDS_TO_ANSWER])

    def send(self) -> None:
        """Press Enter, and do not wait."""
        self._field.press("Enter")

    def read(self) -> tuple[float, bool]:
        """Wait for the answer to what was sent and return the same as `ask`."""
        took, answered = self._page.evaluate("() => window.answerShown")
        self._until_at_rest()
        return float(took), bool(answered)

    @property
    def questions(self) -> list[str]:
        """The questions of the open conversation."""
        return self._page.locator("h2.question").all_inner_texts()

    @property
    def conversation(self) -> str:
        """The id of the open conversation, which stands in the address."""
        return parse_qs(urlsplit(self._page.url).query)["conversation"][0]

    @property
    def _field(self) -> Locator:
        return self._page.get_by_test_id("stChatInputTextArea")

    def _until_at_rest(self) -> None:
        self._page.locator("[data-test-script-state=notRunning]").wait_for()
        self._field.wait_for()
