"""How many independent sources support a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.attribution import attribution_at
from assistant.drafts import Quote
from assistant.verification.evidence import Evidence, Window, windows
from assistant.verification.places import TextOf, is_stored, words_of
from assistant.verification.search import supports
from assistant.verification.statements import read
from vectorstore import Hit, Span
from vectorstore.text import STOP_WORDS, fold

_WORD = re.compile(r"[^\W_]{1,64}")
_NUMBER = re.compile(r"\d+")
_ROOT = 5
"""Letters by which two words are taken for forms of one where it must be quick."""
_LEAST_SHARED = 0.7
"""Share of a claim's words that another source must have to be looked at."""
_MOST_READ = 2
"""Places of a passage that are looked at."""
_SHINGLE = 3
_COPIED = 0.6
"""Share of word triples from which one text is taken for a copy of the other."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """A source that supports a claim: who publishes it, whom it follows, in which words.

    `family` is the same for all documents that nearly repeat one another.
    """

    family: str
    publisher: str
    said_by: str
    shingles: frozenset[tuple[str, ...]]


class Sources:
    """Counts the independent sources of a claim among the passages read for a question."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of

    def __call__(self, text: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> int:
        """Return how many: another publisher, no copy or reprint, and not after the same source.

        `quotes` are what the claim rests on, in any case at least one source.
        """
        voices: list[_Voice] = []
        for quote in (*quotes, *self._others(text, quotes, hits)):
            voice = _voice(quote)
            if not any(_are_one(voice, other) for other in voices):
                voices.append(voice)
        return max(1, len(voices))

    def _others(self, text: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> Iterator[Quote]:
        """Yield the supporting quotes of other documents, one a document."""
        known = {quote.hit.passage.document.id for quote in quotes}
        wanted = _roots(text)
        for hit in hits:
            passage = hit.passage
            if passage.document.id in known or not _may_support(wanted, passage.text):
                continue
            if not is_stored(hit, self._text_of):
                continue
            window = self._supporting(text, wanted, hit)
            if window is not None:
                known.add(passage.document.id)
                yield Quote(window.hit, window.span)

    def _supporting(self, text: str, wanted: frozenset[str], hit: Hit) -> Window | None:
        """Return a sentence, or two, of another passage that supports a text."""
        near = [
            w for length in (1, 2) for w in windows(hit, length) if _may_support(wanted, w.text)
        ]
        for window in near[:_MOST_READ]:
            if supports(read(text), Evidence([window])):
                return window
        return None


def _roots(text: str) -> frozenset[str]:
    return frozenset(_root(word) for word in _WORD.findall(fold(text)) if word not in STOP_WORDS)


def _root(word: str) -> str:
    """Return the first letters of a word, or the number that it begins with: 573 of 573m."""
    number = _NUMBER.match(word)
    return number[0] if number is not None else word[:_ROOT]


def _may_support(wanted: frozenset[str], text: str) -> bool:
    numbers = {root for root in wanted if root.isdigit()}
    roots = _roots(text)
    return numbers <= roots and len(wanted & roots) >= _LEAST_SHARED * len(wanted)


def _voice(quote: Quote) -> _Voice:
    passage, words = quote.hit.passage, _WORD.findall(fold(words_of(quote)))
    span = Span(quote.span.start - passage.start, quote.span.end - passage.start)
    said_by = attribution_at(passage.text, span.start, span.end).source
    triples = zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    family = passage.document.family
    return _Voice(family, _publisher(quote.hit), fold(said_by or ""), frozenset(triples))


def _publisher(hit: Hit) -> str:
    """Return the publisher of a document, else the host of its address, else its id."""
    document = hit.passage.document
    known = document.metadata
    host = urlsplit(known.url).hostname if known.url else None
    return fold(known.publisher or (host or "").removeprefix("www.") or document.id)


def _are_one(a: _Voice, b: _Voice) -> bool:
    if a.family == b.family or a.publisher == b.publisher or (a.said_by and a.said_by == b.said_by):
        return True
    return _likeness(a.shingles, b.shingles) >= _COPIED


def _likeness(a: Iterable[tuple[str, ...]], b: Iterable[tuple[str, ...]]) -> float:
    left, right = frozenset(a), frozenset(b)
    return len(left & right) / len(left | right) if left and right else 0.0
