"""What one visitor has open, and the page's address, which says it to a reload or a copied link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant import BackgroundAnswers, Talk
from ingest import Job
from ui.web.conversations.shelf import Shelf

_VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Place:
    """A document's version, and the characters [start, end) of it; both 0 for the whole."""

    document: str
    version: str | None = None
    start: int = 0
    end: int = 0

    @classmethod
    def in_address(cls, given: Mapping[str, str]) -> Place | None:
        """Return the place that an address names. A range without sense is the whole document."""
        document = given.get("document")
        if not document:
            return None
        version = given.get("version") or None
        try:
            start, end = int(given["start"]), int(given["end"])
        except (KeyError, ValueError):
            start = end = 0
        return cls(document, version, start, end) if 0 <= start < end else cls(document, version)

    def parameters(self) -> dict[str, str]:
        """Return what stands in an address for this place."""
        parameters = {"document": self.document}
        if self.version is not None:
            parameters["version"] = self.version
        if self.end:
            parameters |= {"start": str(self.start), "end": str(self.end)}
        return parameters


@dataclass(slots=True)
class Visit:
    """What is open in one browser tab.

    A click may begin a run of the page while another still draws. So a run takes what it works on
    from here once, and leaves the rest to callbacks.
    """

    answers: BackgroundAnswers
    talk: Talk
    place: Place | None = None
    openings: int = 0
    """How often a source was opened: opened again, it turns to the quote again."""
    is_adding: bool = False
    """Whether the dialog in which articles are added is open."""
    added: Job | None = None
    """What that dialog has set going."""
    shelf: Shelf = field(default_factory=Shelf)

    def ask(self, question: str) -> None:
        """Ask in the open conversation."""
        self.shelf.removed = None
        self.answers.ask(self.talk, question)

    def turn_to(self, conversation: str | None) -> None:
        """Open a conversation; None begins a new one. The source is closed."""
        self.talk, self.place = self.answers.talk(conversation), None
        self.shelf.removed = None

    def leave(self, talk: Talk) -> None:
        """Begin a new conversation in the place of `talk`, if that is still open."""
        if self.talk is talk:
            self.talk = self.answers.talk(None)

    def open_source(self, place: Place | None) -> None:
        """Open a source beside the conversation; None closes it."""
        self.place = place
        self.openings += 1

    def set_adding(self, is_adding: bool) -> None:
        """Open or close the dialog in which articles are added."""
        self.is_adding, self.added = is_adding, None

    def read_address(self, given: Mapping[str, str]) -> None:
        """Open what an address says."""
        conversation = given.get("conversation") or None
        if conversation is None or conversation != self.talk.conversation:
            self.talk = self.answers.talk(conversation)
        self.open_source(Place.in_address(given))

    def parameters(self) -> dict[str, str]:
        """Return what stands in the address for what is open."""
        conversation, place = self.talk.conversation, self.place
        parameters = {"conversation": conversation} if conversation else {}
        return parameters | place.parameters() if place else parameters


def current(answers: BackgroundAnswers) -> Visit:
    """Return the visit of this browser tab.

    The address decides what is open when the visit begins and when the visitor goes back or forward
    in the browser's history. Otherwise it follows: a click may come with an address that the
    browser has not brought up to date yet.
    """
    visit: Visit | None = st.session_state.get(_VISIT)
    run = get_script_run_ctx()
    if visit is None:
        visit = st.session_state[_VISIT] = Visit(answers, Talk())
        visit.read_address(st.query_params.to_dict())
    elif run is not None and run.is_history_navigation:
        visit.read_address(st.query_params.to_dict())
    return visit


def write_address(visit: Visit) -> None:
    """Make the page's address say what is open."""
    wanted = visit.parameters()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
