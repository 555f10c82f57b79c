"""`caravan history`."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.options import Home, Json

if TYPE_CHECKING:
    from ui.output import Output

_LONGEST_COMMAND = 240
"""Characters; --json tells the whole."""


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("history")(history_command)


def history_command(
    context: typer.Context,
    run: Annotated[
        int | None,
        typer.Argument(metavar="RUN", min=1, max=2**63 - 1, help="The run whose items to list."),
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="Only what failed: in RUN, or in the latest run.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """List the ingest runs, or what became of each item of one.

    \b
    Examples:
      caravan history
      caravan history 3
      caravan history --failed
    """
    from ui.compose import open_corpus
    from ui.output import Output
    from vectorstore import Outcome, ledger

    output = Output(json)
    corpus = open_corpus(home or context.obj)
    with corpus.database.read() as connection:
        runs = ledger.list_runs(connection, run)
        if failed and run is None:
            runs = runs[:1]
            run = runs[0].id if runs else None
        results = ledger.run_results(connection, run) if run is not None else []
    if failed:
        results = [one for one in results if one.outcome is Outcome.FAILED]
    if json:
        output.document(_history_json(runs, results, run))
    elif run is None:
        _show_runs(runs, output)
    else:
        _show_items(results, output)


def _show_runs(runs: list[Any], output: Output) -> None:
    from ui.tables import table

    rows = [
        (
            str(run.id),
            run.started_at[:16].replace("T", " "),
            run.state if run.finished_at else "not finished",
            ", ".join(f"{count:,} {outcome}" for outcome, count in run.outcomes.items()) or "-",
            shorten(run.command, _LONGEST_COMMAND, placeholder=" …"),
        )
        for run in runs
    ]
    output.show(table(("run", "started (UTC)", "state", "items", "command"), rows))


def _show_items(results: list[Any], output: Output) -> None:
    from ui.tables import table

    rows = [
        (str(one.outcome), one.document_id or "-", one.source, one.reason or one.note)
        for one in results
    ]
    output.show(table(("outcome", "document", "source", "reason or note"), rows))


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
                # Only where there is one: who reads the form of old need not know it.
                **({"note": one.note} if one.note else {}),
            }
            for one in results
        ]
    return document
