"""What is around every page: the browser's tab, the menu, the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import streamlit as st

from ui.web import identity, navigation, signin, workspace
from ui.web import visit as visits
from ui.web.ask import page as ask
from ui.web.corpus import page as corpus
from ui.web.document import page as document
from ui.web.navigation import Name
from ui.web.passages import page as passages
from ui.web.report import page as report
from ui.web.settings import page as settings
from ui.web.sidebar import Sidebar
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, conversations

_HERE = Path(__file__).parent
_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
_DRAWN_BY = {
    Name.PASSAGES: passages.draw,
    Name.REPORT: report.draw,
    Name.CORPUS: corpus.draw,
    Name.DOCUMENT: document.draw,
    Name.SETTINGS: settings.draw,
}


def draw() -> None:
    """Draw the page that the address names."""
    # An icon by name would be fetched from a server of its maker's.
    st.set_page_config("Caravan", page_icon=str(_HERE / "mark.svg"), layout="wide")
    st.logo(str(_HERE / "wordmark.svg"), icon_image=str(_HERE / "mark.svg"), size="large")
    st.html(f"<style>{_STYLE}</style>")
    user = identity.current()
    if user is None:
        st.navigation([*navigation.pages().values()], position="hidden")
        signin.draw()
        return
    space = workspace.current()
    visit = visits.current(space.answers, user.id)
    behind: list[Callable[[], None]] = []
    drawn_by = _DRAWN_BY | {Name.ASK: partial(ask.draw, draw_behind=behind.append)}
    pages = navigation.pages({name: partial(draw, space, visit) for name, draw in drawn_by.items()})
    page = st.navigation([*pages.values()], position="sidebar")
    name = next(name for name, each in pages.items() if each is page)
    if name is Name.ASK:
        visits.follow_address(visit)  # before the list, which marks the conversation that is open
    sidebar = Sidebar(space, visit, user)
    sidebar.begin(name)
    _entitle(space, visit, name)
    page.run()
    if name is Name.ASK:
        _entitle(space, visit, name)  # what has just been asked has a title by now
    sidebar.end()
    for draw_behind in behind:
        draw_behind()


def _entitle(space: Workspace, visit: Visit, name: Name) -> None:
    """Give the browser's tab the title of what is open."""
    title = None if name is Name.ASK else navigation.title(name)
    if name is Name.ASK and visit.talk.conversation is not None:
        # What goes wrong is told where the conversation is drawn.
        with suppress(CaravanError), space.corpus.database.read() as connection:
            title = conversations.get_title(connection, visit.talk.conversation, owner=visit.owner)
    navigation.entitle(title)
