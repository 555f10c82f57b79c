"""Whether a claim's names and figures stand beside the same words as in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verification.alignment import listed, say
from assistant.verification.evidence import Evidence
from assistant.verification.faults import Fault, Kind
from assistant.verification.naming import are_akin, is_word
from assistant.verification.pairing import tied_figures
from assistant.verification.statements import Statement, Token
from vectorstore.text import Figure, Name

_LONG, _SHORT = 3, 2
"""Neighbouring words that must agree; the short run must have a word of content."""
_PAIR = 3
"""Words between the two ends of a range, or two figures joined by "and"."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A name or figure: the words that it covers, [first, last], among those of its text."""

    thing: Name | Figure
    first: int
    last: int


def displaced(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where the source has another name or figure beside the claim's words."""
    tied = tied_figures(claim, evidence)
    for place in _places(claim):
        if not isinstance(place.thing, Name) and place.thing in tied:
            continue
        for step in (-1, 1):
            rival = _rival(place, claim, evidence, step)
            if rival is not None:
                yield _fault(place, claim, rival)
                break


def _places(statement: Statement) -> Iterator[_Place]:
    groups: dict[tuple[bool, int], list[int]] = {}
    for place, token in enumerate(statement.flow):
        if token.name is not None:
            groups.setdefault((True, token.name), []).append(place)
        if token.figure is not None:
            groups.setdefault((False, token.figure), []).append(place)
    for (is_name, number), own in groups.items():
        thing = statement.names[number] if is_name else statement.figures[number]
        yield _Place(thing, own[0], own[-1])


def _rival(place: _Place, claim: Statement, evidence: Evidence, step: int) -> str | None:
    """Return what the source has where the claim's words lead, None where it is the same."""
    run = _run(place, claim.flow, step)
    if run is None:
        return None
    found: str | None = None
    ties = {token.key for token in run if token.key and token.name is None}
    for statement in evidence.statements:
        flow = statement.flow
        units = [token.unit for token in flow]
        wanted = [token.unit for token in run]
        for start in range(len(units) - len(run) + 1):
            if units[start : start + len(run)] != wanted:
                continue
            beside = start + len(run) if step < 0 else start - 1
            there = _there(place, claim, statement, flow, beside, -step)
            if there is None:
                continue
            if there == "" or _is_tied(place, ties, evidence, flow[start]):
                return None
            found = there
    return found


def _run(place: _Place, tokens: Sequence[Token], step: int) -> list[Token] | None:
    """Return the words just before or behind a place, None where they are too few to tell."""
    for size in (_SHORT, _LONG):
        start = place.first - size if step < 0 else place.last + 1
        near = tokens[start : start + size] if start >= 0 else ()
        if len(near) < size or any(one.sentence != tokens[place.first].sentence for one in near):
            return None
        beside = near[-1] if step < 0 else near[0]
        if any(one.figure is not None for one in near):
            return None
        if beside.text == "and" and isinstance(place.thing, Name) and step > 0:
            return None  # what follows is said of something before
        content = [bool(one.key) and one.name is None for one in near]
        tells = all(content) or (content[0] and not near[1].key) if size == _SHORT else any(content)
        if tells:
            return list(near)
    return None


def _there(
    place: _Place,
    claim: Statement,
    statement: Statement,
    tokens: Sequence[Token],
    beside: int,
    step: int,
) -> str | None:
    """Return what stands at `beside`: "" if it is the same, None if it is nothing of the kind."""
    if not 0 <= beside < len(tokens):
        return None
    token = tokens[beside]
    if isinstance(place.thing, Name):
        if token.name is None:
            return None
        near = listed(tokens, beside, step)
        known = [statement.names[one.name].text for one in near if one.name is not None]
        if any(are_akin(place.thing.text, other) for other in known):
            return ""
        there = statement.names[token.name].text
        return None if is_word(there, claim.text) else there
    if token.figure is None:
        return None
    near = _range(tokens, beside, step)
    figures = [statement.figures[one.figure] for one in near if one.figure is not None]
    figure = statement.figures[token.figure]
    same = say(figures, place.thing) or not _comparable(figure, place.thing)
    return "" if same else figure.span.of(statement.text)


def _is_tied(place: _Place, ties: set[str], evidence: Evidence, there: Token) -> bool:
    """Tell whether a name stands with the same words of content in another clause."""
    if not isinstance(place.thing, Name):
        return False
    name = place.thing.text
    return any(
        ties <= part.segment.keys
        and there not in part.tokens
        and any(are_akin(name, other.text) for other in part.names)
        for part in evidence.parts
    )


def _range(tokens: Sequence[Token], beside: int, step: int) -> list[Token]:
    """Return the few words from `beside` on in which the other figure of a pair stands."""
    ahead = tokens[beside : beside + _PAIR]
    behind = tokens[max(0, beside - _PAIR + 1) : beside + 1]
    return [t for t in (ahead if step > 0 else behind) if t.segment == tokens[beside].segment]


def _comparable(a: Figure, b: Figure) -> bool:
    times = ("year", "date")
    return (a.kind in times) == (b.kind in times)


def _fault(place: _Place, claim: Statement, rival: str) -> Fault:
    claimed = place.thing.span.of(claim.text)
    if isinstance(place.thing, Name):
        return Fault(Kind.BINDING, f"the passage has “{rival}” where this has “{claimed}”")
    return Fault(Kind.BINDING, f"the passage gives “{rival}” for this, not “{claimed}”")
