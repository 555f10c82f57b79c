"""The conversation: the turns so far, the questions under way, and what may be asked next."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from assistant import Asked, Talk
from ui.web.ask import asking, welcome
from ui.web.ask.answered import Answered
from ui.web.ask.following import Followed
from ui.web.ask.suggesting import DrawBehind, Suggestions
from ui.web.reading import Notice, show_notices, show_question
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import InputError


def draw(space: Workspace, visit: Visit, draw_behind: DrawBehind) -> None:
    """Draw the open conversation, and the answers to what has been asked as they come.

    What is long in coming, and not asked for, is given to `draw_behind`.
    """
    talk = visit.talk
    unanswered = talk.unanswered  # before the turns: what is answered meanwhile is among these
    try:
        turns = _turns(space, talk)
        answered = Answered(space, visit, talk, turns)
    except InputError:
        visit.leave(talk)
        _tell_gone(space, visit, unanswered)
        return
    first = st.empty()  # so that the first page goes at once where a conversation begins
    if not turns and not unanswered:
        _clear(visit, 0)
        with first.container():
            welcome.draw(space, visit)
        return
    with first.container(key="conversation-heading"):
        st.title("Conversation", anchor=False)
    is_at_rest = all(asked.has_ended for asked in unanswered)
    go_on = partial(_go_on, space, visit, talk)
    for number, answer in enumerate(turns, start=1):
        is_last = number == len(turns)
        with st.container(key=f"turn-{number}"):
            answered.draw(answer, number, is_at_rest and is_last, is_new=is_last)
            if is_last and not unanswered:
                Suggestions(space, visit, talk, turns, go_on).draw(draw_behind)
            else:
                st.empty()
    following = [
        Followed(asked, number, space.assistant.model)
        for number, asked in enumerate(
            (each for each in unanswered if not _is_among(turns, each)), start=len(turns) + 1
        )
    ]
    _clear(visit, len(turns) + len(following))
    for each in following:
        below = each.draw(visit, talk, answered)
    if following and not talk.unanswered:
        turns = _turns(space, talk)
        Suggestions(space, visit, talk, turns, go_on).draw_at(below, draw_behind)


def _turns(space: Workspace, talk: Talk) -> list[dict[str, Any]]:
    if talk.conversation is None:
        return []
    return space.assistant.turns(talk.conversation, owner=talk.owner)


def _is_among(turns: list[dict[str, Any]], asked: Asked) -> bool:
    turn = asked.reply.turn if asked.reply is not None else None
    return turn is not None and turn <= len(turns)


def _clear(visit: Visit, count: int) -> None:
    """Take away what stands behind the first `count` turns, from another conversation.

    Streamlit does so when a run of the page ends, and that may be long in coming.
    """
    for _ in range(count, visit.shown):
        st.empty()
    visit.shown = count


def _go_on(space: Workspace, visit: Visit, talk: Talk, question: str) -> None:
    with asking.trouble_told(visit):
        if visit.talk is talk and not talk.unanswered:  # or it is asked, by a double click
            asking.ask(space, visit, question)


def _tell_gone(space: Workspace, visit: Visit, unanswered: tuple[Asked, ...]) -> None:
    """Say that the conversation that was open is not there; what was asked in it is not lost."""
    text = "The conversation in this page's address is not in the corpus, or no longer."
    hint = "Ask a question to begin a new one."
    show_notices([Notice(text, hint, "error")], key="no-conversation")
    for number, asked in enumerate(unanswered, start=1):
        show_question(asked.question, key=f"lost-{number}")
        st.button(
            "Ask it in a new conversation",
            icon=":material/edit_square:",
            key=f"ask-anew-{number}",
            on_click=_go_on,
            args=(space, visit, visit.talk, asked.question),
        )
    if not unanswered:
        welcome.draw(space, visit)
