"""The latest runs of the ledger, and what became of each file."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from textwrap import shorten

import streamlit as st
from sqlalchemy import Connection

from ui.dates import written_date
from ui.output import printable_name
from ui.web.corpus.desk import Desk
from ui.web.corpus.following import MOST_LINES
from ui.web.corpus.outcomes import lines_of, summed_up
from ui.web.corpus.runs import ShownRun, show_runs
from ui.web.workspace import Workspace
from vectorstore import Outcome, ledger
from vectorstore.ledger import Run
from vectorstore.overview import list_results

_RUNS = 20
_LONGEST_COMMAND = 160
_STATES = {
    "running": "not finished",
    "interrupted": "stopped before its end",
    "failed": "broke off",
}


def draw(space: Workspace, desk: Desk) -> None:
    """Draw the latest runs; the items of the one that is open."""

    def turn(_act: str, number: int) -> None:
        desk.opened = None if desk.opened == number else number

    with space.corpus.database.read() as connection:
        runs = [
            _shown(connection, run, desk.opened, space.uploads.folder)
            for run in ledger.list_runs(connection, limit=_RUNS)
        ]
    if not runs:
        st.caption("Nothing has been added yet. What becomes of each file will be listed here.")
        return
    st.caption(
        "The latest runs, and what became of each file. The command caravan history lists all."
    )
    show_runs(runs, key="history", on_act=turn)


def _shown(connection: Connection, run: Run, opened: int | None, uploads: Path) -> ShownRun:
    counts = {Outcome(outcome): count for outcome, count in run.outcomes.items()}
    outcomes = {outcome: counts.get(outcome, 0) for outcome in Outcome}
    moment = datetime.fromisoformat(run.started_at).astimezone()
    told = [f"{written_date(moment.date())}, {moment:%H:%M}", summed_up(outcomes)]
    if run.state in _STATES:
        told.append(_STATES[run.state])
    is_open = run.id == opened
    results = list_results(connection, run.id, MOST_LINES) if is_open else []
    more = sum(counts.values()) - len(results) if is_open else 0
    return ShownRun(
        run.id,
        ": ".join(told[:2]) + "".join(f" ({one})" for one in told[2:]),
        _command(run.command, uploads),
        lines=lines_of(results),
        more=f"And {more:,} more: the command caravan history {run.id} lists them."
        if more > 0
        else "",
        is_open=is_open,
    )


def _command(command: str, uploads: Path) -> str:
    """Return what was asked for, on one line; of uploads, the mere names."""
    command = command.replace(f"{uploads}{os.sep}", "")
    return printable_name(shorten(command, _LONGEST_COMMAND, placeholder=" …"))
