"""What is open, as the page's address says it: so that a reload or a copied link opens it again."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

_CONVERSATION = "conversation"
_QUOTE = ("document", "version", "start", "end")


@dataclass(frozen=True, slots=True)
class Place:
    """A document's version, and the characters [start, end) of it; both 0 for the whole."""

    document: str
    version: str | None = None
    start: int = 0
    end: int = 0


def conversation() -> str | None:
    """Return the id of the open conversation."""
    return st.query_params.get(_CONVERSATION)


def open_conversation(conversation_id: str | None) -> None:
    """Turn to a conversation; None begins a new one. What source is open is closed."""
    st.query_params.clear()
    if conversation_id is not None:
        st.query_params[_CONVERSATION] = conversation_id


def keep_conversation(conversation_id: str) -> None:
    """Note the id of the conversation that has just begun."""
    if conversation() != conversation_id:
        st.query_params[_CONVERSATION] = conversation_id


def place() -> Place | None:
    """Return what source is open. An address that makes no sense opens the document's beginning."""
    document = st.query_params.get("document")
    if not document:
        return None
    version = st.query_params.get("version") or None
    try:
        start, end = int(st.query_params["start"]), int(st.query_params["end"])
    except (KeyError, ValueError):
        start = end = 0
    return Place(document, version, start, end) if 0 <= start < end else Place(document, version)


def open_place(place: Place) -> None:
    """Open a source beside the conversation."""
    values = (place.document, place.version or "", str(place.start), str(place.end))
    st.query_params.update(dict(zip(_QUOTE, values, strict=True)))


def close_place() -> None:
    """Close the source."""
    for name in _QUOTE:
        st.query_params.pop(name, None)
