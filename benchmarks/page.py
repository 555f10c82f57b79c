"""Time from Enter to the whole answer on screen, in headless Chromium, the server warm.

    python -m benchmarks.page

The clock runs in the page: from the keydown of Enter until the first frame after the one that shows
the whole answer. The same questions are asked twice: each in a conversation of its own, then all as
follow-ups in one conversation that grows, which the page draws anew at every turn. In turn with the
page, an assistant in this process answers them over the same corpus: the difference is what the
page costs. Some questions are about what the articles leave open, and are refused.

It needs Chromium or Chrome on PATH; the variable CARAVAN_BROWSER names one that is elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import Assistant
from benchmarks.articles import Writer, write_folder
from benchmarks.browser import BrowserMissing, find_browser, open_page, served
from benchmarks.command import parser, run_json
from benchmarks.figures import machine, median, percentile, print_table
from benchmarks.visitor import Visitor
from vectorstore import Corpus, StoreSettings, load_cross_encoder, load_embedder

TARGET = 900.0
_PARAGRAPHS = 16
_PASSAGES_AN_ARTICLE = 11.4
_FEW = 10

_HEADINGS = (
    "milliseconds",
    "page: median",
    "p95",
    "max",
    "answer: median",
    "p95",
    "page / answer",
    "answered",
)

_WARM_UP = (
    "What is the Global Gateway?",
    "How long is the border between Kyrgyzstan and Tajikistan?",
    "Who chaired the Samarkand summit?",
    "What is the population of Brazil?",
    "When did Line C begin to carry gas?",
)
QUESTIONS = (
    "How much freight did the Middle Corridor carry in 2024?",
    "What is the official name of the Middle Corridor?",
    "When was the Baku-Tbilisi-Kars railway opened?",
    "What did the World Bank report of November 2023 find?",
    "How tall is the Eiffel Tower?",
    "When was the Shanghai Cooperation Organisation founded?",
    "Which country became the tenth member of the SCO?",
    "What did the Tianjin summit approve?",
    "Where is the SCO Secretariat?",
    "Who won the football World Cup in 2018?",
    "How large was China's trade with Central Asia in 2024?",
    "Which country was China's largest trading partner in Central Asia?",
    "How large was trade between the European Union and Central Asia in 2022?",
    "What is the price of bread in Bishkek?",
    "How much uranium did Kazakhstan produce in 2022?",
    "How is uranium extracted in Kazakhstan?",
    "Why did Kazatomprom lower its production plan for 2025?",
    "Who owns the Inkai mine?",
    "How do vaccines protect against measles?",
    "When did Kazakhstan vote on a nuclear power station?",
    "What was the turnout at the referendum on nuclear power?",
    "Which company will lead the consortium for the first nuclear station?",
    "Where is the first nuclear power station to stand?",
    "Who wrote the novel Moby-Dick?",
    "What will the China-Kyrgyzstan-Uzbekistan railway cost?",
    "How long is the China-Kyrgyzstan-Uzbekistan railway?",
    "Who holds the shares of the joint company for the railway?",
    "Which track gauges will meet at Makmal?",
    "What is the boiling point of ethanol?",
    "When was the Collective Security Treaty signed?",
    "Why did the CSTO send troops to Kazakhstan in January 2022?",
    "Has Armenia left the CSTO?",
    "Which states belong to the Eurasian Economic Union?",
    "When did the free trade agreement with Iran come into force?",
    "How many people live in Tashkent?",
    "Where was the Belt and Road Initiative announced?",
    "How long is the Kamchik tunnel?",
    "Why must containers be moved between trains at Khorgos?",
    "What was signed at the Astana summit in June 2025?",
    "How much money did Xi Jinping announce in Astana?",
    "Which film won the Academy Award in 2020?",
    "When does the Chinese-Kazakh visa exemption apply?",
    "What is C5+1?",
    "What was announced at the C5+1 summit in Washington?",
    "How much does Global Gateway offer Central Asia?",
    "Which countries are observers of the Organization of Turkic States?",
    "How does photosynthesis work in ferns?",
    "When did deliveries of Russian gas to Uzbekistan begin?",
    "Why was Line D of the gas pipeline delayed?",
    "What is Kazakhstan's multi-vector policy?",
)


@dataclass(slots=True)
class Series:
    """Milliseconds that each question took: on the page, and for the assistant by itself."""

    name: str
    page: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    answered: int = 0

    def row(self) -> tuple[str, ...]:
        """Return the series' line in the table."""
        return (
            self.name,
            f"{median(self.page):.0f}",
            f"{percentile(self.page, 95):.0f}",
            f"{max(self.page):.0f}",
            f"{median(self.answer):.0f}",
            f"{percentile(self.answer, 95):.0f}",
            f"{median([a / b for a, b in zip(self.page, self.answer, strict=True)]):.2f}",
            f"{self.answered} of {len(self.page)}",
        )


