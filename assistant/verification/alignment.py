"""Which segments of the evidence a segment of a claim speaks of, and whether figures agree."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.evidence import Part
from assistant.verification.statements import Token
from vectorstore.text import Figure, states

_NEARLY = 0.75
_JOINTS = frozenset("and or nor as well with including both".split())
"""What joins the names of a list."""


def say(known: Sequence[Figure], figure: Figure) -> bool:
    """Tell whether one of the known figures says `figure`, or its day without the year.

    Whether the year is the right one, `stated` tells, by the date of the article.
    """
    if states(list(known), figure):
        return True
    value = str(figure.value)
    return figure.kind == "date" and any(
        one.kind == "date" and str(one.value) == f"-{value[4:]}" for one in known
    )


def likeness(claim: Part, other: Part) -> float:
    """Return how much of a claim's segment another says: its words, names and figures."""
    shared = len(claim.segment.keys & other.segment.keys)
    return shared + sum(say(other.figures, figure) for figure in claim.figures)


def aligned(claim: Part, parts: Sequence[Part]) -> list[Part]:
    """Return the parts that say most of a claim's segment, and those that say nearly as much."""
    scores = [likeness(claim, part) for part in parts]
    best = max(scores, default=0.0)
    if best <= 0:
        return []
    return [part for part, score in zip(parts, scores, strict=True) if score >= _NEARLY * best]


def listed(tokens: Sequence[Token], beside: int, step: int) -> list[Token]:
    """Return the words of the names that stand in one list from `beside` on, `step` by step."""
    found: list[Token] = []
    place = beside
    while 0 <= place < len(tokens):
        token = tokens[place]
        if token.name is not None:
            found.append(token)
        elif token.text not in _JOINTS:
            break
        place += step
    return found
