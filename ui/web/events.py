"""What a component tells of clicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

_DRAWN = "drawn"


def told(key: str, event: str) -> Any:
    """Return what a component tells of an event; None where it tells nothing, or is gone.

    It is gone where the click coincides with the way to another page.
    """
    state = st.session_state.get(key)
    return None if state is None else state.get(event)


def heard(key: str, *events: tuple[object, Callable[[], None]]) -> None:
    """Call the callback of an event that Streamlit does not know yet.

    A page that was open while the server was started anew sends its first click into a session that
    has drawn nothing, and so knows nobody to tell of it.
    """
    drawn: set[str] = st.session_state.setdefault(_DRAWN, set())
    is_new = key not in drawn
    drawn.add(key)
    for event, callback in events:
        if event is not None and is_new:
            callback()
            st.rerun()
