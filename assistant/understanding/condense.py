"""Make a follow-up question stand alone, without a language model.

What a question leaves out is put in its place where that can be done soundly: "And in 2023?" is
the question before of another year, "its" is Kazakhstan's. Otherwise the question is given the
names and dates of the question before it, written out behind it. Either way whoever asked can see
what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answers import Turn
from assistant.understanding.events import EVENT
from assistant.understanding.fragments import completed
from assistant.understanding.pairs import paired
from assistant.understanding.places import described, placed
from assistant.understanding.pointing import points_back
from assistant.understanding.pronouns import personal
from assistant.understanding.then import dated
from assistant.understanding.things import LONGEST
from assistant.understanding.times import times
from vectorstore.query import LONGEST_QUERY
from vectorstore.text import content_words, figures, names, same_name, words

_CONTINUING = re.compile(r"(?:and|but|or|also|what about|how about|why not|so)\s", re.IGNORECASE)
_JOINT = re.compile(
    r"\A(?:and|but|so|also|then|or),?\s(?=(?:(?:in|by|for|to|from|with|on|at)\s)?"
    r"(?:who|what|when|where|why|which|whose|how|is|are|was|were|do|does|did|has|have|can|will)\b"
    r"(?!\sabout\b))",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:\w{2,}ed|built|held|met|said|began|took\splace|happen\w*)\b")
_CARRIED = " ("
"""What stands before the words carried over."""

_TURNS = 3
"""How far back what a word stands for is looked for."""

_COMPLETE = 3
"""A question of this many content words stands alone, unless a word in it points back.

So does one that tells by a figure and a verb what it asks about: What was signed in 2024?"""


def condense(question: str, history: Sequence[Turn]) -> str:
    """Return `question` as one that can be understood without `history`, the latest last."""
    question = " ".join(question.split())
    if not history:
        return question
    recent = history[: -_TURNS - 1 : -1]
    alone, pointing = _resolved(question, recent)
    whole = alone if len(alone) <= LONGEST_QUERY else question
    # A date alone does not say what is asked about: Who was president in 2015?
    replaced = whole not in (question, dated(question, recent))
    if not pointing and not _lacks(whole, replaced=replaced):
        return whole
    return _with_names(whole, recent[0].question)


def _resolved(question: str, recent: Sequence[Turn]) -> tuple[str, bool]:
    """Return `question` with what could be put in its place, and whether a word points back."""
    if len(question) > LONGEST:
        return question, False
    if question.isupper():
        return question, points_back(question.capitalize())
    alone = question
    for step in (paired, dated, described, personal, placed):
        alone = step(alone, recent)
    pointing = points_back(alone)
    if not pointing and (whole := completed(alone, recent)):
        return whole, False
    if alone != question and (joint := _JOINT.match(alone)):
        alone = alone[joint.end()].upper() + alone[joint.end() + 1 :]
    return alone, pointing


def _lacks(question: str, *, replaced: bool) -> bool:
    """Tell whether `question` leaves out what it asks about."""
    if _CONTINUING.match(question):
        return True
    if replaced or len(content_words(question)) >= _COMPLETE or names(question):
        return False
    return not (figures(question) and _VERB.search(question.casefold()))


def _with_names(question: str, before: str) -> str:
    """Return `question` with the names and dates of the question `before` it."""
    present = [name.text for name in names(question)]
    if present:  # what was carried over before does not pile up beside a name of its own
        before = before.partition(_CARRIED)[0]
    carried = [
        name.text
        for name in names(before)
        if not any(same_name(name.text, other) for other in present)
    ]
    if not figures(question) and not times(question, date.today()) and not EVENT.search(question):
        carried += [figure.span.of(before) for figure in figures(before)]
    carried = list(dict.fromkeys(carried)) or _topic(before, question)
    return _within(question, carried)


def _within(question: str, carried: Sequence[str]) -> str:
    """Return `question` with as much behind it as a question may be long."""
    room = LONGEST_QUERY - len(question) - len(_CARRIED) - 1
    kept: list[str] = []
    for one in carried:
        room -= len(one) + 2
        if room < 0:
            break
        kept.append(one)
    return f"{question}{_CARRIED}{', '.join(kept)})" if kept else question


def _topic(before: str, question: str) -> list[str]:
    """Return the content words of the question before, where it names nothing."""
    known = set(content_words(question))
    return [
        word.text
        for word in words(before)
        if content_words(word.text) and not known.intersection(content_words(word.text))
    ]
