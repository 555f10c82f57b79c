"""Questions to go on with, looked for behind everything else."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Talk
from assistant.suggestions import follow_ups
from ui.web.navigation import write_address
from ui.web.reading import show_choices
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, catalogue

DrawBehind = Callable[[Callable[[], None]], None]
"""Takes what is to be drawn at the end of a run of the page, behind everything else."""

_PAUSE_SECONDS = 0.2
_log = logging.getLogger(__name__)
_pool = ThreadPoolExecutor(1, thread_name_prefix="caravan-follow-ups")


class _Search:
    """The search for what may be asked after one turn, in one revision of the corpus."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._work: Future[list[str] | None] | None = None

    @property
    def found(self) -> list[str] | None:
        """What was found; None before."""
        work = self._work
        return work.result() if work is not None and work.done() else None

    def go_on(self, look: Callable[[], list[str] | None]) -> Future[list[str] | None]:
        """Return the work, which is begun with `look`, also where it was broken off."""
        with self._lock:
            if self._work is None or (self._work.done() and self.found is None):
                self._work = _pool.submit(look)
            return self._work


class Suggestions:
    """What may be asked after the last of some turns."""

    def __init__(
        self,
        space: Workspace,
        visit: Visit,
        talk: Talk,
        turns: Sequence[dict[str, Any]],
        on_choose: Callable[[str], object],
    ) -> None:
        self._space = space
        self._visit = visit
        self._talk = talk
        self._turns = turns
        self._on_choose = on_choose
        with space.corpus.database.read() as connection:
            revision = catalogue.revision(connection)
        self._search = _search(turns[-1]["conversation"], len(turns), revision)

    def draw(self, draw_behind: DrawBehind) -> None:
        """Draw them here, at once if they are known."""
        questions = self._search.found
        if questions is None:
            self.draw_at(st.empty(), draw_behind)
        else:
            self._show(questions, st.container(key="follow-ups"))

    def draw_at(self, place: DeltaGenerator, draw_behind: DrawBehind) -> None:
        """Draw them at a place, at the end of the page's run: finding them takes a second or two.

        Whatever is clicked meanwhile ends the run, and the next one finds what has been found.
        """
        draw_behind(lambda: self._draw_late(place))

    def _draw_late(self, place: DeltaGenerator) -> None:
        work = self._search.go_on(self._look)
        while not work.done():
            wait([work], _PAUSE_SECONDS)
            # Lets Streamlit end this run where another has begun.
            write_address(self._visit.parameters())
        self._show(work.result(), place.container(key="follow-ups"))

    def _show(self, questions: list[str] | None, place: DeltaGenerator) -> None:
        if questions:
            with place:
                st.caption("Questions to go on with")
                show_choices(questions, key="follow-up", on_choose=self._on_choose)

    def _look(self) -> list[str] | None:
        """Return them; None where it is broken off, so as not to delay an answer."""
        talk, answers = self._talk, self._space.answers

        def is_wanted() -> bool:
            while not talk.unanswered:
                if answers.rest(_PAUSE_SECONDS):  # what anybody has asked comes first
                    return True
            return False

        asked = [each["question"] for each in self._turns]
        if not is_wanted():
            return None
        try:
            found = follow_ups(
                self._space.assistant,
                self._space.corpus,
                self._turns[-1],
                asked,
                is_wanted=is_wanted,
            )
        except CaravanError:
            _log.exception("No questions to go on with could be found")
            return []
        return found if is_wanted() else None


@st.cache_resource(max_entries=64, show_spinner=False)
def _search(conversation: str, turn: int, revision: int) -> _Search:
    return _Search()
