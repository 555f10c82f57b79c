"""The first page before anything is asked: what the app does, and questions to begin with."""

from __future__ import annotations

from itertools import chain

import streamlit as st

from assistant.suggestions import questions_about, suggest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from ui.web.ask import asking
from ui.web.corpus import adding
from ui.web.reading import show_choices
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import catalogue

_EXAMPLES = 4
_QUOTED = (
    "An answer is made of sentences of the articles, each with the place where it stands. "
    "Every quote is true to its source; whether it answers is for you to judge."
)
_WRITTEN = (
    "A language model, `{}`, writes the answers. Every sentence is checked against the articles "
    "and shown with the words that it rests on; what they do not support is marked."
)


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the first page of a new conversation."""
    talk = visit.talk

    def begin(question: str) -> None:
        with asking.trouble_told(visit):
            if visit.talk is talk and not talk.unanswered:  # or it has begun, by a double click
                asking.ask(space, visit, question)

    with st.container(key="welcome"):
        st.title("What do you want to know?", anchor=False)
        model = space.assistant.model
        st.markdown(_QUOTED if model is None else _WRITTEN.format(model.name))
        with space.corpus.database.read() as connection:
            is_empty = not catalogue.count_documents(connection)
            revision = catalogue.revision(connection)
        if is_empty:
            adding.offer_sample(space)
            return
        with st.spinner("Looking for questions that the articles answer"):
            examples = _examples(space, str(space.corpus.home), revision)
        if examples:
            st.caption("Questions to begin with")
            with st.container(key="examples"):
                show_choices(examples, key="example", on_choose=begin)


@st.cache_data(max_entries=4, show_spinner=False)
def _examples(_space: Workspace, home: str, revision: int) -> list[str]:
    """Return questions to begin with, which the corpus in `home` answers in this revision."""
    candidates = questions_about(_space.corpus)
    if _space.corpus.sources_below([sample_folder()]):
        candidates = chain(SAMPLE_QUESTIONS, candidates)
    return suggest(_space.assistant, candidates, _EXAMPLES)
