"""`caravan ingest`."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from ui.metadata import MetadataOptions
from ui.options import Home, Json, with_options
from ui.runs import RunOptions

if TYPE_CHECKING:
    from ingest import Progress, Report
    from ingest.options import Options
    from ui.bar import IngestBar
    from ui.outcomes import Changes, Summary
    from ui.output import Output
    from vectorstore import Corpus, Embedder, Result


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("ingest")(ingest_command)


@with_options("known", MetadataOptions)
@with_options("run", RunOptions)
def ingest_command(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH_OR_URL", help="Files, folders of them, and web addresses."),
    ] = None,
    *,
    sample: Annotated[
        bool, typer.Option("--sample", help="Add the sample articles that ship with Caravan.")
    ] = False,
    run: RunOptions,
    known: MetadataOptions,
    json: Json = False,
    home: Home = None,
) -> None:
    """Add articles to the corpus, or bring them up to date.

    Reads text, Markdown, HTML, PDF, Word (.docx), EPUB, e-mail (.eml), RSS and Atom, CSV, JSON
    lines, and ZIP archives of these. What has not changed is skipped. What cannot be read costs
    nothing else, and `caravan history` keeps what became of it. A document that was removed comes
    back when its file is ingested again.

    What is said here of title, author and so on stands above what a file says, and so does a file
    beside it: article.pdf.yaml for article.pdf.

    \b
    Examples:
      caravan ingest article.pdf notes/ archive.zip
      caravan ingest notes/ --prune --dry-run
      caravan ingest notes/ --watch
      caravan ingest https://example.org/article
      caravan ingest --feed https://example.org/feed.xml
      caravan ingest news.csv --column text=body --publisher "The Gazette"
      caravan ingest --retry
      caravan ingest --sample
    """
    from ingest import sample_folder
    from ui.compose import ingest_settings, open_embedder
    from ui.outcomes import Summary
    from ui.output import Output

    gc.enable()
    output = Output(json, run.quiet)
    wanted = [*(inputs or []), *([str(sample_folder())] if sample else [])]
    run.check(wanted)
    options = run.options(known.given(wanted, run.feed or ()), ingest_settings())
    with _opened(home or context.obj, bool(wanted or run.feed), run.dry_run) as corpus:
        summary = Summary()
        work = _Work(corpus, wanted, options, output, summary)
        if run.watch:
            stopped = work.watch(open_embedder(output))
        else:
            stopped = work.once(None if run.dry_run else open_embedder(output))
    if json:
        output.document(summary.as_json())
    if stopped:
        raise typer.Exit(130)
    if summary.failures:
        raise typer.Exit(1)


class _Work:
    """One call's runs."""

    def __init__(
        self,
        corpus: Corpus,
        inputs: Sequence[str],
        options: Options,
        output: Output,
        summary: Summary,
    ) -> None:
        self._corpus = corpus
        self._inputs = inputs
        self._options = options
        self._output = output
        self._summary = summary

    def once(self, embedder: Embedder | None) -> bool:
        """Do the one run, say what it has done, and tell whether it was interrupted.

        Only a dry run does without an embedder.
        """
        from ingest import ingest
        from ui.outcomes import Changes, show_foreseen, show_report

        foreseen: list[Result] = []
        changes = Changes()
        is_dry = self._options.dry_run
        note = foreseen.append if is_dry else changes.note
        with self._progress("Looking" if is_dry else "Ingesting", note) as (_, progress):
            report = ingest(self._corpus, embedder, self._inputs, self._options, progress)
        self._summary.add(report)
        if self._shows_all:
            show_foreseen(foreseen, self._output)
        self._tell(report, changes, show_report)
        return report.stopped

    def watch(self, embedder: Embedder) -> bool:
        """Do a run after each change, until interrupted, which is how it ends."""
        from ingest import watch
        from ui.outcomes import Changes, show_changes, show_report

        show, changes = show_report, Changes()
        with self._progress("Ingesting", changes.note) as (bar, progress):
            for report in watch(self._corpus, embedder, self._inputs, self._options, progress):
                bar.end()
                self._summary.add(report)
                self._tell(report, changes, show)
                if show is show_report and not report.stopped:
                    self._output.note(f"Watching {', '.join(self._inputs)}. Ctrl-C ends it.")
                show = show_changes
        return True

    @property
    def _shows_all(self) -> bool:
        return not (self._output.json or self._output.is_quiet)

    def _tell(
        self, report: Report, changes: Changes, show: Callable[[Report, Changes, Output], None]
    ) -> None:
        from ui.outcomes import show_failures

        if self._shows_all:
            show(report, changes, self._output)
        elif not self._output.json:
            show_failures(report, self._output)

    @contextmanager
    def _progress(
        self, title: str, note: Callable[[Result], None]
    ) -> Iterator[tuple[IngestBar, Progress]]:
        """Draw a bar, and let Ctrl-C stop the work. `note` is called with each result."""
        from ingest import Progress
        from ui.bar import IngestBar

        with (
            IngestBar(self._output, title) as bar,
            _Interruptible(bar.stopping) as interruption,
        ):

            def done(result: Result) -> None:
                bar.done(result)
                note(result)

            yield bar, Progress(bar.found, done, bar.embedded, interruption.was_asked)


@contextmanager
def _opened(home: str | None, creates: bool, is_dry_run: bool) -> Iterator[Corpus]:
    """Open the corpus. For a dry run where there is none, one that is gone afterwards stands in."""
    from tempfile import TemporaryDirectory

    from ui.compose import open_corpus
    from vectorstore import CorpusMissing

    with TemporaryDirectory(prefix="caravan-") as folder:
        try:
            corpus = open_corpus(home, create=creates and not is_dry_run)
        except CorpusMissing:
            if not (creates and is_dry_run):
                raise
            corpus = open_corpus(folder, create=True)
        try:
            yield corpus
        finally:
            corpus.close()


class _Interruptible:
    """While inside, the first Ctrl-C asks to stop after what is in hand; a second one kills."""

    def __init__(self, on_asked: Callable[[], None]) -> None:
        self._asked = False
        self._on_asked = on_asked

    def was_asked(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._asked

    def __enter__(self) -> _Interruptible:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True
        self._on_asked()
        signal.signal(signal.SIGINT, self._before)
