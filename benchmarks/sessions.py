"""Ten people who ask at once: errors, crossed conversations, and how long the answers take.

    python -m benchmarks.sessions

Each has a browser of their own (a context of headless Chromium, which shares nothing) and a
conversation of their own. In every round each sends another question, all at once, and the answers
are waited for; the clock runs in each page from Enter to the whole answer. In turn with that, they
ask one by one. At the end every conversation, on the page and as the corpus keeps it, must hold its
own questions in their order and nothing else.

It needs Chromium or Chrome on PATH; the variable CARAVAN_BROWSER names one that is elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.browser import BrowserMissing, find_browser, open_browser, served
from benchmarks.command import parser, run_json
from benchmarks.figures import machine, median, percentile, print_table
from benchmarks.page import QUESTIONS
from benchmarks.visitor import Visitor


def main() -> int:
    """Measure and print; the status is 1 where anything was crossed."""
    options = _options()
    try:
        browser_path = find_browser()
    except BrowserMissing as error:
        print(error, file=sys.stderr)
        return 2
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="caravan-sessions-"))) / "home"
        status, report = run_json(home, "ingest", "--sample")
        if status:
            raise RuntimeError(f"the sample was not ingested: {report}")
        url = stack.enter_context(served(home))
        browser = stack.enter_context(open_browser(browser_path))
        visitors = [Visitor(browser.new_context().new_page(), url) for _ in range(options.sessions)]
        asked: list[list[str]] = [[] for _ in visitors]
        alone, together = _ask(visitors, asked, options.rounds)
        crossed = _crossed(home, visitors, asked)
    return _report(alone, together, crossed, options.sessions)


def _options() -> argparse.Namespace:
    options = parser("sessions", __doc__)
    options.add_argument("--sessions", type=int, default=10, help="how many people (default 10)")
    options.add_argument("--rounds", type=int, default=6, help="questions of each (default 6)")
    return options.parse_args()


def _ask(
    visitors: list[Visitor], asked: list[list[str]], rounds: int
) -> tuple[list[float], list[float]]:
    """Ask in turn one by one and all at once; return the milliseconds of both."""
    alone: list[float] = []
    together: list[float] = []
    for round_ in range(-1, rounds):
        questions = [
            QUESTIONS[(7 * round_ + 5 * place) % len(QUESTIONS)]  # none twice to one person
            for place in range(len(visitors))
        ]
        for visitor, question, mine in zip(visitors, questions, asked, strict=True):
            visitor.type(question)
            mine.append(question)
        if round_ % 2:
            took = []
            for visitor in visitors:
                visitor.send()
                took.append(visitor.read()[0])
        else:
            for visitor in visitors:
                visitor.send()
            took = [visitor.read()[0] for visitor in visitors]
        if round_ >= 0:  # the first round warms up
            (alone if round_ % 2 else together).extend(took)
    return alone, together


def _crossed(home: Path, visitors: list[Visitor], asked: list[list[str]]) -> list[str]:
    """Return the conversations that hold anything else than what was asked in them."""
    crossed = []
    for visitor, questions in zip(visitors, asked, strict=True):
        id_ = visitor.conversation
        _, kept = run_json(home, "conversations", "show", id_)
        answered = [turn["question"] for turn in kept["answers"]]
        if not visitor.questions == answered == questions:
            crossed.append(id_)
    return crossed


def _report(alone: list[float], together: list[float], crossed: list[str], sessions: int) -> int:
    print(machine())
    rows = [
        (name, str(len(took)), *(f"{value:.0f}" for value in _figures(took)))
        for name, took in (("one by one", alone), (f"{sessions} at once", together))
    ]
    print_table(("milliseconds", "answers", "median", "p95", "max"), rows)
    print(f"\nConversations that hold anything else than what was asked in them: {len(crossed)}")
    return 1 if crossed else 0


def _figures(took: list[float]) -> tuple[float, float, float]:
    return median(took), percentile(took, 95), max(took)


if __name__ == "__main__":
    raise SystemExit(main())
