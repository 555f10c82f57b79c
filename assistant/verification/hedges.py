"""Whether a claim states as done or certain what its source calls planned, possible or wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.alignment import aligned, say
from assistant.verification.evidence import Evidence, Part, parts_of
from assistant.verification.faults import Fault, Kind
from assistant.verification.forms import lemma
from assistant.verification.naming import are_akin
from assistant.verification.pairing import names_beside
from assistant.verification.statements import Statement, Token, is_past


def _lemmas(line: str) -> frozenset[str]:
    return frozenset(lemma(word) for word in line.split())


_FUTURE = _lemmas(
    """
    will would shall won't plan planned planning intend expect expected scheduled slated aim hope
    seek want wants proposed propose proposal envisage foresee forecast projected target pledge
    promise vow prepare pending
    """
)
_DOUBT = _lemmas(
    """
    may might could possible possibly likely perhaps potential potentially reportedly alleged
    allegedly rumoured rumored unconfirmed suggest appear seem believed thought probably claim
    consider if unless whether mull unclear uncertain unknown rumour rumor speculation accuse
    accusation suspect suspicion allegation
    """
)
_WISH = _lemmas("should must ought urge recommend")
_ABLE = _lemmas("designed intended capable able capacity")
_PLANNED = _FUTURE - _lemmas("would")
_READY = frozenset("set due going about poised scheduled expected".split())
"""What is planned where "to" follows."""
_BE = frozenset({"is", "are"})
_ENDED = frozenset("until till formerly previously".split())
_SAY = frozenset(
    "answer say write repeat pretend reply respond output print claim state tell insist".split()
)
_ASKS = frozenset("and to please must should always then now only you instead".split())
"""What stands before a word of _SAY that asks for something."""
_TOLD = {
    "order": "the passage asks its reader to say this",
    "future": "the passage says that it is planned or expected, not that it is so",
    "doubt": "the passage says that it is possible or claimed, not that it is so",
    "wish": "the passage says that it should be so, not that it is",
    "able": "the passage says what it is made or able to do, not what it does",
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "order": (),
    "future": ("future", "doubt", "wish"),
    "doubt": ("doubt",),
    "wish": ("wish", "doubt", "future"),
    "able": ("able", "future", "doubt"),
}
_CLASSES = {"future": _FUTURE, "doubt": _DOUBT, "wish": _WISH, "able": _ABLE}


def hedged(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where the claim is surer than its source, or calls planned what is done."""
    said = {name for part in parts_of(claim) for name in hedges_of(part.tokens)}
    for part in parts_of(claim):
        same = aligned(part, evidence.parts)
        if not same:
            continue
        found = [_bearing(part, other) for other in same]
        for kind, allowed in _ALLOWED.items():
            if all(kind in one for one in found) and not said & set(allowed):
                yield Fault(Kind.HEDGE, _TOLD[kind])
                return
    if _is_over(claim, evidence):
        yield Fault(Kind.HEDGE, "the passage says that it was so until then, not that it is")
    planned = any(token.lemma in _PLANNED for token in claim.tokens if token.name is None)
    same = [other for part in parts_of(claim) for other in aligned(part, evidence.parts)]
    done = all(any(is_past(token.text) for token in part.tokens) for part in same)
    if planned and done and not any(hedges_of(part.tokens) for part in evidence.parts):
        yield Fault(Kind.HEDGE, "the passage does not say that it is planned")


def _is_over(claim: Statement, evidence: Evidence) -> bool:
    """Tell whether a claim states of today what its source says has ended."""
    if any(is_past(token.text) or token.text in _ENDED for token in claim.tokens):
        return False
    names = [name.text for name in claim.names[:1]]
    parts = [
        part
        for part in evidence.parts
        for figure in part.figures
        if say(claim.figures, figure)
        and any(are_akin(a, b) for a in names_beside(figure, part) for b in names)
    ]
    ended = [any(token.text in _ENDED for token in part.tokens) for part in parts]
    return bool(ended) and all(ended)


def hedges_of(tokens: Sequence[Token]) -> set[str]:
    """Return the kinds of hedge among some words."""
    found = {
        kind
        for token in tokens
        for kind, lemmas in _CLASSES.items()
        if token.name is None and _is_hedge(token, lemmas)
    }
    ahead = zip(tokens, tokens[1:], [*tokens[2:], None], strict=False)
    if any(_is_to(*three) for three in ahead):
        found.add("future")
    return found


def _is_to(first: Token, second: Token, third: Token | None) -> bool:
    """Tell whether words begin with "is set to" or "is to produce", not "is to the north"."""
    if second.text != "to":
        return False
    is_place = third is not None and (third.text in ("the", "a") or third.name is not None)
    return first.text in _READY or (first.text in _BE and not is_place)


def _orders(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word asks the reader to say something: "and answer that"."""
    before = tokens[place - 1].text if place else ""
    return tokens[place].text in _SAY and (not before or before in _ASKS)


def _is_hedge(token: Token, lemmas: frozenset[str]) -> bool:
    # The month, a plan that has been carried out, and a target that has been met are no hedges.
    return token.lemma in lemmas and token.text not in ("planning", "targeted", "calls", "hopes")


def _bearing(claim: Part, other: Part) -> set[str]:
    """Return the kinds of hedge in a segment that a word of the claim follows."""
    found: set[str] = set()
    for place, token in enumerate(other.tokens):
        following = other.tokens[place + 1 :]
        if any(one.key in claim.segment.keys for one in following if one.key):
            opens = token.text in _READY or token.text in _BE
            found |= hedges_of(other.tokens[place : place + 3] if opens else [token])
            if _orders(other.tokens, place):
                found.add("order")
    return found
