"""The conversation: the first page, the turns so far, and the question that is being answered."""

from __future__ import annotations

from itertools import chain
from typing import Any

import streamlit as st

from assistant.suggestions import questions_about, suggest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from ui.web import articles
from ui.web.messages import plain, show_error
from ui.web.reading import Notice, show_notices, show_question, show_turn
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError, catalogue
from vectorstore.query import LONGEST_QUERY

_EXAMPLES = 4


def draw_input(visit: Visit) -> None:
    """Draw the field for questions, which Streamlit keeps at the foot of the page."""
    st.chat_input(
        "Ask about the articles",
        key="question",
        max_chars=LONGEST_QUERY,
        on_submit=lambda: visit.ask(st.session_state["question"]),
    )


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the open conversation and answer what was asked."""
    turns = _turns(space, visit)
    if not turns and not visit.waiting:
        _welcome(space, visit)
    number = 0
    for number, answer in enumerate(turns, start=1):
        with st.container(key=f"turn-{number}"):
            _show(answer, number, visit)
    while visit.waiting:
        number += 1
        with st.container(key=f"turn-{number}"):
            _answer(space, visit, number)


def _turns(space: Workspace, visit: Visit) -> list[dict[str, Any]]:
    if visit.conversation is None:
        return []
    try:
        return space.assistant.turns(visit.conversation)
    except InputError:
        visit.turn_to(None)
        show_notices(
            [
                Notice(
                    "The conversation in this page's address is not in the corpus. "
                    "Ask a question to begin a new one.",
                    is_error=True,
                )
            ],
            key="no-conversation",
        )
        return []


def _answer(space: Workspace, visit: Visit, number: int) -> None:
    """Answer the first question that waits, and take it off once its answer is kept."""
    question = visit.waiting[0]
    slot = st.empty()
    with slot:
        show_question(question, key=f"waiting-{number}", waiting=True)
    try:
        replies = space.assistant.stream(question, conversation=visit.conversation or "new")
        for part, reply in enumerate(replies):
            if not reply.complete:
                with slot:
                    show_turn(reply.answer.as_json(), f"part-{number}-{part}", complete=False)
                continue
            visit.waiting.pop(0)
            visit.conversation = reply.conversation
            with slot:
                _show(reply.answer.as_json(reply.conversation), number, visit)
    except CaravanError as error:
        visit.waiting.pop(0)
        with slot:
            show_question(question, key=f"failed-{number}", waiting=False)
        show_error(error, key=f"error-{number}")
        st.button(
            "Ask again",
            icon=":material/refresh:",
            key=f"again-{number}",
            on_click=visit.ask,
            args=(question,),
        )


def _show(answer: dict[str, Any], number: int, visit: Visit) -> None:
    def open_source(citation: dict[str, Any]) -> None:
        document = citation["document"]
        visit.place = Place(document["id"], document["version"], citation["start"], citation["end"])

    show_turn(answer, key=f"answer-{number}", on_open=open_source)


def _welcome(space: Workspace, visit: Visit) -> None:
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
            st.button(plain(example), key=f"example-{place}", on_click=visit.ask, args=(example,))


@st.cache_data(max_entries=4, show_spinner=False)
def _examples(_space: Workspace, revision: int) -> list[str]:
    """Return questions to begin with, which the corpus answers in this revision of it."""
    candidates = questions_about(_space.corpus)
    if _space.corpus.sources_below([sample_folder()]):
        candidates = chain(SAMPLE_QUESTIONS, candidates)
    return suggest(_space.assistant, candidates, _EXAMPLES)
