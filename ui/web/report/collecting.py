"""Putting quotes and answers into the report, from whichever page shows them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import basket


def collect_quote(space: Workspace, visit: Visit, citation: dict[str, Any]) -> None:
    """Put a quote, given as a citation of `Answer.as_json`, at the end of the report, and say so.

    A passage that is not from an answer has the number None.
    """
    _collect(space, visit, "quote", citation)


def collect_answer(space: Workspace, visit: Visit, answer: dict[str, Any]) -> None:
    """Put an answer, given as `Answer.as_json`, at the end of the report, and say so."""
    _collect(space, visit, "answer", answer)


def collected_keys(space: Workspace, visit: Visit) -> set[str]:
    """Return the keys, see `key_of`, of all that is in the report."""
    with space.corpus.database.read() as connection:
        return basket.list_identities(connection, owner=visit.owner)


def key_of(kind: basket.Kind, content: dict[str, Any]) -> str:
    """Return what is the same for the same quote or answer, and for no other."""
    return basket.identity(kind, content)


def _collect(space: Workspace, visit: Visit, kind: basket.Kind, content: dict[str, Any]) -> None:
    with space.corpus.database.write() as connection:
        before = basket.count_items(connection, owner=visit.owner)
        basket.add_item(connection, kind, content, owner=visit.owner)
        is_new = basket.count_items(connection, owner=visit.owner) > before
    if is_new:
        st.toast("Added to the report", icon=":material/assignment_turned_in:")
    else:
        st.toast("Already in the report", icon=":material/assignment:")
