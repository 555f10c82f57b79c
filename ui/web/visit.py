"""What one visitor has open, and the page's address, which says it to a reload or a copied link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Place:
    """A document's version, and the characters [start, end) of it; both 0 for the whole."""

    document: str
    version: str | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Visit:
    """The open conversation, the open source, and the questions that wait for their answer.

    A run of the page can be cut off at any call of Streamlit's, its session state included. So a
    visit is fetched once a run and then changed in place, between which nothing can come.
    """

    conversation: str | None = None
    place: Place | None = None
    waiting: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Take up a question; the run that follows answers it."""
        self.waiting.append(question)

    def turn_to(self, conversation: str | None) -> None:
        """Open a conversation; None begins a new one. The source is closed."""
        self.waiting.clear()
        self.conversation, self.place = conversation, None

    def write_address(self) -> None:
        """Make the page's address say what is open."""
        wanted = self._parameters()
        if st.query_params.to_dict() != wanted:
            st.query_params.from_dict(wanted)

    def read_address(self) -> None:
        """Open what the page's address says."""
        given = st.query_params.to_dict()
        self.conversation, self.place = given.get("conversation") or None, _place(given)

    def _parameters(self) -> dict[str, str]:
        parameters = {"conversation": self.conversation} if self.conversation else {}
        if self.place is not None:
            place = self.place
            parameters["document"] = place.document
            if place.version is not None:
                parameters["version"] = place.version
            if place.end:
                parameters |= {"start": str(place.start), "end": str(place.end)}
        return parameters


def current() -> Visit:
    """Return the visit of this browser tab.

    The address decides what is open when the visit begins and when the visitor goes back or forward
    in the browser's history. Otherwise it follows: a click may come with an address that the
    browser has not brought up to date yet.
    """
    visit: Visit | None = st.session_state.get(_VISIT)
    if visit is None:
        visit = st.session_state[_VISIT] = Visit()
        visit.read_address()
    elif getattr(get_script_run_ctx(), "is_history_navigation", False):
        visit.read_address()
    return visit


def _place(given: Mapping[str, str]) -> Place | None:
    """Return the place in an address. One that makes no sense is the document's beginning."""
    document = given.get("document")
    if not document:
        return None
    version = given.get("version") or None
    try:
        start, end = int(given["start"]), int(given["end"])
    except (KeyError, ValueError):
        start = end = 0
    return Place(document, version, start, end) if 0 <= start < end else Place(document, version)
