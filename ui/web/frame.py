"""The page as a whole: the sidebar, the conversation, the source beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import streamlit as st

from ui.output import counted
from ui.web import articles, chat, source, workspace
from ui.web import visit as visits
from ui.web.conversations import Listed, heed, look, show_conversations
from ui.web.messages import errors_shown
from ui.web.reading import Notice, show_notices
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, catalogue, conversations

_HERE = Path(__file__).parent
_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")


def draw() -> None:
    """Draw what the address names."""
    # An icon by name would be fetched from a server of its maker's.
    st.set_page_config("Caravan", page_icon=str(_HERE / "mark.svg"), layout="wide")
    st.logo(str(_HERE / "wordmark.svg"), icon_image=str(_HERE / "mark.svg"), size="large")
    st.html(f"<style>{_STYLE}</style>")
    space = workspace.current()
    visit = visits.current(space.answers)
    is_wished = bool(visit.shelf.wishes)
    with st.sidebar:
        _actions(visit)
        with errors_shown("conversation-error"):
            heed(space.corpus, visit)
        lists = st.container(key="lists")
    listed = None
    if is_wished:  # what was wished is to be seen before an answer that is under way is whole
        with lists, errors_shown("list-error"):
            listed = _lists(space, visit)
    _entitle(space, visit)
    with errors_shown("input-error"):
        chat.draw_input(visit)
    visits.write_address(visit)
    place = visit.place
    with errors_shown("find-error"):
        document = source.find(space, place) if place else None
    with st.container(key="desk", horizontal=True, gap="medium"):
        talk = st.container(key="talk")
        beside = st.container(key="source") if document else None
    if beside and document and place:
        with beside, errors_shown("source-error"):
            source.draw(space, visit, document, place)
    with talk, errors_shown("talk-error"):
        if place and not document:
            if visit.place is place:
                visit.open_source(None)
            text = (
                "The document in this page's address is not in the corpus, or not in that version."
            )
            show_notices([Notice(text, tone="error")], key="no-document")
        articles.draw_progress(space)
        chat.draw(space, visit)
    visits.write_address(visit)
    _entitle(space, visit)
    with lists, errors_shown("lists-error"):
        if listed is None:  # what has just been answered is to be listed
            _lists(space, visit)
        elif listed != _listed(space, visit):
            st.rerun()
    articles.draw_dialog(space, visit)


def _entitle(space: Workspace, visit: Visit) -> None:
    """Give the browser's tab the title of the open conversation."""
    title = None
    with suppress(CaravanError):  # which is told where the conversation is drawn
        if visit.talk.conversation is not None:
            with space.corpus.database.read() as connection:
                title = conversations.get_title(connection, visit.talk.conversation)
    st.set_page_config(f"{title} \N{MIDDLE DOT} Caravan" if title else "Caravan")


def _actions(visit: Visit) -> None:
    # Not by a callback: see `chat.draw_input`.
    if st.button(
        "New question", icon=":material/edit_square:", key="new-question", width="stretch"
    ):
        visit.turn_to(None)
    articles.draw_button(visit)


def _listed(space: Workspace, visit: Visit) -> tuple[Listed, int]:
    """Return what the lists show: conversations, and how many articles there are."""
    with space.corpus.database.read() as connection:
        return look(connection, visit), catalogue.count_documents(connection)


def _lists(space: Workspace, visit: Visit) -> tuple[Listed, int]:
    listed, held = _listed(space, visit)
    if listed.conversations or listed.search or listed.removed:
        st.caption("Conversations")
        with st.container(key="conversations"):
            show_conversations(listed, visit.shelf, visit.talk.conversation, key="conversation")
    st.caption(f"{counted(held, 'article')} in the corpus")
    return listed, held
