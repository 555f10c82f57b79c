"""Where a claim repeats its source's words but for one: another name, another figure, a "not"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.verification.alignment import listed, say
from assistant.verification.evidence import Evidence
from assistant.verification.faults import Fault, Kind
from assistant.verification.naming import are_akin, is_word
from assistant.verification.pairing import tied_figures
from assistant.verification.polarity import denies
from assistant.verification.poles import PAIRS, poles
from assistant.verification.statements import Statement, Token
from vectorstore.text import Figure, Name

_FLANKS = 3
"""Words, on both sides together, that must be the same for a gap to be a substitution."""
_CLOSE = 3
_MOST_CLAIMED, _MOST_SAID, _EDGE = 6, 24, 6
"""Words of a gap: longer ones are no substitution of one thing for another. Of what is said, only
so many at its edges stand in the claim's place."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a claim says between words of its source, and what the source says there.

    `closed` tells whether the same words stand on both sides; `before` are the few words of
    the source that lead to the gap.
    """

    claimed: tuple[Token, ...]
    said: tuple[Token, ...]
    closed: bool
    before: tuple[Token, ...]


class Comparison:
    """A claim beside its evidence, word by word."""

    def __init__(self, claim: Statement, evidence: Evidence) -> None:
        self.claim = claim
        self._mine = claim.flow
        self._owners = [(one, token) for one in evidence.statements for token in one.flow]
        self._said = [token for _, token in self._owners]
        self._statement_of = {id(token): one for one, token in self._owners}

    def gaps(self) -> Iterator[Gap]:
        """Yield the gaps between the words that both have, in the claim's order."""
        mine = self._mine
        matcher = SequenceMatcher(
            None, [t.unit for t in mine], [t.unit for t in self._said], autojunk=False
        )
        blocks = [
            (a, b, size)
            for a, b, size in matcher.get_matching_blocks()
            if size > 1 or (size == 1 and mine[a].key)
        ]
        borders = [(0, 0, 0), *blocks, (len(mine), len(self._said), 0)]
        for left, right in pairwise(borders):
            gap = self._gap(left, right)
            if gap is not None:
                yield gap

    def _gap(self, left: tuple[int, int, int], right: tuple[int, int, int]) -> Gap | None:
        claimed = tuple(self._mine[left[0] + left[2] : right[0]])
        start, end = left[1] + left[2], right[1]
        closed = left[2] > 0 and right[2] > 0
        if left[2] + right[2] < _FLANKS or len(claimed) > _MOST_CLAIMED:
            return None
        if not closed and left[2]:
            end = self._sentence_end(start)
        elif not closed:
            start = self._sentence_start(end)
        said = tuple(self._said[start:end])
        if len(said) > _MOST_SAID:
            return None
        edges = said if len(said) <= 2 * _EDGE else (*said[:_EDGE], *said[-_EDGE:])
        before = tuple(self._said[max(0, start - _CLOSE) : start])
        return Gap(claimed, edges, closed, before)

    def _sentence_end(self, start: int) -> int:
        """Return where the piece that begins at `start` ends."""
        end = start
        while end < len(self._said) and _same_piece(self._said[start], self._said[end]):
            end += 1
        return end

    def _sentence_start(self, end: int) -> int:
        start = end
        while start > 0 and self._said[start - 1].sentence == self._said[end - 1].sentence:
            if (
                self._statement_of[id(self._said[start - 1])]
                is not (self._statement_of[id(self._said[end - 1])])
            ):
                break
            start -= 1
        return start

    def names(self, tokens: Sequence[Token], *, said: bool) -> list[Name]:
        """Return the names that tokens of the claim, or of what is said, are part of."""
        found = {
            (id(one), token.name): one.names[token.name]
            for token in tokens
            if token.name is not None
            for one in (self._owner(token, said),)
        }
        return list(found.values())

    def list_mates(self, tokens: Sequence[Token]) -> list[Name]:
        """Return the names that stand in one list with those of what is said."""
        found: list[Token] = []
        for place, token in enumerate(self._said):
            if token.name is not None and any(token is one for one in tokens):
                found += listed(self._said, place, -1) + listed(self._said, place, 1)
        return self.names(found, said=True)

    def figures(self, tokens: Sequence[Token], *, said: bool) -> list[Figure]:
        """Return the figures that tokens of the claim, or of what is said, are part of."""
        found = {
            (id(one), token.figure): one.figures[token.figure]
            for token in tokens
            if token.figure is not None
            for one in (self._owner(token, said),)
        }
        return list(found.values())

    def _owner(self, token: Token, said: bool) -> Statement:
        return self._statement_of[id(token)] if said else self.claim

    def in_place(self, tokens: Sequence[Token]) -> bool:
        """Tell whether words of the claim stand in the source between the same neighbours."""
        mine = self._mine
        first = next(i for i, token in enumerate(mine) if token is tokens[0])
        last = first + len(tokens) - 1
        before = mine[first - 1].unit if first else ""
        after = mine[last + 1].unit if last + 1 < len(mine) else ""
        run = [token.unit for token in tokens]
        units = ["", *(token.unit for token in self._said), ""]
        return any(
            units[i : i + len(run)] == run
            and (units[i - 1] == before or not before)
            and (units[i + len(run)] == after or not after)
            for i in range(1, len(units) - len(run))
            if units[i] == run[0]
        )


