"""The conversation: the first page, the turns so far, and the question that is being answered."""

from __future__ import annotations

from itertools import chain
from typing import Any

import streamlit as st

from assistant.suggestions import questions_about, suggest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from ui.web import address, articles
from ui.web.messages import plain, show_error
from ui.web.reading import show_question, show_turn
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError, catalogue
from vectorstore.query import LONGEST_QUERY

_EXAMPLES = 4
_WAITING = "waiting"
"""Questions to be answered, in order. They outlive a run that is cut off, so that none is lost."""


def draw_input() -> None:
    """Draw the field for questions, which Streamlit keeps at the foot of the page."""
    st.chat_input(
        "Ask about the articles",
        key="question",
        max_chars=LONGEST_QUERY,
        on_submit=lambda: ask(st.session_state["question"]),
    )


def draw(space: Workspace) -> None:
    """Draw the open conversation and answer what was asked."""
    turns = _turns(space)
    waiting = _waiting()
    if not turns and not waiting:
        _welcome(space)
    number = 0
    for number, answer in enumerate(turns, start=1):
        with st.container(key=f"turn-{number}"):
            _show(answer, number)
    while waiting:
        number += 1
        with st.container(key=f"turn-{number}"):
            _answer(space, waiting, number)


def ask(question: str) -> None:
    """Take up a question; the run that follows answers it."""
    _waiting().append(question)


def turn_to(conversation: str | None) -> None:
    """Open a conversation; None begins a new one."""
    _waiting().clear()
    address.open_conversation(conversation)


def _waiting() -> list[str]:
    waiting: list[str] = st.session_state.setdefault(_WAITING, [])
    return waiting


def _turns(space: Workspace) -> list[dict[str, Any]]:
    conversation = address.conversation()
    if conversation is None:
        return []
    try:
        return space.assistant.turns(conversation)
    except InputError:
        st.error(
            "The conversation in this page's address is not in the corpus. Ask a question to "
            "begin a new one.",
            icon=":material/error:",
        )
        address.open_conversation(None)
        return []


def _answer(space: Workspace, waiting: list[str], number: int) -> None:
    """Answer the first question that waits, and take it off once its answer is kept."""
    question = waiting[0]
    slot = st.empty()
    with slot:
        show_question(question, key=f"waiting-{number}", waiting=True)
    try:
        replies = space.assistant.stream(question, conversation=address.conversation() or "new")
        for part, reply in enumerate(replies):
            answer = reply.answer.as_json(reply.conversation)
            if reply.conversation is None:
                with slot:
                    show_turn(answer, key=f"part-{number}-{part}", complete=False)
                continue
            waiting.pop(0)
            address.keep_conversation(reply.conversation)
            with slot:
                _show(answer, number)
    except CaravanError as error:
        waiting.pop(0)
        with slot:
            show_question(question, key=f"failed-{number}", waiting=False)
        show_error(error)
        st.button(
            "Ask again",
            icon=":material/refresh:",
            key=f"again-{number}",
            on_click=ask,
            args=(question,),
        )


def _show(answer: dict[str, Any], number: int) -> None:
    show_turn(answer, key=f"answer-{number}", on_open=_open)


def _open(citation: dict[str, Any]) -> None:
    document = citation["document"]
    address.open_place(
        address.Place(document["id"], document["version"], citation["start"], citation["end"])
    )


def _welcome(space: Workspace) -> None:
    with st.container(key="welcome"):
        st.title("What do you want to know?", anchor=False)
        st.markdown(
            "An answer here is made of sentences of the articles, each with the place where it "
            "stands. Where the articles do not answer, Caravan says so."
        )
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
        for place, example in enumerate(examples):
            st.button(plain(example), key=f"example-{place}", on_click=ask, args=(example,))


@st.cache_data(max_entries=4, show_spinner=False)
def _examples(_space: Workspace, revision: int) -> list[str]:
    """Return questions to begin with, which the corpus answers in this revision of it."""
    candidates = questions_about(_space.corpus)
    if _space.corpus.sources_below([sample_folder()]):
        candidates = chain(SAMPLE_QUESTIONS, candidates)
    return suggest(_space.assistant, candidates, _EXAMPLES)
