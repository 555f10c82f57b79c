"""Looking whether the corpus is whole: in a thread, once at a time, for all pages to see."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.threads import in_thread
from vectorstore import Corpus, Health, verify


@dataclass(frozen=True, slots=True)
class Found:
    """What an examination found, and when; `is_repaired` where the indexes were rebuilt first."""

    health: Health
    at: datetime
    is_repaired: bool


class Examination:
    """The latest examination of a corpus."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Future[Found] | None = None

    @property
    def latest(self) -> Future[Found] | None:
        """The examination under way, or the last one; None before the first."""
        return self._latest

    @property
    def is_under_way(self) -> bool:
        """Whether the corpus is being looked at."""
        return self._latest is not None and not self._latest.done()

    def begin(self, corpus: Corpus, *, repairs: bool = False) -> None:
        """Look at `corpus`; with `repairs`, rebuild its indexes from the catalogue before.

        Does nothing while one is under way.
        """
        with self._lock:
            if self.is_under_way:
                return
            self._latest = in_thread(_examine, corpus, repairs)


def _examine(corpus: Corpus, repairs: bool) -> Found:
    if repairs:
        corpus.repair()
    return Found(verify(corpus), datetime.now(UTC), repairs)
