"""Which segments of the evidence a segment of a claim speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.agreement import say
from assistant.verification.evidence import Part
from assistant.verification.statements import Token

_NEARLY = 0.75
_JOINTS = frozenset("and or nor as well with including both".split())
"""What joins the names of a list."""


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
