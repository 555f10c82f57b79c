"""Asking: the field for questions, what they are limited to, and what kept one from being asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from assistant import Length
from ui.web.filtering import draw_filters
from ui.web.messages import errors_shown, show_error
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, preferences


def draw_field(space: Workspace, visit: Visit) -> None:
    """Draw the field at the foot of the page, with the filters above it, and ask what is typed."""
    with st.bottom, st.container(key="asking"):
        trouble, visit.trouble = visit.trouble, None
        if trouble is not None:
            show_error(trouble, "trouble")
        with errors_shown("filter-error"):
            visit.filters = draw_filters(space, visit.filters, "ask-filters")
        # Not by a callback: none is there yet for the first click on a page that was open while the
        # server was started anew.
        question = st.chat_input("Ask about the articles", key="question")
        with errors_shown("input-error"):
            if question:
                ask(space, visit, question)


def ask(space: Workspace, visit: Visit, question: str, infer: bool = True) -> None:
    """Ask in the open conversation, as `Visit.ask` does, at the length that is chosen now."""
    visit.length = length(space, visit.owner)
    visit.ask(question, infer)


def length(space: Workspace, owner: str) -> Length:
    """Return how much the answers to `owner` are to say, as the settings have it now."""
    with space.corpus.database.read() as connection:
        chosen = preferences.get_preferences(connection, owner=owner).get("length", "")
    with suppress(ValueError):
        return Length(chosen)
    return Length.NORMAL


@contextmanager
def trouble_told(visit: Visit) -> Iterator[None]:
    """Tell beside the field, in the run that follows a click, what kept it from being done."""
    try:
        yield
    except CaravanError as error:
        visit.trouble = error
