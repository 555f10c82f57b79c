"""One row: the panel behind its button, and beside it what is in force."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.web.components import define
from ui.web.filtering.offered import offered_by
from ui.web.filtering.panel import panel_of
from ui.web.filtering.telling import told_filters, told_matches
from ui.web.workspace import Workspace
from vectorstore import Filters, catalogue

_draw_chips = define(Path(__file__).parent, "chips")


def draw_filters(space: Workspace, filters: Filters, key: str) -> Filters:
    """Draw what a search is limited to, to be changed, and return it as it is now.

    `filters` is what was returned last, or was set elsewhere since. `key` begins the names of all
    that is drawn. There is nothing to draw while the corpus is empty.
    """
    offered = offered_by(space)
    if not offered.titles:
        return filters
    panel = panel_of(key, filters)
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("Filters", icon=":material/filter_list:", key=f"{key}-panel"):
            chosen = panel.draw(offered)
        with space.corpus.database.read() as connection:
            matching = catalogue.matching_documents(connection, chosen)
        total = len(offered.titles)
        count = total if matching is None else len(matching)
        chips = f"{key}-chips"
        _draw_chips(
            key=chips,
            data={
                "chips": [list(chip) for chip in told_filters(chosen, offered)],
                "matches": told_matches(chosen, count, total),
                "matches_none": not count,
            },
            on_remove_change=lambda: panel.remove(st.session_state[chips].remove),
        )
    return chosen
