"""Whether a claim says yes where its source says no, or up where it says down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.alignment import aligned
from assistant.verification.evidence import Evidence, Part, parts_of
from assistant.verification.faults import Fault, Kind
from assistant.verification.forms import lemma
from assistant.verification.poles import PAIRS, poles
from assistant.verification.statements import Statement, Token

_NOT = frozenset(
    """
    not no never without neither nor none nobody nothing cannot nowhere hardly scarcely barely
    """.split()
)
# Verbs that say that what follows is not so.
_REFUSALS = frozenset(
    lemma(word)
    for word in """
    refuse reject deny fail decline lack unable avoid prevent stop cancel halt rule prohibit ban
    scrap abandon suspend drop withdraw oppose dispute veto block postpone exclude doubt refute
    disprove contradict false falsely untrue wrongly mistakenly myth hoax
    """.split()
)
_SCOPE, _WHOLE = 3, 8
"""Words with content that "not" bears on, and "denied that"."""
_TRUE = frozenset({"true", "case", "correct"})
_ENDS_SCOPE = frozenset("that but than only because while although though if which who".split())
_OPPOSITE = "the passage says the opposite"


def polar(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for each segment of the claim that turns round what the source says."""
    for part in parts_of(claim):
        same = aligned(part, evidence.parts)
        yield from _negation(part, same, evidence)
        yield from _opposites(part, same)
    yield from _turned(claim, evidence)


def _negation(part: Part, same: Sequence[Part], evidence: Evidence) -> Iterator[Fault]:
    claimed, said = _denied(part.tokens), [_denied(other.tokens) for other in same]
    plain = {token.key for token in part.tokens if token.key} - claimed
    denied = frozenset[str]().union(*said)
    asserted = {
        token.key
        for other, no in zip(same, said, strict=True)
        for token in other.tokens
        if token.key and token.key not in no and lemma(token.text) not in _REFUSALS
    }
    if claimed and not _any_denial(evidence):
        word = next(token.text for token in part.tokens if denies(token))
        yield Fault(Kind.POLARITY, f"the passage does not say “{word}” of this")
        return
    added = claimed and not claimed & denied and not _has_refusal(part, evidence)
    lost = (plain & denied) - asserted and not _denies_any(part.tokens)
    if added or lost:
        yield Fault(Kind.POLARITY, _OPPOSITE)


def _any_denial(evidence: Evidence) -> bool:
    return any(_denies_any(part.tokens) for part in evidence.parts)


def _has_refusal(part: Part, evidence: Evidence) -> bool:
    """Tell whether a claim denies by a verb that the evidence has, too: it rejected the offer."""
    verbs = {token.lemma for token in part.tokens if token.lemma in _REFUSALS}
    return any(verbs & one.lemmas for one in evidence.statements)


def _denies_any(tokens: Sequence[Token]) -> bool:
    return any(denies(token) for token in tokens)


def denies(token: Token) -> bool:
    """Tell whether a word says that something is not so."""
    return token.text in _NOT or token.text.endswith("n't") or token.lemma in _REFUSALS


def _denied(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the keys of the words that a negation bears on."""
    found: set[str] = set()
    for place, token in enumerate(tokens):
        following = tokens[place + 1 :]
        if denies(token) and not (following and following[0].text == "only"):
            found |= _scope(token, following)
    return frozenset(found)


def _scope(denial: Token, following: Sequence[Token]) -> set[str]:
    """Return the keys of the few words after a denial, within its clause.

    What is "denied that" or "not true that" is denied; what is "not a secret that" is not.
    """
    found: list[str] = []
    whole = denial.lemma in _REFUSALS
    for token in following:
        whole = whole or token.text in _TRUE
        ends = token.text in _ENDS_SCOPE and not (whole and token.text == "that")
        if ends or token.piece != denial.piece or len(found) == (_WHOLE if whole else _SCOPE):
            break
        if token.key and token.figure is None and token.text not in _TRUE:
            found.append(token.key)
    return set(found)


def _opposites(part: Part, same: Sequence[Part]) -> Iterator[Fault]:
    """Yield a fault for a word whose opposite stands where the source says the same otherwise."""
    if not same:
        return
    claimed = {token.lemma for token in part.tokens}
    for token in part.tokens:
        if token.name is not None:
            continue
        for number, side in poles(token.lemma):
            own, other = PAIRS[number][side], PAIRS[number][not side]
            if claimed & other:
                continue
            against = [one for one in same if _stands(other - own, one)]
            if against and not any(_stands(own, one) for one in same):
                text = f"the passage says the opposite of “{token.span.of(part.statement.text)}”"
                yield Fault(Kind.POLARITY, text)
                return


def _stands(words: frozenset[str], part: Part) -> bool:
    return any(token.lemma in words and token.name is None for token in part.tokens)


def _turned(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for a word whose opposite stands beside the same word: later hypotheses."""
    said = [pair for one in evidence.statements for pair in pairwise(one.tokens)]
    for mine in pairwise(claim.tokens):
        for place in (0, 1):
            if not mine[1 - place].key or mine[place].name is not None:
                continue
            beside = {
                pair[place].lemma for pair in said if pair[1 - place].key == mine[1 - place].key
            }
            for number, side in poles(mine[place].lemma):
                own, other = PAIRS[number][side], PAIRS[number][not side]
                if beside & (other - own) and not beside & own:
                    word = mine[place].span.of(claim.text)
                    yield Fault(Kind.POLARITY, f"the passage says the opposite of “{word}”")
