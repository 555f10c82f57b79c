"""The conversation: the first page, the turns so far, and the questions that are being answered."""

from __future__ import annotations

import time
from itertools import chain
from typing import Any

import streamlit as st

from assistant import Asked, Talk
from assistant.chatmodel import ChatModel
from assistant.suggestions import questions_about, suggest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from ui.changes import Changes, cited_documents
from ui.web import articles
from ui.web.messages import show_error
from ui.web.reading import (
    Notice,
    show_choices,
    show_notices,
    show_question,
    show_turn,
)
from ui.web.visit import Place, Visit, write_address
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError, catalogue

_EXAMPLES = 4
_AT_ONCE_SECONDS = 2.0
_QUOTED = (
    "An answer is made of sentences of the articles, each with the place where it stands. "
    "Every quote is true to its source; whether it answers is for you to judge."
)
_WRITTEN = (
    "A language model, `{}`, writes the answers. Every sentence is checked against the articles "
    "and shown with the words that it rests on; what they do not support is marked."
)


def draw_input(visit: Visit) -> None:
    """Draw the field for questions, which Streamlit keeps at the foot of the page."""
    # Not by a callback: none is there yet for the first click on a page that was open while the
    # server was started anew.
    question = st.chat_input("Ask about the articles", key="question")
    if question:
        visit.ask(question)


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the open conversation, and the answers to what has been asked as they come."""
    talk = visit.talk
    unanswered = talk.unanswered  # before the turns: what is answered meanwhile is among these
    turns = _turns(space, visit, talk)
    if not turns and not unanswered:
        _welcome(space, visit)
    changes = _changes(space, turns)
    is_at_rest = all(asked.has_ended for asked in unanswered)
    for number, answer in enumerate(turns, start=1):
        with st.container(key=f"turn-{number}"):
            is_last = is_at_rest and number == len(turns)
            _show(answer, number, visit, talk, is_last, changes)
    following = [
        _Followed(asked, number, space.assistant.model)
        for number, asked in enumerate(
            (each for each in unanswered if not _is_among(turns, each)), start=len(turns) + 1
        )
    ]
    for followed in following:
        followed.draw(visit, talk)


def _turns(space: Workspace, visit: Visit, talk: Talk) -> list[dict[str, Any]]:
    if talk.conversation is None:
        return []
    try:
        return space.assistant.turns(talk.conversation)
    except InputError:
        visit.leave(talk)
        text = "The conversation in this page's address is not in the corpus."
        hint = "Ask a question to begin a new one."
        show_notices([Notice(text, hint, "error")], key="no-conversation")
        return []


def _is_among(turns: list[dict[str, Any]], asked: Asked) -> bool:
    turn = asked.reply.turn if asked.reply is not None else None
    return turn is not None and turn <= len(turns)


class _Followed:
    """A question on the page, and its answer as it comes."""

    def __init__(self, asked: Asked, number: int, model: ChatModel | None) -> None:
        """Draw the question; the questions behind it are drawn before it is answered.

        Where a `model` writes, it can be stopped.
        """
        self._asked = asked
        self._number = number
        self._drawn_at = time.monotonic()
        self._turn = st.container(key=f"turn-{number}")
        doing = "Reading the articles" if model is None else f"{model.name} reads the articles"
        with self._turn:
            self._slot = st.empty()
            self._stop = st.empty()
        with self._slot:
            show_question(asked.question, key=f"waiting-{number}", waiting=doing)
        if model is not None and not asked.has_ended:
            self._stop.button(
                "Stop", icon=":material/stop_circle:", key=f"stop-{number}", on_click=asked.stop
            )

    def draw(self, visit: Visit, talk: Talk) -> None:
        """Draw the answer. It comes all the same if this run of the page is cut off."""
        for part, reply in enumerate(self._asked.replies()):
            write_address(visit)  # also lets Streamlit end this run where another has begun
            if reply is None:
                continue
            # The browser may not have drawn yet what this takes the place of.
            is_new = time.monotonic() - self._drawn_at < _AT_ONCE_SECONDS
            with self._slot:
                if reply.complete:
                    answer = reply.answer.as_json(reply.conversation)
                    _show(answer, self._number, visit, talk, is_new=is_new)
                else:
                    key = f"part-{self._number}-{part}"
                    show_turn(reply.answer.as_json(), key, complete=False, is_new=is_new)
        self._stop.empty()
        if self._asked.error is not None:
            with self._turn:
                self._draw_failure(self._asked.error, visit, talk)

    def _draw_failure(self, error: BaseException, visit: Visit, talk: Talk) -> None:
        with self._slot:
            show_question(self._asked.question, key=f"failed-{self._number}")
        _tell_failure(error, key=f"error-{self._number}")
        again = ("Ask again", ":material/refresh:", visit.answers.ask_again)
        away = ("Put away", ":material/close:", visit.answers.forget)
        # What cannot be asked would fail again.
        label, icon, act = away if isinstance(error, InputError) else again
        key = f"after-{self._number}"
        st.button(label, icon=icon, key=key, on_click=act, args=(talk, self._asked))


def _tell_failure(error: BaseException, key: str) -> None:
    if isinstance(error, CaravanError):
        show_error(error, key)
        return
    text = "Something went wrong that should not have, and this could not be answered."
    hint = "Nothing that was written before is lost. The server's log says more."
    show_notices([Notice(text, hint, "error")], key)


def _changes(space: Workspace, turns: list[dict[str, Any]]) -> Changes:
    """Return what has become of the cited documents since."""
    ids = set().union(*map(cited_documents, turns))
    with space.corpus.database.read() as connection:
        return catalogue.changes_since(connection, sorted(ids))


def _show(
    answer: dict[str, Any],
    number: int,
    visit: Visit,
    talk: Talk,
    is_last: bool = True,
    changes: Changes | None = None,
    is_new: bool = False,
) -> None:
    def open_source(citation: dict[str, Any]) -> None:
        document = citation["document"]
        visit.open_source(
            Place(document["id"], document["version"], citation["start"], citation["end"])
        )

    def ask_for_all_dates() -> None:
        # Not as it was typed: what that points back to is no longer the turn before it.
        visit.answers.ask(talk, answer["standalone_question"], infer=False)

    show_turn(
        answer,
        key=f"answer-{number}",
        on_open=open_source,
        on_all_dates=ask_for_all_dates if is_last else None,
        changes=changes,
        is_new=is_new,
    )


def _welcome(space: Workspace, visit: Visit) -> None:
    talk = visit.talk

    def begin(question: str) -> None:
        if visit.talk is talk and not talk.unanswered:  # or it has begun, by a double click
            visit.ask(question)

    with st.container(key="welcome"):
        st.title("What do you want to know?", anchor=False)
        model = space.assistant.model
        st.markdown(_QUOTED if model is None else _WRITTEN.format(model.name))
        with space.corpus.database.read() as connection:
            is_empty = not catalogue.count_documents(connection)
            revision = catalogue.revision(connection)
        if is_empty:
            articles.offer_sample(space)
            return
        with st.spinner("Looking for questions that the articles answer"):
            examples = _examples(space, revision)
        if examples:
            st.caption("Questions to begin with")
            with st.container(key="examples"):
                show_choices(examples, key="example", on_choose=begin)


@st.cache_data(max_entries=4, show_spinner=False)
def _examples(_space: Workspace, revision: int) -> list[str]:
    """Return questions to begin with, which the corpus answers in this revision of it."""
    candidates = questions_about(_space.corpus)
    if _space.corpus.sources_below([sample_folder()]):
        candidates = chain(SAMPLE_QUESTIONS, candidates)
    return suggest(_space.assistant, candidates, _EXAMPLES)
