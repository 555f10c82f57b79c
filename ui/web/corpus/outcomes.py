"""What became of files and addresses, in the words of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from ingest.discovery import is_address
from ingest.intake import FEED
from ui.output import counted, printable_name
from vectorstore import Outcome, Result

_TOLD = {
    Outcome.ADDED: "was added",
    Outcome.UPDATED: "was brought up to date",
    Outcome.UNCHANGED: "is in the corpus already",
    Outcome.MOVED: "has moved, and is known by its new place",
    Outcome.DUPLICATE: "has the text of an article that is in the corpus already",
    Outcome.REMOVED: "was taken out",
}
_COUNTED = {
    Outcome.ADDED: "added",
    Outcome.UPDATED: "brought up to date",
    Outcome.MOVED: "moved",
    Outcome.DUPLICATE: "there already under another name",
    Outcome.UNCHANGED: "unchanged",
    Outcome.REMOVED: "taken out",
    Outcome.FAILED: "not added",
}
_COLUMNS = "Name the one that does with `--column text=NAME`, or under `columns:` in a sidecar."
# What a hint says of the command line, and what it comes to in a browser.
_IN_A_BROWSER = (
    (re.compile(" with --retry"), ""),
    (re.compile("without --feed"), "without the tick at “feeds”"),
    (
        re.compile("run the command again with --allow-private"),
        "add it with the command caravan ingest --allow-private",
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one source: its name, what happened, and what to know or do."""

    name: str
    text: str
    hint: str = ""
    tone: Literal["done", "note", "error"] = "done"
    source: str = ""


def line_of(result: Result) -> Line:
    """Return the line of one outcome."""
    name = name_of(result.source)
    if result.outcome is Outcome.FAILED:
        reason = browser_reason(result.reason, name)
        return Line(name, "was not added.", reason, "error", result.source)
    passages = f" ({counted(result.passages, 'passage')})" if result.passages else ""
    text = f"{_TOLD[result.outcome]}{passages}."
    return Line(name, text, result.note, "note" if result.note else "done", result.source)


def lines_of(results: Iterable[Result]) -> list[Line]:
    """Return the lines of outcomes: first what failed, then what there is to know of."""
    rank = {"error": 0, "note": 1, "done": 2}
    return sorted(map(line_of, results), key=lambda line: rank[line.tone])


def summed_up(counts: Mapping[Outcome, int]) -> str:
    """Return how many had which outcome: "3 added, 1 not added"."""
    told = [f"{counts[outcome]:,} {word}" for outcome, word in _COUNTED.items() if counts[outcome]]
    return ", ".join(told) or "Nothing to add"


def count_outcomes(results: Iterable[Result]) -> Counter[Outcome]:
    """Return how many had which outcome."""
    return Counter(result.outcome for result in results)


def name_of(source: str) -> str:
    """Return what a source is called: an address, a file, or "a.txt in notes.zip"."""
    source = source.removeprefix(FEED)
    if is_address(source):
        return printable_name(source)
    path, _, member = source.partition("!/")
    file = PurePath(path).name
    return printable_name(f"{member} in {file}" if member else file)


def browser_reason(reason: str, name: str) -> str:
    """Return why something failed, with what to do about it in a browser."""
    if _COLUMNS in reason:
        return reason.replace(
            _COLUMNS,
            f"Say which one does in a text file called {name}.yaml that holds the line "
            "“columns: {text: NAME}”, and add both together.",
        )
    for pattern, instead in _IN_A_BROWSER:
        reason = pattern.sub(instead, reason)
    return reason
