"""The short answer within a sentence: the name, figure or date that was asked for."""

from __future__ import annotations

import re

from assistant.mentions import Ask, ask_of
from vectorstore import Span
from vectorstore.text import STOP_WORDS, content_words, figures, names, words

_WANTED = (Ask.NUMBER, Ask.DATE, Ask.PERSON, Ask.PLACE)
_LEAST_CERTAIN = {**dict.fromkeys(_WANTED, 0.15), Ask.OTHER: 0.3}
"""How sure a short answer must be; what asks why or what something is has none."""
_MOST_WORDS = 12
_AMOUNT = re.compile(r"\bhow (?:much|many) (?!per\s?cent)(\w+)")


def wants_short_answer(question: str) -> bool:
    """Tell whether a question asks for a number, a date, a person or a place."""
    return ask_of(question) in _WANTED


def short_answer(
    question: str, sentence: str, answer: Span | None, certainty: float
) -> Span | None:
    """Return `answer` if that range of `sentence` answers `question` by itself, otherwise None.

    `certainty` is how probable the range is among all in the sentence. A figure comes whole, with
    its currency and unit.
    """
    if answer is None:
        return None
    answer = _whole(answer, sentence)
    ask, text = ask_of(question), answer.of(sentence)
    sure = certainty >= _LEAST_CERTAIN.get(ask, 2.0)
    short = 0 < len(words(text)) <= _MOST_WORDS
    new = bool(figures(text)) or not set(content_words(text)) <= set(content_words(question))
    return answer if sure and short and new and _is_of_kind(ask, text) else None


def is_rate_for_amount(question: str, text: str) -> bool:
    """Tell whether `text` gives only a percentage, and how much or many of a thing was asked."""
    asked = _AMOUNT.search(question.casefold())
    kinds = {figure.kind for figure in figures(text)}
    return kinds == {"percent"} and asked is not None and asked[1] not in STOP_WORDS


def _whole(answer: Span, sentence: str) -> Span:
    """Return the range widened to the figures that it cuts."""
    cut = [
        figure.span
        for figure in figures(sentence)
        if figure.span.start < answer.end and answer.start < figure.span.end
    ]
    starts, ends = [one.start for one in cut], [one.end for one in cut]
    return Span(min([answer.start, *starts]), max([answer.end, *ends]))


def _is_of_kind(ask: Ask, text: str) -> bool:
    if ask in (Ask.NUMBER, Ask.DATE):
        return bool(figures(text))
    if ask in (Ask.PERSON, Ask.PLACE):
        return bool(names(f"by {text}"))  # what begins a sentence need not be a name
    return True
