"""Whether a claim's figures and names belong to the same things as in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verification.alignment import say
from assistant.verification.evidence import Evidence, Part, parts_of
from assistant.verification.faults import Fault, Kind
from assistant.verification.naming import are_akin, is_word
from assistant.verification.pairing import belongs
from assistant.verification.statements import Statement, Token
from vectorstore.text import Figure

_KINDS = ("money", "percent", "number", "year", "date", "ordinal")
_NEAR = 2
"""What a word in the same piece of a clause weighs; elsewhere in the clause it weighs 1."""
_OWNED = 2
"""Words that a clause shares with a claim before its names are held against the claim's."""


def bound(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for what the source says of another figure, or of somebody else."""
    for part in parts_of(claim):
        for figure in part.figures:
            tied = belongs(figure, part, evidence)
            if tied is False:
                said = figure.span.of(claim.text)
                yield Fault(Kind.BINDING, f"the passage has “{said}” for something else")
            elif tied is None:
                yield from _figure(figure, part, evidence)
        yield from _respective(part, evidence)
        yield from _names(part, claim, evidence)


def _figure(figure: Figure, part: Part, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where another figure of its kind stands nearer to the claim's words."""
    wanted, near = part.segment.keys, _near(figure, part)
    stands = [(known, other) for other in evidence.parts for known in other.figures]
    own = [_tie(k, o, wanted, near) for k, o in stands if say([k], figure)]
    most = max((tie.score for tie in own), default=0)
    rivals: list[tuple[int, Figure, Part]] = []
    for known, other in stands:
        if _is_rival(known, figure):
            tie = _tie(known, other, wanted, near)
            if tie.score > most and _tells_apart(tie, own):
                rivals.append((tie.score, known, other))
    if not rivals:
        return
    _, known, other = max(rivals, key=lambda rival: rival[0])
    claimed, said = figure.span.of(part.statement.text), known.span.of(other.statement.text)
    yield Fault(Kind.BINDING, f"the passage gives “{said}” for this, not “{claimed}”")


def _is_rival(known: Figure, figure: Figure) -> bool:
    if say([known], figure) or say([figure], known):
        return False
    if figure.kind in ("year", "date"):
        return known.kind in ("year", "date")
    return known.kind == figure.kind and known.unit == figure.unit


@dataclass(frozen=True, slots=True)
class _Tie:
    """The claim's words that stand near a figure of the source, and in the same clause."""

    near: frozenset[str]
    clause: frozenset[str]

    @property
    def score(self) -> int:
        return _NEAR * len(self.near) + len(self.clause)


def _tie(figure: Figure, part: Part, wanted: frozenset[str], near: frozenset[str]) -> _Tie:
    return _Tie(near & _near(figure, part), wanted & part.segment.keys)


def _tells_apart(rival: _Tie, own: Sequence[_Tie]) -> bool:
    """Tell whether a rival has words of the claim that the figure itself has nowhere."""
    clause = frozenset[str]().union(*(tie.clause for tie in own))
    near = frozenset[str]().union(*(tie.near for tie in own))
    return bool((rival.near | rival.clause) - clause - near) or len(rival.near - near) > 1


def _near(figure: Figure, part: Part) -> frozenset[str]:
    """Return the words in the same piece as a figure, from the figure before it to the next.

    Where a piece has none, those of the piece before.
    """
    tokens = part.tokens
    places = [i for i, t in enumerate(tokens) if _is_in(t, figure)]
    if not places:
        return frozenset()
    found = _piece(tokens, places, tokens[places[0]].piece)
    return found or _piece(tokens, places, tokens[places[0]].piece - 1)


def _is_in(token: Token, figure: Figure) -> bool:
    return figure.span.start <= token.span.start < figure.span.end


def _piece(tokens: Sequence[Token], places: Sequence[int], piece: int) -> frozenset[str]:
    found: set[str] = set()
    for step, place in ((-1, places[0] - 1), (1, places[-1] + 1)):
        while 0 <= place < len(tokens) and tokens[place].piece == piece:
            if tokens[place].figure is not None and step > 0:
                break
            if tokens[place].figure is None and tokens[place].key:
                found.add(tokens[place].key)
            place += step
    return frozenset(found)


def _respective(part: Part, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where "exports and imports were 5 and 3 respectively" is read crosswise."""
    claimed = {token.key for token in part.tokens}
    for other in evidence.parts:
        if not any(token.text == "respectively" for token in other.tokens):
            continue
        known = other.figures
        heads = _heads(other, len(known))
        for place, head in enumerate(heads):
            others = {one for one in heads if one != head}
            if not any(say([known[place]], figure) for figure in part.figures):
                continue
            if head not in claimed and others & claimed:
                said = known[place].span.of(other.statement.text)
                yield Fault(Kind.BINDING, f"the passage has “{said}” for something else")


def _heads(part: Part, count: int) -> list[str]:
    """Return the first words of the last `count` pieces before the figures of a clause."""
    heads: dict[int, str] = {}
    for token in part.tokens:
        if token.figure is not None:
            break
        if token.key:
            heads.setdefault(token.piece, token.key)
    return list(heads.values())[-count:] if len(heads) >= count > 1 else []


def _names(part: Part, claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where the clause that says most of this says it of others only."""
    if not part.names:
        return
    of_names = {token.key for token in part.tokens if token.name is not None}
    wanted = part.segment.keys - of_names
    scores = [
        len(wanted & other.segment.keys) + sum(say(other.figures, f) for f in part.figures)
        for other in evidence.parts
    ]
    best = max(scores, default=0)
    if best < _OWNED:
        return
    says = [other for other, score in zip(evidence.parts, scores, strict=True) if score == best]
    for name in part.names:
        if any(_has(name.text, other, evidence.around_names) for other in says):
            continue
        for other in says:
            rivals = [
                one.text
                for one in other.names
                if not any(are_akin(one.text, known.text) for known in claim.names)
                and not is_word(one.text, claim.text)
            ]
            if rivals and not other.segment.subjects:
                text = f"the passage says this of “{rivals[0]}”, not of “{name.text}”"
                yield Fault(Kind.BINDING, text)
                return


def _has(name: str, part: Part, around: Sequence[str]) -> bool:
    known = [other.text for other in part.all_names]
    if part.segment.open:
        known += around
    return any(are_akin(name, other) for other in known)
