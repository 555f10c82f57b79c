"""Make a follow-up question stand alone, without a language model.

A question that points back ("And the EU's?", "Who is its president?") is given the names and dates
of the question before it. What is carried over is written out behind the question, so that whoever
asked can see it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.understanding.events import EVENT
from assistant.understanding.times import times
from vectorstore.text import content_words, figures, names, same_name, words

_POINTING_BACK = frozenset(
    "it its they them their theirs he him his she her hers this that these those there then "
    "one ones former latter both same such".split()
)
_CONTINUING = ("and", "but", "or", "also", "what about", "how about", "why not", "so")
_VERB = re.compile(r"\b(?:\w{2,}ed|built|held|met|said|began|took\splace|happen\w*)\b")
_CARRIED = " ("
"""What stands before the words carried over."""

_COMPLETE = 3
"""A question of this many content words stands alone, unless a word in it points back.

So does one that tells by a figure and a verb what it asks about: What was signed in 2024?"""


def condense(question: str, history: Sequence[str]) -> str:
    """Return `question` as one that can be understood without `history`, the latest last."""
    question = " ".join(question.split())
    if not history or not _depends(question):
        return question
    present = [name.text for name in names(question)]
    before = history[-1]
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
    return f"{question}{_CARRIED}{', '.join(carried)})" if carried else question


def _depends(question: str) -> bool:
    lowered = question.casefold()
    if lowered.startswith(tuple(f"{opening} " for opening in _CONTINUING)):
        return True
    if any(word.text in _POINTING_BACK for word in words(question)):
        return True
    if len(content_words(question)) >= _COMPLETE or names(question):
        return False
    return not (figures(question) and _VERB.search(lowered))


def _topic(before: str, question: str) -> list[str]:
    """Return the content words of the question before, where it names nothing."""
    known = set(content_words(question))
    return [
        word.text
        for word in words(before)
        if content_words(word.text) and not known.intersection(content_words(word.text))
    ]
