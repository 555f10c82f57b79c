"""What one browser tab has under way on the page Corpus."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from ingest import Job
from ui.web.corpus.listing import View
from ui.web.visit import Visit
from vectorstore import CaravanError

_DESK = "corpus-desk"


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done last: in words, and the documents that can be brought back."""

    told: str
    removed: tuple[str, ...] = ()


@dataclass(slots=True)
class Desk:
    """What is looked at, what was wished since, and which runs are shown.

    `wishes` are what the table has told, and `acted` what is to be done with runs, given by number:
    the next run of the page does it. `batch` counts the uploads that were taken: each batch has a
    field of its own. `problem` is why not all of the last one could be. `followed` are the numbers
    of the runs that were seen at work and not put away since; `opened` is the run of the ledger
    whose items are listed.
    """

    visit: Visit
    view: View = field(default_factory=View)
    wishes: list[dict[str, Any]] = field(default_factory=list)
    acted: list[tuple[str, int]] = field(default_factory=list)
    done: Deed | None = None
    batch: int = 0
    problem: CaravanError | None = None
    followed: set[int] = field(default_factory=set)
    opened: int | None = None
    drawn_at: float = 0.0

    def begin_batch(self) -> None:
        """Take what was chosen to be added: an empty field takes the place of its own."""
        self.batch += 1
        self.problem = None

    def follow(self, job: Job | None) -> None:
        """Show a run that begins, if one does, in the place of those that have ended."""
        self.followed = set() if job is None else {job.number}
        self.done = None

    def note_drawn(self) -> None:
        """Remember that the whole page has been drawn just now."""
        self.drawn_at = time.monotonic()


def current(visit: Visit) -> Desk:
    """Return what this browser tab has under way; it begins anew with another visit."""
    desk: Desk | None = st.session_state.get(_DESK)
    if desk is None or desk.visit is not visit:
        desk = st.session_state[_DESK] = Desk(visit)
    return desk
