"""The page Settings."""

from __future__ import annotations

import streamlit as st

from ui.web import identity
from ui.web.navigation import read_address, write_address
from ui.web.settings import answers, appearance, health, model
from ui.web.visit import Visit
from ui.web.workspace import Workspace

_WIDTH = 720
"""Pixels, as wide as lines can be read."""


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the page."""
    _find_again(visit)
    may_configure = space.may_configure and not identity.is_configured()
    st.title("Settings", anchor=False)
    with st.container(width=_WIDTH, gap="medium", key="settings"):
        with st.container():
            model.draw(space, may_configure)
        with st.container():
            answers.draw(space, visit)
        with st.container():
            appearance.draw(visit)
        with st.container():
            health.draw(space, may_configure)


def _find_again(visit: Visit) -> None:
    """Open what was open before another theme had the page loaded anew."""
    given = read_address()
    if given and not visit.has_read_address:
        visit.open_address(given)
    write_address({})
