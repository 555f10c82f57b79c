"""The page Corpus: add articles, find them, take them out, and see what there is."""

from __future__ import annotations

import streamlit as st

from ui.web.corpus import adding, articles, charts, desk, following, history, library
from ui.web.messages import errors_shown
from ui.web.navigation import write_address
from ui.web.visit import Visit
from ui.web.workspace import Workspace


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the page."""
    write_address({})
    under_way = desk.current(visit)
    under_way.note_drawn()
    st.title("Corpus", anchor=False)
    with errors_shown("corpus-error"):
        found = library.current(space)
        if found.active:
            st.markdown(f"{found.summary}.")
        elif not following.unfinished(space):
            st.markdown(
                "The corpus holds no articles yet. Drop your own below, or look around with the "
                "sample: 18 articles on Central Asia."
            )
            adding.draw_sample_button(space)
        adding.draw(space, under_way)
        following.draw(space, under_way)
        if found.entries or found.failures:
            _draw_tabs(space, under_way, found)


def _draw_tabs(space: Workspace, under_way: desk.Desk, found: library.Library) -> None:
    listed, charted, told = st.tabs(
        ["Articles", "Charts", "History"], key="corpus-tabs", on_change="rerun"
    )
    if listed.open:
        with listed:
            articles.draw(space, under_way)
    if charted.open:
        with charted:
            charts.draw(found)
    if told.open:
        with told:
            history.draw(space, under_way)
