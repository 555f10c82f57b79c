"""What the pages work on: one corpus, opened once for the whole process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from assistant import Assistant, BackgroundAnswers
from assistant.chatmodel import ModelSettings, load_chat_model
from ingest import BackgroundIngest, Job, Options, Uploads
from ui import model_file
from ui.web.settings.examination import Examination
from vectorstore import LOCAL, Corpus, InputError

_choosing = Lock()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A corpus with those who work on it; every page of the process shares it."""

    corpus: Corpus
    assistant: Assistant
    answers: BackgroundAnswers
    uploads: Uploads
    ingests: BackgroundIngest
    may_configure: bool = True
    """Whether whoever uses the pages is who runs the server, and may change how it works.

    Not where others reach it: they could have the questions of all sent to an address of theirs.
    """
    examination: Examination = field(default_factory=Examination)

    def choose_model(self, settings: ModelSettings | None) -> None:
        """Have a language model write answers from the next question on; None has none.

        It is kept for later starts. Raises InputError, and changes nothing, where it cannot be used
        or the environment chooses another, CorpusUnusable where it cannot be kept.
        """
        if not self.may_configure or model_file.is_overruled():
            raise InputError("The language model is chosen by whoever runs the server.")
        model = load_chat_model(settings) if settings else None
        with _choosing:
            if settings is None:
                model_file.remove(self.corpus.home)
            else:
                model_file.write(self.corpus.home, settings)
            self.assistant.use(model)

    def receive(
        self,
        files: Iterable[tuple[str, bytes]],
        replaced: Collection[str] = (),
        owner: str = LOCAL,
    ) -> Job | None:
        """Keep uploads, given by name and content, and ingest them; see `Uploads.keep_all`.

        Where one cannot be kept, those before it are ingested all the same.
        """
        kept: list[Path] = []
        try:
            kept.extend(self.uploads.keep_all(files, replaced))
        finally:
            job = self.ingest_uploads(kept, owner) if kept else None
        return job

    def ingest_uploads(self, files: Sequence[Path], owner: str = LOCAL) -> Job:
        """Ingest files that were uploaded; a sidecar goes with the file that it is about."""
        return self.ingest([str(file) for file in self.uploads.to_read(files)], owner=owner)

    def ingest(
        self, inputs: Sequence[str], options: Options | None = None, owner: str = LOCAL
    ) -> Job:
        """Ingest files and addresses. Uploads among them that cannot be read are not kept.

        Nor are those that were not read yet when the job was called off.
        """
        return self.ingests.submit(inputs, self._tidy_uploads, options, owner)

    def stop(self) -> None:
        """Finish the questions and articles in hand and take no more."""
        self.ingests.stop()
        self.answers.stop()

    def _tidy_uploads(self, job: Job) -> None:
        for failure in job.report.failures if job.report else ():
            self.uploads.discard(Path(failure.source))
        if job.is_called_off:
            others = (one for one in self.ingests.jobs() if one is not job and not one.has_ended)
            wanted = {path for other in others for path in other.inputs}
            self.uploads.withdraw(self.corpus, map(Path, set(job.inputs) - wanted))


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
