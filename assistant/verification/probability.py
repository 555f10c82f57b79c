"""How probable it is that evidence supports a claim in which rules find no fault.

Logistic regression over what the two share in words. Neither the cosine of their embeddings nor the
relevance that the cross-encoder sees adds anything to these signs: a false sentence is as near to
its passage as a true one (benchmarks/README.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.verification.evidence import Evidence, parts_of
from assistant.verification.hedges import hedges_of
from assistant.verification.naming import are_akin
from assistant.verification.stated import has_name
from assistant.verification.statements import Statement, Token
from assistant.verification.substitution import Comparison
from assistant.verification.weights import INTERCEPT, WEIGHTS

SIGNS = (
    "weakest",  # share of its words of content that the evidence has, in the worst clause
    "unsaid",  # how many content words the evidence lacks, 6 at most, in sixths
    "pairs",  # share of the claim's neighbouring words that meet in the evidence, too
    "replaced",  # how often another word of content stands in its place, 2 at most, in halves
    "edges",  # the same at the claim's beginning and end
    "moved",  # the same, where the word stands elsewhere in the evidence
    "sentences",  # how many sentences the evidence has, beyond the first of each window
)
_MOST_UNSAID = 6
_MOST_REPLACED = 2
_EDGE = 2
"""Words of content at the claim's edge: more of them are a clause of their own."""
_NEAR = 5
"""Words within which two neighbours of the claim stand in the source."""

_TAKEN = -100
"""The place of a name that stands before the window."""


class _Place(NamedTuple):
    """Where a word stands: its number, and those of its window and clause."""

    word: int
    clause: tuple[int, int]


def probability(claim: Statement, evidence: Evidence) -> float:
    """Return how probable it is that the evidence supports the claim."""
    odds = sum(
        WEIGHTS[name] * sign for name, sign in zip(SIGNS, signs(claim, evidence), strict=True)
    )
    return 1 / (1 + math.exp(-odds - INTERCEPT))


def signs(claim: Statement, evidence: Evidence) -> list[float]:
    """Return SIGNS of a claim and its evidence, each between 0 and 1 but the last."""
    known = known_keys(claim, evidence)
    content = [token.key for token in claim.content]
    clauses = [
        _share([t.key for t in part.tokens if t.key and t.figure is None], known)
        for part in parts_of(claim)
    ]
    lacking = sum(one not in known for one in content)
    return [
        min(clauses, default=1.0),
        min(lacking, _MOST_UNSAID) / _MOST_UNSAID,
        _pairs(claim, evidence),
        *_replaced(claim, evidence),
        float(sum(window.length - 1 for window in evidence.windows)),
    ]


def known_keys(claim: Statement, evidence: Evidence) -> frozenset[str]:
    """Return the keys of the evidence, and those of names that it puts in other words."""
    named = {number for number, one in enumerate(claim.names) if has_name(one.text, evidence)}
    kept = {token.key for token in claim.tokens if token.name in named and token.key}
    return evidence.keys | evidence.around_keys | kept | _weaker(claim, evidence)


def _weaker(claim: Statement, evidence: Evidence) -> frozenset[str]:
    """Return the claim's words for a plan or doubt, where the evidence has others of the kind."""
    if not any(hedges_of(part.tokens) for part in evidence.parts):
        return frozenset()
    return frozenset(token.key for token in claim.content if hedges_of([token]))


def _share(keys: list[str], known: frozenset[str]) -> float:
    return sum(one in known for one in keys) / len(keys) if keys else 1.0


def _pairs(claim: Statement, evidence: Evidence) -> float:
    """Return which share of the claim's neighbours stand near one another in the evidence.

    Near is within a few words, or in one clause. A name stands where any name of the thing does.
    """
    wanted = [(a, b) for a, b in pairwise(_units(claim)) if a != b]
    if not wanted:
        return 1.0
    places = _places(claim, evidence)
    near = {pair for pair in set(wanted) if _are_near(*(places.get(one, []) for one in pair))}
    return sum(pair in near for pair in wanted) / len(wanted)


def _are_near(a: Sequence[_Place], b: Sequence[_Place]) -> bool:
    """Tell whether two words, each given by its places, meet somewhere."""
    if {one.clause for one in a} & {one.clause for one in b}:
        return True
    near = {one.word + step for one in a for step in range(-_NEAR, _NEAR + 1)}
    return any(one.word in near for one in b)


def _units(claim: Statement) -> list[str]:
    """Return the claim's words of content in order, each name once."""
    found = [_unit(token) for token in claim.flow if token.key]
    return [one for place, one in enumerate(found) if not place or found[place - 1] != one]


def _unit(token: Token) -> str:
    return token.unit if token.name is None else f"@{token.name}"


def _places(claim: Statement, evidence: Evidence) -> dict[str, list[_Place]]:
    """Return where the evidence has each of the claim's units."""
    places: dict[str, list[_Place]] = {}
    flow = [(number, one, t) for number, one in enumerate(evidence.statements) for t in one.flow]
    for place, (number, statement, token) in enumerate(flow):
        units = {token.unit} if token.key else set()
        if token.name is not None:
            known = statement.names[token.name].text
            units |= {f"@{n}" for n, name in enumerate(claim.names) if are_akin(name.text, known)}
        for one in units:
            places.setdefault(one, []).append(_Place(place, (number, token.segment)))
    if claim.names and any(are_akin(claim.names[0].text, one) for one in evidence.around_names):
        # It may be what a sentence without a subject of its own speaks of.
        for number, statement in enumerate(evidence.statements):
            if statement.segments and statement.segments[0].open:
                places.setdefault("@0", []).append(_Place(_TAKEN, (number, 0)))
    for number in range(len(claim.names)):
        own = [token.unit for token in claim.flow if token.name == number]
        if f"@{number}" not in places and own:
            places[f"@{number}"] = places.get(own[-1], [])
    return places


def _replaced(claim: Statement, evidence: Evidence) -> tuple[float, float, float]:
    """Return how many gaps hold other words than the source, of three kinds.

    Words that the evidence does not have, between the source's words and at their edges; and words
    that it has elsewhere.
    """
    between = edges = moved = 0
    for gap in Comparison(claim, evidence).gaps():
        new, lost = _other(gap.claimed, gap.said), _other(gap.said, gap.claimed)
        if not lost or not new:
            continue
        unsaid = new - evidence.keys
        if not unsaid:
            moved += bool(_other(gap.claimed, gap.before))  # a railway loan, a loan for the railway
        elif gap.closed:
            between += 1
        elif len(new) <= _EDGE:
            edges += 1
    shares = [min(count, _MOST_REPLACED) / _MOST_REPLACED for count in (between, edges, moved)]
    return shares[0], shares[1], shares[2]


def _other(mine: Sequence[Token], theirs: Sequence[Token]) -> frozenset[str]:
    """Return the words of content, no names and figures, that only the first tokens have."""
    own = {t.key for t in mine if t.key and t.figure is None and t.name is None}
    return frozenset(own - {token.key for token in theirs})
