"""What the pages work on: one corpus, opened once for the whole process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant, BackgroundAnswers
from ingest import BackgroundIngest, Job, Report, Uploads
from vectorstore import Corpus


@dataclass(frozen=True, slots=True)
class Workspace:
    """A corpus with those who work on it; every page of the process shares it."""

    corpus: Corpus
    assistant: Assistant
    answers: BackgroundAnswers
    uploads: Uploads
    ingests: BackgroundIngest

    def receive(
        self, files: Iterable[tuple[str, bytes]], replaced: Collection[str] = ()
    ) -> Job | None:
        """Keep uploads, given by name and content, and ingest them; see `Uploads.keep_all`.

        Where one cannot be kept, those before it are ingested all the same.
        """
        kept: list[Path] = []
        try:
            kept.extend(self.uploads.keep_all(files, replaced))
        finally:
            job = self.ingest_uploads(list(dict.fromkeys(kept))) if kept else None
        return job

    def ingest_uploads(self, files: Sequence[Path]) -> Job:
        """Ingest files that were uploaded; those that cannot be read are not kept."""

        def discard_unreadable(report: Report) -> None:
            for failure in report.failures:
                self.uploads.discard(Path(failure.source))

        return self.ingests.submit([str(file) for file in files], discard_unreadable)

    def stop(self) -> None:
        """Finish the questions and articles in hand and take no more."""
        self.ingests.stop()
        self.answers.stop()


_current: Workspace | None = None


def use(workspace: Workspace) -> None:
    """Make `workspace` the one that pages work on."""
    global _current
    _current = workspace


def current() -> Workspace:
    """Return what pages work on. Raises RuntimeError before `use`."""
    if _current is None:
        raise RuntimeError("the pages are served by `caravan serve`, which opens a corpus first")
    return _current
