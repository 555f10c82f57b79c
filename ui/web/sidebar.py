"""The bar at the left, beneath the menu: what begins something, and the conversations."""

from __future__ import annotations

import streamlit as st

from ui.output import counted
from ui.web import identity
from ui.web.conversations import Listed, heed, look, show_conversations
from ui.web.corpus import adding
from ui.web.identity import User
from ui.web.messages import errors_shown
from ui.web.navigation import Name, turn_to
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import catalogue


class Sidebar:
    """The bar as one run of the page draws it, before the page."""

    def __init__(self, space: Workspace, visit: Visit, user: User) -> None:
        self._space = space
        self._visit = visit
        self._user = user
        self._shown: tuple[Listed, int] | None = None

    def begin(self, name: Name) -> None:
        """Draw what is clicked, and do what was wished of the conversations."""
        visit = self._visit
        chooses = any(wish.act == "choose" for wish in visit.shelf.wishes)
        with st.sidebar:
            self._draw_actions(name)
            with errors_shown("conversation-error"):
                heed(self._space.corpus, visit)
            self._lists = st.container(key="lists")
            self._draw_user()
        if chooses and name is not Name.ASK:
            turn_to(Name.ASK, visit.parameters())
        # Not behind the page, where an answer may be long in coming.
        self._draw_lists()

    def end(self) -> None:
        """Draw everything once more where the page has changed what the lists show."""
        with errors_shown("lists-error"):
            if self._shown != self._look():
                st.rerun()

    def _draw_actions(self, name: Name) -> None:
        # Not by a callback: none is there yet for the first click on a page that was open while the
        # server was started anew.
        if st.button(
            "New question", icon=":material/edit_square:", key="new-question", width="stretch"
        ):
            self._visit.turn_to(None)
            if name is not Name.ASK:
                turn_to(Name.ASK, self._visit.parameters())
        adding.draw_button(name)

    def _draw_lists(self) -> None:
        visit = self._visit
        with self._lists, errors_shown("list-error"):
            listed, held = self._shown = self._look()
            if listed.conversations or listed.search or listed.removed:
                st.caption("Conversations")
                with st.container(key="conversations"):
                    chosen = visit.talk.conversation
                    show_conversations(listed, visit.shelf, chosen, key="conversation")
            st.caption(f"{counted(held, 'article')} in the corpus")

    def _draw_user(self) -> None:
        if not identity.is_configured():
            return
        with st.container(key="user"):
            st.text(self._user.name)
            if st.button("Sign out", icon=":material/logout:", key="sign-out", width="stretch"):
                identity.sign_out()

    def _look(self) -> tuple[Listed, int]:
        """Return what the lists show: conversations, and how many articles there are."""
        with self._space.corpus.database.read() as connection:
            return look(connection, self._visit), catalogue.count_documents(connection)