class Caller:
    """Someone who asks the assistant in this process."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._conversation: str | None = None

    def begin(self) -> None:
        """Turn to a new conversation."""
        self._conversation = None

    def ask(self, question: str) -> float:
        """Return the milliseconds that the answer took."""
        started = time.perf_counter()
        _, self._conversation = self._assistant.ask(
            question, conversation=self._conversation or "new"
        )
        return 1000 * (time.perf_counter() - started)


def main() -> int:
    """Measure and print."""
    options = _options()
    try:
        browser = find_browser()
    except BrowserMissing as error:
        print(error, file=sys.stderr)
        return 2
    with ExitStack() as stack:
        made = Path(stack.enter_context(TemporaryDirectory(prefix="caravan-page-")))
        home = options.home or made / "home"
        passages = _passages(home) or _ingest(home, made / "articles", options)
        corpus = Corpus.open(StoreSettings(home=home))
        stack.callback(corpus.close)
        caller = Caller(
            Assistant(corpus, load_embedder(notify=print), cross_encoder=load_cross_encoder())
        )
        url = stack.enter_context(served(home))
        visitor = Visitor(stack.enter_context(open_page(browser)), url)
        series = _measure(visitor, caller)
    return _report(series, passages)


def _options() -> argparse.Namespace:
    options = parser("page", __doc__)
    options.add_argument(
        "--passages", type=int, default=10_000, help="about how many (default 10000)"
    )
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="keep the corpus here, or use as it is the one that is here; the conversations of the "
        "run stay in it (default: a temporary folder)",
    )
    return options.parse_args()


def _passages(home: Path) -> int:
    """Return how many passages the corpus in `home` holds; 0 where there is none."""
    _, listed = run_json(home, "documents")
    return sum(document["passages"] for document in listed.get("documents", ()))


def _ingest(home: Path, folder: Path, options: argparse.Namespace) -> int:
    writer = Writer(options.seed)
    count = max(1, round(options.passages / _PASSAGES_AN_ARTICLE))
    write_folder(folder, [writer.write(_PARAGRAPHS) for _ in range(count)])
    print(f"Ingesting {count:,} articles, which takes some minutes.", file=sys.stderr)
    status, report = run_json(home, "ingest", str(folder))
    if status:
        raise RuntimeError(f"the articles were not ingested: {report}")
    return _passages(home)


def _measure(visitor: Visitor, caller: Caller) -> list[Series]:
    """Ask all questions in both ways, having asked others before the clock counts."""

    def begin() -> None:
        visitor.begin()
        caller.begin()

    _ask(visitor, caller, Series("warm-up"), _WARM_UP)
    alone = Series("each in a new conversation")
    _ask(visitor, caller, alone, QUESTIONS, before_each=begin)
    begin()
    _ask(visitor, caller, Series("the question they follow"), _WARM_UP[:1])
    growing = Series("follow-ups in one conversation")
    _ask(visitor, caller, growing, QUESTIONS)
    return [alone, growing]


def _ask(
    visitor: Visitor,
    caller: Caller,
    series: Series,
    questions: Sequence[str],
    before_each: Callable[[], None] = lambda: None,
) -> None:
    for question in questions:
        before_each()
        took, answered = visitor.ask(question)
        series.page.append(took)
        series.answered += answered
        series.answer.append(caller.ask(question))


def _report(series: Sequence[Series], passages: int) -> int:
    print(machine())
    print(f"{passages:,} passages; {len(QUESTIONS)} questions, the page and the answer in turn\n")
    print_table(_HEADINGS, [one.row() for one in series])
    *_, growing = series
    first, last = growing.page[:_FEW], growing.page[-_FEW:]
    print(
        f"\nThe first {_FEW} follow-ups took {median(first):.0f} ms, the last {_FEW} "
        f"{median(last):.0f} ms (medians)."
    )
    slowest = max(percentile(one.page, 95) for one in series)
    met = slowest < TARGET
    print(
        f"Enter to the whole answer, p95 of the slower series: {slowest:.0f} ms "
        f"(target < {TARGET:.0f} ms: {'met' if met else 'missed'})"
    )
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
