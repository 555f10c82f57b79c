"""`caravan ingest` and `caravan history`."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from ingest import Report
    from ui.output import Output


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("ingest")(ingest_command)
    app.command("history")(history_command)


def ingest_command(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Files, and folders of them.")
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Add the sample articles that ship with Caravan.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out what is gone from the given folders.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Add articles to the corpus, or bring them up to date.

    Text (.txt) and Markdown (.md) are read. What has not changed is skipped. A file that cannot be
    read costs no other. A document that was removed comes back when its file is ingested again.

    \b
    Examples:
      caravan ingest article.txt notes/
      caravan ingest notes/ --prune
      caravan ingest --sample
    """
    from ingest import Progress, ingest, sample_folder
    from ui.compose import open_corpus, open_embedder
    from ui.output import Output
    from vectorstore import InputError

    gc.enable()
    output = Output(json)
    wanted = [*(inputs or []), *([str(sample_folder())] if sample else [])]
    if not wanted:
        raise InputError(
            "There is nothing to ingest.", "Name a file or a folder, or add the --sample articles."
        )
    corpus = open_corpus(home or context.obj, create=True)
    embedder = open_embedder(output)
    with output.progress() as bar:
        task = bar.add_task("Ingesting", total=None)
        with _Interruptible(lambda: bar.update(task, description="Stopping")) as interruption:
            progress = Progress(
                on_found=lambda total: bar.update(task, total=total),
                on_done=lambda _: bar.advance(task),
                should_stop=lambda: interruption.asked,
            )
            report = ingest(corpus, embedder, wanted, prune, progress)
    _show_report(report, output)
    corpus.close()
    if report.stopped:
        raise typer.Exit(130)
    if report.failures:
        raise typer.Exit(1)


def history_command(
    context: typer.Context,
    run: Annotated[
        int | None,
        typer.Argument(metavar="RUN", min=1, max=2**63 - 1, help="The run whose items to list."),
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """List the ingest runs, or what became of each item of one.

    \b
    Examples:
      caravan history
      caravan history 3
    """
    from ui.compose import open_corpus
    from ui.output import Output
    from vectorstore import ledger

    output = Output(json)
    corpus = open_corpus(home or context.obj)
    with corpus.database.read() as connection:
        runs = ledger.list_runs(connection, run)
        results = ledger.run_results(connection, run) if run is not None else []
    if json:
        output.document(_history_json(runs, results, run))
    elif run is None:
        _show_runs(runs, output)
    else:
        _show_items(results, output)


class _Interruptible:
    """While inside, the first Ctrl-C asks to stop after what is in hand; a second one kills."""

    def __init__(self, on_asked: Callable[[], None]) -> None:
        self.asked = False
        self._on_asked = on_asked

    def __enter__(self) -> _Interruptible:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        self._on_asked()
        signal.signal(signal.SIGINT, self._before)


def _show_report(report: Report, output: Output) -> None:
    from ui.output import counted, unwrapped
    from vectorstore import Outcome

    counts = {str(outcome): report.count(outcome) for outcome in Outcome}
    if output.json:
        del counts["failed"]
        failed = [{"source": one.source, "reason": one.reason} for one in report.failures]
        output.document(
            {
                **counts,
                "failed": failed,
                "passages": report.passages,
                "seconds": round(report.seconds, 3),
            }
        )
        return
    told = [f"{count:,} {outcome}" for outcome, count in counts.items() if count]
    output.show(
        f"{', '.join(told) or 'Nothing to do'} "
        f"({counted(report.passages, 'passage')} in {report.seconds:.1f} s)"
    )
    for failure in report.failures:
        output.show(unwrapped(f"failed {failure.source}", "red"), f"       {failure.reason}")
    if report.stopped:
        output.note("Interrupted. What is done is kept; run it again to go on from there.")


def _show_runs(runs: list[Any], output: Output) -> None:
    from ui.tables import table

    rows = [
        (
            str(run.id),
            run.started_at[:16].replace("T", " "),
            run.state if run.finished_at else "not finished",
            ", ".join(f"{count:,} {outcome}" for outcome, count in run.outcomes.items()) or "-",
            run.command,
        )
        for run in runs
    ]
    output.show(table(("run", "started (UTC)", "state", "items", "command"), rows))


def _show_items(results: list[Any], output: Output) -> None:
    from ui.tables import table

    rows = [(str(one.outcome), one.document_id or "-", one.source, one.reason) for one in results]
    output.show(table(("outcome", "document", "source", "reason"), rows))


def _history_json(runs: list[Any], results: list[Any], run: int | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "runs": [
            {
                "id": one.id,
                "command": one.command,
                "started_at": one.started_at,
                "finished_at": one.finished_at,
                "state": one.state,
                "outcomes": one.outcomes,
            }
            for one in runs
        ]
    }
    if run is not None:
        document["items"] = [
            {
                "source": one.source,
                "outcome": str(one.outcome),
                "document": one.document_id,
                "reason": one.reason or None,
            }
            for one in results
        ]
    return document
