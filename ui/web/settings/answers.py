"""How much answers say."""

from __future__ import annotations

import streamlit as st

from assistant import Length
from ui.web.ask.asking import length
from ui.web.messages import errors_shown
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import preferences

_LENGTH = "length"
"""The name of the preference."""

_KEY = "answer-length"
_TOLD = {
    Length.SHORT: ("Short", "One sentence, the one that answers best"),
    Length.NORMAL: ("Normal", "Up to three sentences, five for a list"),
    Length.LONG: ("Long", "Up to six sentences"),
}


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the choice, which is kept for whoever makes it."""

    def keep() -> None:
        chosen = Length(st.session_state[_KEY])
        with errors_shown("length-error"), space.corpus.database.write() as connection:
            preferences.set_preference(connection, _LENGTH, chosen.value, owner=visit.owner)

    st.header("Answers", anchor=False)
    with errors_shown("answers-error"):
        st.radio(
            "Length",
            list(Length),
            index=list(Length).index(length(space, visit.owner)),
            format_func=lambda each: _TOLD[each][0],
            captions=[_TOLD[each][1] for each in Length],
            key=_KEY,
            on_change=keep,
        )
        st.caption("From the next question on.")
