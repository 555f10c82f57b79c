"""What the pages work on: one corpus, opened once for the whole process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Assistant
from ingest import BackgroundIngest, Job, Report, Uploads
from vectorstore import Corpus


@dataclass(frozen=True, slots=True)
class Workspace:
    """A corpus with those who work on it; every page of the process shares it."""

    corpus: Corpus
    assistant: Assistant
    uploads: Uploads
    ingests: BackgroundIngest

    def ingest_uploads(self, files: Sequence[Path]) -> Job:
        """Ingest files that were uploaded; those that cannot be read are not kept."""

        def discard_unreadable(report: Report) -> None:
            for failure in report.failures:
                self.uploads.discard(Path(failure.source))

        return self.ingests.submit([str(file) for file in files], discard_unreadable)


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
