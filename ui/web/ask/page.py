"""The first page: the conversation, the source beside it."""

from __future__ import annotations

import streamlit as st

from ui.web.ask import asking, beside, chat
from ui.web.ask.suggesting import DrawBehind
from ui.web.corpus import adding
from ui.web.messages import errors_shown
from ui.web.navigation import write_address
from ui.web.reading import Notice, show_notices
from ui.web.visit import Visit
from ui.web.workspace import Workspace


def draw(space: Workspace, visit: Visit, draw_behind: DrawBehind) -> None:
    """Draw what the address names; what is long in coming is given to `draw_behind`."""
    with errors_shown("input-error"):
        asking.draw_field(space, visit)
    write_address(visit.parameters())
    place = visit.place
    with errors_shown("find-error"):
        document = beside.find(space, place) if place else None
    with st.container(key="desk", horizontal=True, gap="medium"):
        talk = st.container(key="talk")
        side = st.container(key="source") if document else None
    if side and document and place:
        with side, errors_shown("source-error"):
            beside.draw(space, visit, document, place)
    with talk, errors_shown("talk-error"):
        if place and not document:
            if visit.place is place:
                visit.open_source(None)
            text = (
                "The document in this page's address is not in the corpus, or not in that version."
            )
            show_notices([Notice(text, tone="error")], key="no-document")
        adding.draw_progress(space)
        chat.draw(space, visit, draw_behind)
    write_address(visit.parameters())
