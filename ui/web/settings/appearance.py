"""Light or dark."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from ui.web.components import define
from ui.web.navigation import Name
from ui.web.visit import Visit

_draw = define(Path(__file__).parent, "appearance")


def draw(visit: Visit) -> None:
    """Draw the choice of a theme. The browser keeps it, for this address of the app."""
    st.header("Appearance", anchor=False)
    st.caption("System follows what your device is set to.")
    pages = ["", *Name]
    _draw(key="appearance", data={"pages": pages, "open": urlencode(visit.parameters())})
