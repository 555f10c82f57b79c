"""Runs at work: how far they are, what became of each file, and how they are stopped."""

from __future__ import annotations

import time
from collections.abc import Iterable

import streamlit as st

from ingest import Job
from ui.bar import shortened
from ui.output import counted
from ui.web.corpus.desk import Desk
from ui.web.corpus.outcomes import Line, count_outcomes, lines_of, summed_up
from ui.web.corpus.runs import Act, ShownRun, show_runs
from ui.web.navigation import Name, turn_to
from ui.web.workspace import Workspace
from vectorstore import LOCAL, CaravanError, Filters, Outcome

MOST_LINES = 200
"""Files that are told of one by one."""

_LOOK_SECONDS = 0.5
_REDRAW_SECONDS = 6.0
"""How often the whole page is drawn anew while articles come in: its numbers and its table."""
_EARLIEST_FORECAST = 3.0


def draw(space: Workspace, desk: Desk) -> None:
    """Draw the runs at work, and those that this browser tab has seen at work, until put away."""
    acted = desk.acted[:]
    desk.acted.clear()
    for act, number in acted:
        _do(space, desk, act, number)
    if unfinished(space):
        _watch(space, desk)
    else:
        _show(space, desk)


def unfinished(space: Workspace) -> list[Job]:
    """Return the runs that are at work or wait, in order."""
    return [job for job in space.ingests.jobs() if not job.has_ended]


def told_remaining(done: int, total: int, seconds: float) -> str:
    """Return how long the rest may take, judged by what is done; empty while that says little."""
    if not 0 < done < total or seconds < _EARLIEST_FORECAST:
        return ""
    left = seconds / done * (total - done)
    if left < 60:
        return f"about {max(1, round(left))} s left"
    return f"about {counted(round(left / 60), 'minute')} left"


def shown_job(job: Job, may_stop: bool) -> ShownRun:
    """Return how a run is drawn, as it is now."""
    if job.has_ended:
        return _ended(job)
    total = max(job.total or 0, job.done)  # a file may turn out to hold more than one article
    if job.state == "queued":
        heading, share = "Waiting to be added", -1.0
    else:
        heading = f"Adding articles: {job.done:,} of {total:,}" if total else "Adding articles"
        share = job.done / total if total else -1.0
    if job.is_called_off:
        heading = "Stopping: what is begun is finished"
    failed = [one for one in job.results if one.outcome is Outcome.FAILED]
    return ShownRun(
        job.number,
        heading,
        _told_pace(job, total),
        share,
        lines_of(failed[:MOST_LINES]),
        acts=[Act("stop", "Stop adding")] if may_stop and not job.is_called_off else [],
    )


@st.fragment(run_every=_LOOK_SECONDS)
def _watch(space: Workspace, desk: Desk) -> None:
    is_over = not unfinished(space)
    is_old = time.monotonic() - desk.drawn_at > _REDRAW_SECONDS
    if is_over or is_old or desk.acted:
        st.rerun()
    _show(space, desk)


def _show(space: Workspace, desk: Desk) -> None:
    jobs = space.ingests.jobs()
    desk.followed |= {job.number for job in jobs if not job.has_ended}
    followed = [job for job in reversed(jobs) if job.number in desk.followed]
    owners = (LOCAL, desk.visit.owner)
    shown = [shown_job(job, may_stop=job.owner in owners) for job in followed]
    show_runs(shown, key="runs", on_act=lambda act, number: desk.acted.append((act, number)))


def _do(space: Workspace, desk: Desk, act: str, number: int) -> None:
    if act == "stop":
        for job in space.ingests.jobs():
            if job.number == number and job.owner in (LOCAL, desk.visit.owner):
                job.stop()
    elif act == "dismiss":
        desk.followed.discard(number)
    elif act == "ask":
        desk.followed.discard(number)
        came = [id_ for job in space.ingests.jobs() if job.number == number for id_ in _came(job)]
        desk.visit.turn_to(None)
        desk.visit.filters = Filters(document=came[0]) if len(came) == 1 else Filters()
        turn_to(Name.ASK, desk.visit.parameters())


def _ended(job: Job) -> ShownRun:
    lines = [*_problems(job), *lines_of(job.results)]
    more = len(lines) - MOST_LINES
    came = _came(job)
    label = "Ask about it" if len(came) == 1 else "Ask a question"
    acts = [Act("ask", label, is_first=True)] if came else []
    return ShownRun(
        job.number,
        summed_up(count_outcomes(job.results)),
        lines=lines[:MOST_LINES],
        more=f"And {more:,} more: the history lists them." if more > 0 else "",
        acts=[*acts, Act("dismiss", "Put away")],
    )


def _came(job: Job) -> list[str]:
    """Return the documents that the run left in the corpus, by id."""
    kept = (one for one in job.results if one.outcome is not Outcome.REMOVED)
    return list(dict.fromkeys(one.document_id for one in kept if one.document_id is not None))


def _problems(job: Job) -> Iterable[Line]:
    if isinstance(job.error, CaravanError):
        yield Line("Not all was added:", str(job.error), job.error.hint, "error")
    elif job.error is not None:
        text = "the work broke off. What was added before is kept; the server's log says more."
        yield Line("Not all was added:", text, tone="error")
    elif job.is_called_off:
        yield Line("Stopped.", "What was added is kept, the rest was left out.", tone="note")
    elif job.state == "stopped":
        text = "What was added is kept; Caravan's next start adds the rest."
        yield Line("Caravan was stopped.", text, tone="error")


def _told_pace(job: Job, total: int) -> str:
    latest = shortened(job.latest.source) if job.latest else ""
    rate = ""
    if job.embedded and job.seconds >= 1:
        rate = f"{job.embedded / job.seconds:,.0f} passages a second"
    left = told_remaining(job.done, total, job.seconds)
    return " \N{MIDDLE DOT} ".join(filter(None, (latest, rate, left)))
