"""What an ingest run tells: as it goes on, and when it has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from vectorstore import Outcome, Result


@dataclass(slots=True)
class Report:
    """What a run has done: how many sources had each outcome, and those that ask for attention.

    `notes` are sources that were taken, with what to know of them. `passed_over` counts, by suffix,
    files in the given folders that are no articles. `gone` are sources of these folders that are
    no longer there and stay in the corpus. `run` is the run's number in the ledger; a dry run has
    none.
    """

    run: int | None = None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Result] = field(default_factory=list)
    notes: list[Result] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    gone: int = 0
    passages: int = 0
    seconds: float = 0.0
    stopped: bool = False
    dry_run: bool = False

    def count(self, outcome: Outcome) -> int:
        """Return how many sources had this outcome."""
        return self.outcomes[outcome]

    def add(self, result: Result) -> None:
        """Count one source's outcome."""
        self.outcomes[result.outcome] += 1
        if result.outcome is Outcome.FAILED:
            self.failures.append(result)
        elif result.note:
            self.notes.append(result)
        if result.outcome in (Outcome.ADDED, Outcome.UPDATED):
            self.passages += result.passages


@dataclass(slots=True)
class Progress:
    """Called by a run as it goes on; the default says nothing.

    `on_found` gets how many sources there are, as far as is known: an archive that is opened adds
    to them. `on_embedded` gets how many more passages have been embedded.
    """

    on_found: Callable[[int], None] = lambda _total: None
    on_done: Callable[[Result], None] = lambda _result: None
    on_embedded: Callable[[int], None] = lambda _passages: None
    should_stop: Callable[[], bool] = lambda: False
