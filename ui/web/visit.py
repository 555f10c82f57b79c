"""What one visitor has open, and the page's address, which says it to a reload or a copied link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from assistant import BackgroundAnswers, Length, Talk
from ui.web import navigation
from ui.web.conversations.shelf import Shelf
from ui.web.filtering.address import PARAMETERS, filters_in, parameters_of
from vectorstore import CaravanError, Filters

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
    """What is open in one browser tab; `owner` is whose conversations and report it shows.

    A click may begin a run of the page while another still draws. So a run takes what it works on
    from here once, and leaves the rest to callbacks.
    """

    answers: BackgroundAnswers
    owner: str
    talk: Talk
    place: Place | None = None
    steps: tuple[tuple[int, int], ...] = ()
    """The ranges of all quotes of that source in the answer, between which it can be stepped."""
    document: Place | None = None
    """What the document page showed last."""
    openings: int = 0
    """How often a source was opened: opened again, it turns to the quote again."""
    filters: Filters = field(default_factory=Filters)
    """What the next questions are limited to, and what passages are searched for in."""
    length: Length = Length.NORMAL
    """How much the next answers say."""
    shelf: Shelf = field(default_factory=Shelf)
    shown: int = 0
    """How many turns stand on the first page."""
    trouble: CaravanError | None = None
    """What kept the last click from being done, until it has been told."""
    has_read_address: bool = False
    """Whether the first page's address has been read, which from then on follows."""

    def ask(self, question: str, infer: bool = True) -> None:
        """Ask in the open conversation, within the filters; the rest as in `BackgroundAnswers.ask`.

        Raises InputError where too many questions wait already.
        """
        self.shelf.removed = None
        self.answers.ask(self.talk, question, filters=self.filters, infer=infer, length=self.length)

    def turn_to(self, conversation: str | None) -> None:
        """Open a conversation; None begins a new one. The source is closed."""
        self.talk, self.place, self.steps = self._talk(conversation), None, ()
        self.shelf.removed = None
        self.has_read_address = True

    def leave(self, talk: Talk) -> None:
        """Begin a new conversation in the place of `talk`, if that is still open."""
        if self.talk is talk:
            self.talk = self._talk(None)

    def open_source(self, place: Place | None, steps: tuple[tuple[int, int], ...] = ()) -> None:
        """Open a source beside the conversation, with all quotes to step to; None closes it."""
        self.place, self.steps = place, steps
        self.openings += 1

    def open_address(self, given: Mapping[str, str], is_turning_back: bool = False) -> None:
        """Open what the first page's address says.

        Filters that another page has set stay where it says none, but not where the visitor is
        turning back to before them.
        """
        conversation = given.get("conversation") or None
        if conversation is None or conversation != self.talk.conversation:
            self.talk = self._talk(conversation)
        self.open_source(Place.in_address(given))
        if is_turning_back or PARAMETERS & given.keys():
            self.filters = filters_in(given)
        self.has_read_address = True

    def parameters(self) -> dict[str, str]:
        """Return what stands in the first page's address for what is open."""
        conversation, place = self.talk.conversation, self.place
        parameters = {"conversation": conversation} if conversation else {}
        if place is not None:
            parameters |= place.parameters()
        return parameters | parameters_of(self.filters)

    def _talk(self, conversation: str | None) -> Talk:
        return self.answers.talk(conversation, owner=self.owner)


def current(answers: BackgroundAnswers, owner: str) -> Visit:
    """Return the visit of this browser tab, a new one where another person has signed in."""
    visit: Visit | None = st.session_state.get(_VISIT)
    if visit is None or visit.owner != owner:
        visit = Visit(answers, owner, answers.talk(None, owner=owner))
        st.session_state[_VISIT] = visit
    return visit


def follow_address(visit: Visit) -> None:
    """Open what the first page's address says, if the visitor has come by it.

    That is when the visit begins and when the visitor goes back or forward in the browser's
    history. Otherwise the address follows: a click may come with one that the browser has not
    brought up to date yet.
    """
    is_turning_back = navigation.is_turning_back()
    if is_turning_back or not visit.has_read_address:
        visit.open_address(navigation.read_address(), is_turning_back)
