"""The one thing of those spoken of that a pronoun can stand for, if there is one.

It is the last one spoken of that agrees with the pronoun in kind, and with what is said of it: a
summit is held, a country has a capital. Where two are left, none is meant for sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Turn
from assistant.understanding.kinds import Kind
from assistant.understanding.pairs import pair_of
from assistant.understanding.things import Thing, things, together
from vectorstore.text import fold, names, same_name

_AGREEING: dict[str, frozenset[Kind]] = {
    "it": frozenset({"country", "place", "body", "event", "thing", "name"}),
    "they": frozenset({"several", "body"}),
    "he": frozenset({"person", "name"}),
}
QUANTITY = (
    "grow|grown|rise|risen|fall|fallen|increased?|decreased?|declined?|dropped|drop|change|changed"
)
_KINDS_BY_WORDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("members? of|membership|join|joined|leads?|led|heads|chairs", ("country", "body")),
    ("founded|established|set up|dissolved", ("body",)),
    (
        "president|prime|capital|population|economy|gdp|currency|government|parliament|army"
        "|military|borders?|neighbou?rs?|constitution|territory|flag|citizens|language"
        "|provinces|imports?|exports?",
        ("country",),
    ),
    (
        "members?|secretary|secretary-general|headquarters|headquartered|charter|budget"
        "|observers?|staff|director|mandate|chairman|chairmanship|ceo|founders?",
        ("body",),
    ),
    (
        "agenda|theme|outcomes?|participants?|declaration|host|hosted|venue|attendees|attend"
        "|attended|held|take place|took place|last|convened",
        ("event",),
    ),
    (
        f"{QUANTITY}|cost|wide|deep|high|tall|long|built|length|height|opened",
        ("thing", "several", "place"),
    ),
)
_SAID_OF = [
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(kinds))
    for words, kinds in _KINDS_BY_WORDS
]
_WHEN = re.compile(r"(?:and )?when (?:is|was|were|are) \w+\s*[?.!]*", re.IGNORECASE)
_OWNED = re.compile(r"[^'’]+['’]s? ")


def meant(question: str, match: re.Match[str], form: str, recent: Sequence[Turn]) -> Thing | None:
    """Return the one thing that a pronoun can stand for: of the last turn that has any."""
    present = [name.text for name in names(question)]
    kinds = _kinds_said(question[match.end() :]) or _kinds_said(question)
    agreed = frozenset[Kind]({"event"}) if _WHEN.fullmatch(question) else _AGREEING[form]
    persons = [one.text for turn in recent for one in things(turn) if one.kind == "person"]
    for place, turn in enumerate(recent):
        agreeing = [
            thing
            for thing in _spoken_of(turn, form, persons)
            if thing.kind in agreed
            and not is_said(thing.text, present)
            and thing.text.casefold() not in question.casefold()
            and (place == 0 or any(map(str.isupper, thing.text)))
        ]
        if agreeing or " (" in turn.question:
            return _only(agreeing, form, kinds)
    return None


def _kinds_said(text: str) -> frozenset[Kind] | None:
    """Return the kinds of what `text` can be said of, None where that is open."""
    return next((kinds for words, kinds in _SAID_OF if words.search(text)), None)


def _spoken_of(turn: Turn, form: str, persons: Sequence[str]) -> list[Thing]:
    """Return the things of `turn`, with what is known of them from other turns and the pronoun."""
    found = clear(turn)
    pair = pair_of(turn, "and")
    if form == "they" and pair:
        return [Thing(together(pair), "several"), *(one for one in found if one.answer)]
    named = [one for one in persons if not one.startswith("the ")]
    for place, thing in enumerate(found):
        if thing.kind == "name" and is_said(thing.text, named):
            found[place] = replace(thing, kind="person")
        elif form == "it" and thing.kind == "several" and _is_one_name(thing.text):
            found[place] = replace(thing, kind="name")
    return found


def clear(turn: Turn) -> list[Thing]:
    """Return the things of `turn`: its answers alone where it is not clear what it asked about."""
    return [one for one in things(turn) if one.answer or " (" not in turn.question]


def _is_one_name(text: str) -> bool:
    """Tell whether `text` is one name in the plural: the Silk Roads."""
    found = names(f"in {text}")
    return len(found) == 1 and found[0].text == text.removeprefix("the ")


def is_said(text: str, present: Sequence[str]) -> bool:
    """Tell whether `text` may name the same as one of `present`."""
    return any(same_name(text, name) for name in present)


def _only(agreeing: list[Thing], form: str, kinds: frozenset[Kind] | None) -> Thing | None:
    if form == "he":
        return _person(agreeing)
    fitting = [thing for thing in agreeing if kinds and thing.kind in kinds]
    if kinds and not fitting:
        known = {"country", "place", "event"}
        fitting = [thing for thing in agreeing if thing.kind not in known]
    found = fitting if kinds else agreeing
    outer = [thing for thing in found if not thing.inner]
    if not kinds and len(found) > 1 and any(_OWNED.match(thing.text) for thing in outer):
        return None  # China, or China's trade
    return unique(outer or found)


def _person(agreeing: list[Thing]) -> Thing | None:
    """Return the person: who is known to be one, else who has two names, else the subject."""
    for fits in (
        lambda thing: thing.kind == "person" and thing.answer,
        lambda thing: thing.kind == "person",
        lambda thing: " " in thing.text and not thing.text.startswith("the "),
        lambda thing: thing.subject,
    ):
        found = [thing for thing in agreeing if fits(thing)]
        if found:
            return unique(found)
    return None


def unique(found: list[Thing]) -> Thing | None:
    """Return the one thing of `found`; of several, the answer among things of one kind."""
    found = list({fold(thing.text): thing for thing in reversed(found)}.values())
    if len(found) > 1 and len({thing.kind for thing in found}) == 1:
        common = {thing.kind for thing in found} <= {"thing"}
        answers = [thing for thing in found if thing.answer]
        found = answers or [thing for thing in found if thing.subject and common]
    return found[0] if len(found) == 1 else None
