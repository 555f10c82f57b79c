"""The ordinals in a text, with the words they count, and whether two contradict each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vectorstore.text.figures import figures
from vectorstore.text.spans import Span
from vectorstore.text.words import STOP_WORDS, stem, words

_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_UNCOUNTED = frozenset("centuri time floor quarter half third place".split())
_REACH = 3  # words
_FARTHEST = 60  # characters


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal, where it stands and the stems of what it counts, as far as the words tell."""

    value: int
    span: Span
    counted: tuple[str, ...]
    whole: Span  # with the first of those words


@lru_cache(maxsize=4096)
def ordinals(text: str) -> tuple[Ordinal, ...]:
    """Return the ordinals that count something: the third summit, not the third century."""
    placed = [(int(one.value), one.span) for one in figures(text) if one.kind == "ordinal"]
    placed += [(1, Span(*match.span())) for match in _FIRST.finditer(text)]
    found = [Ordinal(value, span, *_counted(text, span)) for value, span in sorted(placed)]
    return tuple(one for one in found if one.counted)


def _counted(text: str, span: Span) -> tuple[tuple[str, ...], Span]:
    """Return the stems of the next few words, up to a stop word or a mark, and where they end."""
    piece = re.split(r"[,.;:?!()]", text[span.end : span.end + _FARTHEST])[0]
    found: list[str] = []
    end = span.end
    for word in words(piece)[:_REACH]:
        if word.text in STOP_WORDS:
            break
        found.append(stem(word.text))
        if len(found) == 1:
            end = span.end + word.span.end
    uncounted = bool(found) and found[0] in _UNCOUNTED
    return () if uncounted else tuple(found), Span(span.start, end)


def contradicts(text: str, asked: Ordinal) -> bool:
    """Tell whether `text` counts the same thing, and never as `asked` does."""
    same = [one for one in ordinals(text) if set(one.counted) & set(asked.counted)]
    return bool(same) and all(one.value != asked.value for one in same)
