"""Say nothing twice, and leave nothing cut in two: near-duplicates go, neighbours are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from vectorstore.documents import DocumentRef, Hit, Passage
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import Stems, text_stems
from vectorstore.text.words import STOP_WORDS, fold, stem

_FEWEST_WORDS = 8
"""Texts of fewer words are no repetition of each other: a heading, a date line."""

_WIDEST_GAP = 4
"""Passages hold every sentence, so that only white space lies between two neighbours."""

_DENIALS = frozenset(
    map(stem, "no not never nor none nobody nothing neither without cannot".split())
)
_FUNCTION_WORDS = frozenset(map(stem, STOP_WORDS))
_MARK = re.compile(r"[^\W_]+(?:[.,]\d+)*")

TextOf = Callable[[DocumentRef, int, int], str]
"""Returns the characters [start, end) of a document."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says: the stems of its content words, its figures and capitals, its denials.

    `size` is the number of all its words.
    """

    stems: Stems
    marks: frozenset[str]
    denied: Stems
    size: int

    @classmethod
    def by(cls, text: str) -> _Said:
        found = (match[0] for match in _MARK.finditer(text))
        marked = (word for word in found if word[0].isupper() or any(map(str.isdigit, word)))
        stems = text_stems(text)
        return cls(
            stems - _FUNCTION_WORDS,
            frozenset(map(fold, marked)) - STOP_WORDS,
            stems & _DENIALS,
            len(stems),
        )

    def adds_nothing_to(self, other: _Said, same: float) -> bool:
        """Tell whether `other` has `same` of the words, every figure and name, and its denials."""
        known = len(self.stems & other.stems)
        return (
            self.size >= _FEWEST_WORDS
            and known >= same * len(self.stems)
            and self.marks <= other.marks
            and self.denied == other.denied
        )


def varied(hits: Iterable[Hit], count: int, settings: SearchSettings, text_of: TextOf) -> list[Hit]:
    """Return up to `count` of the hits, best first, no two of which say the same.

    A passage that adds nothing to a better one is left out: its words are there, and every figure
    and name. One that stands beside a better one of its document is joined to it. A joined
    hit keeps the id and the score of its best passage.
    """
    groups: list[list[Hit]] = []
    said: list[_Said] = []
    for hit in hits:
        own = _Said.by(hit.passage.text)
        if any(own.adds_nothing_to(other, settings.same) for other in said):
            continue
        group = _beside(hit, groups, settings.joined)
        if group is None and len(groups) == count:
            break
        said.append(own)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return [_joined(group, text_of) for group in groups]


def _beside(hit: Hit, groups: list[list[Hit]], most: int) -> list[Hit] | None:
    """Return the group of fewer than `most` hits that `hit` stands beside."""
    for group in groups:
        if len(group) < most and any(_adjoin(hit.passage, one.passage) for one in group):
            return group
    return None


def _adjoin(a: Passage, b: Passage) -> bool:
    if (a.document.id, a.document.version) != (b.document.id, b.document.version):
        return False
    first, second = sorted((a, b), key=lambda passage: passage.start)
    return second.start - first.end <= _WIDEST_GAP


def _joined(group: list[Hit], text_of: TextOf) -> Hit:
    """Return one hit of the passages of `group`, whose first is the best."""
    best = group[0]
    if len(group) == 1:
        return best
    parts = tuple(sorted((hit.passage for hit in group), key=lambda passage: passage.start))
    start, end = parts[0].start, max(part.end for part in parts)
    text = text_of(best.passage.document, start, end)
    pages = tuple(sorted({page for part in parts for page in part.pages}))
    whole = replace(best.passage, start=start, end=end, text=text, pages=pages)
    return replace(best, passage=whole, joined=parts)
