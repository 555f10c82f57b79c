"""What a run would do, without doing it."""

from __future__ import annotations

from collections.abc import Callable

from ingest.containers import Container
from vectorstore import Corpus, Draft, Outcome, Result

_NEW = (Outcome.ADDED, Outcome.UPDATED, Outcome.MOVED)
"""What a source cannot be whose text came before in the same run."""


class Foresight:
    """Takes the drafts of a dry run, as `Writer` takes those of a real one, and writes nothing."""

    def __init__(
        self, corpus: Corpus, on_result: Callable[[Result, Container | None], None]
    ) -> None:
        self._corpus = corpus
        self._on_result = on_result
        self._versions: set[str] = set()
        self.left: set[str] = set()
        """Sources from which documents would have moved."""

    def add(self, draft: Draft, container: Container | None) -> None:
        """Tell what would become of a draft, those before it being in the corpus."""
        outcome = self._corpus.outcome_of(draft)
        if outcome in _NEW and draft.version in self._versions:
            outcome = Outcome.DUPLICATE
        if outcome is Outcome.MOVED:
            self.left.update(self._corpus.sources_of_text(draft.version))
        self._versions.add(draft.version)
        self._on_result(Result(draft.source, outcome, note=draft.note), container)

    def flush(self) -> None:
        """Do nothing: nothing waits."""
