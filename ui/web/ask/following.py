"""Questions that are being answered, and those that could not be."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Asked, Talk
from assistant.chatmodel import ChatModel
from ui.web.ask import asking
from ui.web.ask.answered import Answered
from ui.web.messages import show_error
from ui.web.navigation import write_address
from ui.web.reading import Notice, show_growing, show_notices, show_question
from ui.web.visit import Visit
from vectorstore import CaravanError, InputError, Stopped

_AT_ONCE_SECONDS = 2.0


class Followed:
    """A question on the page, and its answer as it comes."""

    def __init__(self, asked: Asked, number: int, model: ChatModel | None) -> None:
        """Draw the question; the questions behind it are drawn before it is answered."""
        self._asked = asked
        self._number = number
        self._drawn_at = time.monotonic()
        self._turn = st.container(key=f"turn-{number}")
        doing = "Reading the articles" if model is None else f"{model.name} reads the articles"
        if asked.abandoned.is_set():
            doing = "Stopping"
        with self._turn:
            self._slot = st.empty()
            self._below = st.empty()
        with self._slot:
            show_question(asked.question, key=f"waiting-{number}", waiting=doing)
        if not asked.has_ended and not asked.abandoned.is_set():
            self._below.button(
                "Stop",
                icon=":material/stop_circle:",
                key=f"stop-{number}",
                on_click=asked.stop,
                shortcut="Esc",
            )

    def draw(self, visit: Visit, talk: Talk, answered: Answered) -> DeltaGenerator:
        """Draw the answer, and return the place below it.

        The answer comes all the same if this run of the page is cut off.
        """
        for part, reply in enumerate(self._asked.replies()):
            # Also lets Streamlit end this run where another has begun.
            write_address(visit.parameters())
            if reply is None:
                continue
            # The browser may not have drawn yet what this takes the place of.
            is_new = time.monotonic() - self._drawn_at < _AT_ONCE_SECONDS
            with self._slot:
                if reply.complete:
                    answer = reply.answer.as_json(reply.conversation)
                    answered.draw(answer, self._number, is_last=True, is_new=is_new)
                else:
                    key = f"part-{self._number}-{part}"
                    show_growing(reply.answer.as_json(), key, is_new)
        self._below.empty()
        if self._asked.error is not None:
            with self._below.container(key=f"failure-{self._number}"):
                self._draw_failure(self._asked.error, visit, talk)
        return self._below

    def _draw_failure(self, error: BaseException, visit: Visit, talk: Talk) -> None:
        with self._slot:
            show_question(self._asked.question, key=f"failed-{self._number}")
        _tell_failure(error, key=f"error-{self._number}")
        with st.container(key=f"after-{self._number}", horizontal=True, gap="small"):
            # What cannot be asked would fail again.
            if not isinstance(error, InputError):
                self._offer("Ask again", ":material/refresh:", visit, talk, visit.answers.ask_again)
            self._offer("Put away", ":material/close:", visit, talk, visit.answers.forget)

    def _offer(
        self,
        label: str,
        icon: str,
        visit: Visit,
        talk: Talk,
        act: Callable[[Talk, Asked], object],
    ) -> None:
        def do() -> None:
            with asking.trouble_told(visit):
                act(talk, self._asked)

        st.button(label, icon=icon, key=f"{label}-{self._number}", on_click=do)


def _tell_failure(error: BaseException, key: str) -> None:
    if isinstance(error, Stopped):
        show_notices([Notice("Stopped.")], key)
    elif isinstance(error, CaravanError):
        show_error(error, key)
    else:
        text = "Something went wrong that should not have, and this could not be answered."
        hint = "Nothing that was written before is lost. The server's log says more."
        show_notices([Notice(text, hint, "error")], key)