def _same_piece(a: Token, b: Token) -> bool:
    return a.piece == b.piece and a.sentence == b.sentence


def substituted(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for each name, figure or opposite put in the place of another."""
    compared = Comparison(claim, evidence)
    tied = tied_figures(claim, evidence)
    for gap in compared.gaps():
        yield from _denial(gap)
        yield from _turned(gap, claim)
        yield from _name(gap, compared)
        yield from _figure(gap, compared, claim, tied)


def _denial(gap: Gap) -> Iterator[Fault]:
    if not gap.closed:
        return
    claimed, said = any(map(denies, gap.claimed)), any(map(denies, gap.said))
    if claimed and not said and len(gap.said) <= 2:
        yield Fault(Kind.POLARITY, "the passage does not deny this")
    elif said and not claimed and len(gap.said) <= 3 and not gap.claimed:
        yield Fault(Kind.POLARITY, "the passage denies this")


def _turned(gap: Gap, claim: Statement) -> Iterator[Fault]:
    said = {token.lemma for token in gap.said}
    for token in gap.claimed:
        for number, side in poles(token.lemma):
            own, other = PAIRS[number][side], PAIRS[number][not side]
            if said & (other - own) and not said & own:
                word = token.span.of(claim.text)
                yield Fault(Kind.POLARITY, f"the passage says the opposite of “{word}”")
                return


def _name(gap: Gap, compared: Comparison) -> Iterator[Fault]:
    found = compared.names(gap.said, said=True)
    known = [name for name in found if not is_word(name.text, compared.claim.text)]
    if not known:
        return
    for name in compared.names(gap.claimed, said=False):
        own = [t for t in gap.claimed if name.span.start <= t.span.start < name.span.end]
        akin = [*known, *compared.list_mates(gap.said)]
        if any(are_akin(name.text, other.text) for other in akin) or compared.in_place(own):
            continue
        text = f"the passage says this of “{known[0].text}”, not of “{name.text}”"
        yield Fault(Kind.BINDING, text)


def _figure(
    gap: Gap, compared: Comparison, claim: Statement, tied: Collection[Figure]
) -> Iterator[Fault]:
    known = compared.figures(gap.said, said=True)
    for figure in compared.figures(gap.claimed, said=False):
        if figure.kind == "percent" and figure in tied:
            continue
        own = [t for t in gap.claimed if figure.span.start <= t.span.start < figure.span.end]
        rivals = [other for other in known if _alike(other, figure)]
        if say(known, figure) or not rivals or compared.in_place(own):
            continue
        claimed = figure.span.of(claim.text)
        text = f"the passage has another figure in the place of “{claimed}”"
        yield Fault(Kind.BINDING, text)


def _alike(a: Figure, b: Figure) -> bool:
    dates = ("year", "date")
    return a.kind == b.kind or (a.kind in dates and b.kind in dates)
