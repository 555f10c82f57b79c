"""The way of articles into the corpus: read, cut, embed in batches, write."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.discovery import Item, discover, folders, readable
from ingest.passages import embedded, passages_for
from ingest.reading import EXTRACTOR, LARGEST, read_file
from vectorstore import (
    Corpus,
    Draft,
    Embedder,
    Extract,
    Outcome,
    Result,
    SourceError,
    Span,
)
from vectorstore.files import is_gone

BATCH_PASSAGES = 256
"""How many passages are embedded and written together; a longer document is written whole."""

_BATCH_FILES = 200


@dataclass(slots=True)
class Report:
    """What a run has done: one result a source, in order of completion."""

    results: list[Result] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    stopped: bool = False

    def count(self, outcome: Outcome) -> int:
        """Return how many sources had this outcome."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def failures(self) -> list[Result]:
        """The sources that could not be read."""
        return [result for result in self.results if result.outcome is Outcome.FAILED]


@dataclass(slots=True)
class Progress:
    """Called by a run as it goes on; the default says nothing."""

    on_found: Callable[[int], None] = lambda _total: None
    on_done: Callable[[Result], None] = lambda _result: None
    should_stop: Callable[[], bool] = lambda: False


def ingest(
    corpus: Corpus,
    embedder: Embedder,
    inputs: Sequence[str],
    prune: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring the corpus up to date with `inputs`: files, and folders of them.

    A source that cannot be read is reported and costs no other. With `prune`, sources below the
    given folders that no longer exist are taken out; what was in a folder that cannot be opened
    stays. Asked to stop, a run finishes what it has begun. Raises CorpusError where the corpus
    cannot be written.
    """
    corpus.require_model(embedder.identity)
    return _Run(corpus, embedder, progress or Progress()).over(inputs, prune)


class _Run:
    """One run's state: drafts waiting for the next batch, and results so far."""

    def __init__(self, corpus: Corpus, embedder: Embedder, progress: Progress) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._progress = progress
        self._report = Report()
        self._waiting: list[Draft] = []
        self._settled: list[Result] = []
        self._run_id = 0

    def over(self, inputs: Sequence[str], prune: bool) -> Report:
        started = time.monotonic()
        self._run_id = self._corpus.begin_run(" ".join(["ingest", *map(readable, inputs)]))
        state = "failed"
        try:
            items = [item for item in discover(inputs) if not (prune and self._emptied(item))]
            self._progress.on_found(len(items))
            for item in items:
                if self._progress.should_stop():
                    self._report.stopped = True
                    break
                self._take(item)
            self._flush()
            if prune and not self._report.stopped:
                self._prune(inputs)
            state = "interrupted" if self._report.stopped else "done"
        except KeyboardInterrupt:
            state = "interrupted"
            raise
        finally:
            self._corpus.end_run(self._run_id, self._settled, state)
        self._report.seconds = time.monotonic() - started
        return self._report

    def _take(self, item: Item) -> None:
        try:
            draft = self._draft(item)
        except SourceError as error:
            reason = f"{error}. {error.hint}".strip()
            draft = Result(item.source, Outcome.FAILED, reason=reason)
        if isinstance(draft, Result):
            self._settle(draft)
        else:
            self._waiting.append(draft)
        waiting_passages = sum(len(draft.spans) for draft in self._waiting)
        if waiting_passages >= BATCH_PASSAGES or len(self._waiting) >= _BATCH_FILES:
            self._flush()

    def _draft(self, item: Item) -> Draft | Result:
        """Read one file; a Result where there is nothing to write."""
        if item.error is not None:
            raise item.error
        content = content_of(item.path)
        digest = hashlib.sha256(content).hexdigest()
        if self._corpus.is_unchanged(item.source, digest, EXTRACTOR):
            return Result(item.source, Outcome.UNCHANGED)
        draft = Draft(item.source, digest, EXTRACTOR, read_file(item.path, content))
        if not self._corpus.needs_vectors(draft):
            return draft
        return replace(draft, spans=self._spans(draft.extract))

    def _spans(self, extract: Extract) -> tuple[Span, ...]:
        return tuple(passages_for(self._embedder, extract.text, extract.metadata.context))

    def _flush(self) -> None:
        """Embed and write what is waiting.

        Another process may have changed the corpus since a draft was made, so that it needs vectors
        after all; it goes round again.
        """
        while self._waiting:
            drafts = embedded(self._waiting, self._embedder)
            results = self._corpus.write(drafts, self._embedder.identity, self._run_id)
            self._waiting = []
            for draft, result in zip(drafts, results, strict=True):
                if result is None:
                    self._waiting.append(replace(draft, spans=self._spans(draft.extract)))
                else:
                    self._count(result)

    def _emptied(self, item: Item) -> bool:
        """Tell whether this folder holds nothing now but did at an earlier run."""
        return item.is_empty and bool(self._corpus.sources_below([item.path]))

    def _prune(self, inputs: Sequence[str]) -> None:
        gone = [one for one in self._corpus.sources_below(folders(inputs)) if is_gone(one)]
        if gone:
            for result in self._corpus.drop_sources(gone, self._run_id):
                self._count(result)

    def _settle(self, result: Result) -> None:
        """Count a result that needs no write; the ledger gets it when the run ends."""
        self._settled.append(result)
        self._count(result)

    def _count(self, result: Result) -> None:
        self._report.results.append(result)
        if result.outcome in (Outcome.ADDED, Outcome.UPDATED):
            self._report.passages += result.passages
        self._progress.on_done(result)


def content_of(path: Path) -> bytes:
    """Return the bytes of an article's file.

    Raises SourceError where it is too large or cannot be opened.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(
                f"The file has {size / 2**20:,.0f} MB, the limit is {LARGEST / 2**20:,.0f} MB",
                "Split it.",
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"The file cannot be read: {error.strerror or error}", "Check its permissions."
        ) from error
