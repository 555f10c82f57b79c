"""Say nothing twice, and leave nothing cut in two: near-duplicates go, neighbours are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from vectorstore.documents import Hit, Passage
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import Stems, text_stems

_FEWEST_WORDS = 8
"""Texts of fewer words are no repetition of each other: a heading, a date line."""

Between = Callable[[Passage, Passage], str]


def varied(
    hits: Iterable[Hit], count: int, settings: SearchSettings, between: Between
) -> list[Hit]:
    """Return up to `count` of the hits, best first, no two of which say the same.

    A passage that shares most of the shorter one's words with a better one is left out. One that
    adjoins a better one of its document is joined to it: `between(first, second)` returns what
    stands between two passages of one document. A joined hit keeps the id and the score of its best
    passage.
    """
    groups: list[list[Hit]] = []
    stems: list[Stems] = []
    for hit in hits:
        own = text_stems(hit.passage.text)
        if any(_repeats(own, other, settings.same) for other in stems):
            continue
        group = _adjoining(hit, groups, settings.joined, between)
        if group is None and len(groups) == count:
            break
        stems.append(own)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return [_joined(group, between) for group in groups]


def _repeats(a: Stems, b: Stems, same: float) -> bool:
    shorter = min(len(a), len(b))
    return shorter >= _FEWEST_WORDS and len(a & b) >= same * shorter


def _adjoining(hit: Hit, groups: list[list[Hit]], most: int, between: Between) -> list[Hit] | None:
    """Return the group of fewer than `most` hits that `hit` stands beside."""
    for group in groups:
        if len(group) < most and any(
            _adjoin(hit.passage, other.passage, between) for other in group
        ):
            return group
    return None


def _adjoin(a: Passage, b: Passage, between: Between) -> bool:
    if (a.document.id, a.document.version) != (b.document.id, b.document.version):
        return False
    first, second = sorted((a, b), key=lambda passage: passage.start)
    return second.start <= first.end or not between(first, second).strip()


def _joined(group: list[Hit], between: Between) -> Hit:
    """Return one hit of the passages of `group`, whose first is the best."""
    best, *others = group
    if not others:
        return best
    text, start, end = "", 0, 0
    for passage in sorted((hit.passage for hit in group), key=lambda passage: passage.start):
        if not text:
            text, start = passage.text, passage.start
        elif passage.start <= end:
            text += passage.text[end - passage.start :]
        else:
            gap = Passage("", start, end, text, passage.document)
            text += between(gap, passage) + passage.text
        end = passage.end
    return replace(best, passage=replace(best.passage, start=start, end=end, text=text))
