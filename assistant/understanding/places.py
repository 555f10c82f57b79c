""" "There", "that country" and "the summit": words for a place, or for the class of a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answers import Turn
from assistant.understanding.antecedents import clear, is_said, unique
from assistant.understanding.kinds import EVENTS, Kind
from assistant.understanding.pointing import BOUNDARY, THERE, is_place
from assistant.understanding.pronouns import capital, possessive
from assistant.understanding.things import Thing, things
from vectorstore.text import names

_DESCRIBED = re.compile(
    r"\b(?P<lead>the|this|that|these|those) (?P<noun>[a-z]+)\b"
    r"(?! (?:of|that|which|who|between|for|to)\b|-| [A-Z])",
    re.IGNORECASE,
)
_GO = frozenset("get go come travel fly move return went came walk drive going getting".split())
_MEETING = re.compile(
    r"\b(?:signed?|agreed?|attend\w*|spoke|speak|says?|said|propos\w+|announc\w+|discuss\w*|decided?"
    r"|met|present|represented)\b",
    re.IGNORECASE,
)
_CLASS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("country", "state", "nation"), frozenset[Kind]({"country"})),
    **dict.fromkeys(("city", "town", "place"), frozenset[Kind]({"place"})),
    **dict.fromkeys(
        ("organisation", "organization", "bloc", "alliance", "body"), frozenset[Kind]({"body"})
    ),
}


def placed(question: str, recent: Sequence[Turn]) -> str:
    """Replace "there" by where it is: in Astana, at the Astana summit."""
    match = next((one for one in THERE.finditer(question) if is_place(question, one)), None)
    if match is None:
        return question
    place = _site(question, recent)
    if place is None:
        return question
    before = (match["before"] or "").lower()
    lead = "at" if place.kind == "event" else "in"
    lead = "to" if before in _GO else lead
    whole = place.text if before in ("from", "to", "near", "around") else f"{lead} {place.text}"
    start, end = match.span("word")
    return question[:start] + whole + question[end:]


def _site(question: str, recent: Sequence[Turn]) -> Thing | None:
    present = [name.text for name in names(question)]
    for turn in recent:
        found = [
            thing
            for thing in clear(turn)
            if thing.kind in ("country", "place", "event") and not is_said(thing.text, present)
        ]
        events = [thing for thing in found if thing.kind == "event"]
        if events and _MEETING.search(question):
            return unique(events)
        places = [thing for thing in found if thing.kind != "event"]
        outer = [thing for thing in places if not thing.inner] or places
        answered = [thing for thing in outer if thing.answer]
        if found or " (" in turn.question:
            return unique(answered or outer or events)
    return None


def described(question: str, recent: Sequence[Turn]) -> str:
    """Replace "that country" and "the summit" by the one last spoken of."""
    for match in _DESCRIBED.finditer(question):
        pointing = match["lead"].lower() != "the"
        if (not pointing and names(question)) or BOUNDARY.search(question[: match.start()]):
            continue
        thing = _of_class(match["noun"].lower(), pointing, recent)
        if thing is not None and not is_said(thing.text, [n.text for n in names(question)]):
            before = question[: match.start()]
            after = question[match.end() :]
            owner = re.match(r"['’]s?(?!\w)", after)
            if owner:
                return capital(before, possessive(thing.text)) + after[owner.end() :]
            return capital(before, thing.text) + after
    return question


def _of_class(noun: str, pointing: bool, recent: Sequence[Turn]) -> Thing | None:
    """Return the one thing that is called by `noun`, or is of the class that it names."""
    fits: Callable[[Thing], bool]
    for turn in recent:
        known = [thing for thing in things(turn) if names(f"in {thing.text}")]
        for fits in (
            lambda thing: thing.head == noun,
            lambda thing: thing.kind == "event" and noun in EVENTS,
            lambda thing: pointing and thing.kind in _CLASS.get(noun, ()),
        ):
            found = [thing for thing in known if fits(thing)]
            if found:
                return unique(found)
    return None
