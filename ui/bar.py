"""How far an ingest run has come, on the terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ui.output import Output, printable_name

if TYPE_CHECKING:
    from vectorstore import Result

_LONGEST_NAME = 32
_UNHURRIED = 0.1
"""Seconds between two looks at the rate: each would draw the line anew."""


class IngestBar:
    """A bar with the rate and the name of what is in hand. Used as a context, it is taken off."""

    def __init__(self, output: Output, title: str) -> None:
        self._progress = output.progress("rate", "name")
        self._title = title
        self._task = self._progress.add_task(title, total=None, rate="", name="")
        self._started = self._told = time.monotonic()
        self._articles = self._passages = 0
        self._latest = ""

    def __enter__(self) -> IngestBar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def found(self, total: int) -> None:
        """Begin a run over `total` articles, if there are any, or learn that there are more."""
        if self._progress.live.is_started:
            self._progress.update(self._task, total=total)
        elif total > 0:
            self._articles = self._passages = 0
            self._started = time.monotonic()
            self._progress.reset(self._task, total=total, description=self._title, rate="", name="")
            self._progress.start()

    def done(self, result: Result) -> None:
        """Count an article."""
        self._articles += 1
        self._progress.advance(self._task)
        self._latest = result.source
        self._tell()

    def embedded(self, passages: int) -> None:
        """Count passages that have been embedded."""
        self._passages += passages
        self._tell()

    def stopping(self) -> None:
        """Say that what is in hand is being finished."""
        self._progress.update(self._task, description="Stopping")

    def end(self) -> None:
        """Take the bar off, until another run is found."""
        self._progress.stop()

    def _tell(self) -> None:
        now = time.monotonic()
        if self._progress.disable or now - self._told < _UNHURRIED:
            return
        self._told = now
        rate, name = self._rate(now - self._started), shortened(self._latest)
        self._progress.update(self._task, rate=rate, name=name)

    def _rate(self, seconds: float) -> str:
        """Return how fast it goes: in passages, or in articles where none is embedded."""
        if self._passages:
            return f"{self._passages / seconds:,.0f} passages/s"
        return f"{self._articles / seconds:,.0f} articles/s"


def shortened(source: str) -> str:
    """Return the last part of a path or address, its middle left out where it is long."""
    name = printable_name(source.rstrip("/").rpartition("/")[2] or source)
    if len(name) <= _LONGEST_NAME:
        return name
    half = (_LONGEST_NAME - 1) // 2
    return f"{name[:half]}…{name[-half:]}"
