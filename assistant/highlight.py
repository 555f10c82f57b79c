"""The short answer within a quote: the name, figure or date that was asked for."""

from __future__ import annotations

from assistant.mentions import Ask, ask_of
from assistant.reader import ShortAnswer
from vectorstore.text import Span, content_words, figures, names, words

_LEAST_CERTAIN = {
    Ask.NUMBER: 0.15,
    Ask.DATE: 0.15,
    Ask.PERSON: 0.15,
    Ask.PLACE: 0.15,
    Ask.OTHER: 0.3,
}
"""How sure a short answer must be; what asks why or what something is has none."""
_MOST_WORDS = 12


def highlight(question: str, sentence: str, answer: ShortAnswer | None) -> Span | None:
    """Return the range of `sentence` that answers by itself, None where nothing short does."""
    if answer is None:
        return None
    ask = ask_of(question)
    span = answer.span
    text = span.of(sentence)
    sure = answer.certainty >= _LEAST_CERTAIN.get(ask, 2.0)
    short = 0 < len(words(text)) <= _MOST_WORDS
    new = set(content_words(text)) - set(content_words(question)) or figures(text)
    return span if sure and short and new and _is_of_kind(ask, text) else None


def _is_of_kind(ask: Ask, text: str) -> bool:
    if ask in (Ask.NUMBER, Ask.DATE):
        return bool(figures(text))
    if ask in (Ask.PERSON, Ask.PLACE):
        return bool(names(f"by {text}"))  # what begins a sentence need not be a name
    return True
