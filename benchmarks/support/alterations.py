"""Ways to make a true sentence false; each returns None where it has nothing to change."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from vectorstore.text import STOP_WORDS, Figure, Name, Span, figures, names, same_name, states
from vectorstore.text.nations import nation_of
from vectorstore.text.words import fold

Alteration = Callable[[str, str, random.Random], str | None]

_OPPOSITES = """
    rose fell|increased decreased|increase decrease|rise fall|higher lower|more less|larger smaller
    largest smallest|highest lowest|before after|earlier later|first last|north south|east west
    northern southern|eastern western|won lost|began ended|beginning end|opened closed|joined left
    bought sold|imports exports|imported exported|accepted rejected|allowed banned|above below
    always never|major minor|old new|oldest newest|older younger|early late|public private
    maximum minimum|most least|top bottom|increasing decreasing|inside outside|best worst
    strong weak|long short|longest shortest|many few|high low|positive negative|start end
    starts ends|including excluding|majority minority|legal illegal|male female|internal external
    men women|summer winter|upper lower|approved rejected|gained lost|success failure
"""
_TURNED = {
    a: b
    for line in _OPPOSITES.strip().splitlines()
    for pair in line.split("|")
    for a, b in (pair.split(), pair.split()[::-1])
}
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|do|did)\b"
    r"(?! not\b|n't)"
)
_NOT = re.compile(r"\s(?:not|never)\b")
_CLAUSES = (
    " after long protests by local residents",
    ", despite warnings from the opposition",
    ", which angered many neighbours",
    ", and officials called it a great success",
    ", because demand was falling",
    ", making it the favourite of young people",
    " against the advice of lawyers",
    ", though critics doubt it",
    " under a secret contract",
    ", and the costs were never paid back",
    " with help from the army",
    ", a record that still stands",
)
_ORDINARY = re.compile(r"\b(?<!-)[a-z]{4,}\b(?!-)")
_VERB_BETWEEN = re.compile(
    r"\b(?:is|was|were|are|has|had|\w{3,}ed|won|beat|became|led|gave|sold|built|from|to|over|by)\b"
)


def figure(text: str, source: str, chance: random.Random) -> str | None:
    """Put another figure for one: one of the source's, else a number a little off."""
    return _other_figure(text, source, chance, ("money", "percent", "number", "ordinal"))


def date(text: str, source: str, chance: random.Random) -> str | None:
    """Put another date or year for one."""
    return _other_figure(text, source, chance, ("date", "year"))


def _other_figure(
    text: str, source: str, chance: random.Random, kinds: tuple[str, ...]
) -> str | None:
    own = [one for one in figures(text) if one.kind in kinds]
    if not own:
        return None
    chosen = chance.choice(own)
    others = [
        one
        for one in figures(source)
        if one.kind == chosen.kind
        and one.unit == chosen.unit
        and not states(figures(text), one)
        and not states([one], chosen)
        and not states([chosen], one)
    ]
    if others:
        return _put(text, chosen.span, chance.choice(others).span.of(source))
    return _off(text, chosen, chance)


def _off(text: str, chosen: Figure, chance: random.Random) -> str | None:
    written = chosen.span.of(text)
    digits = re.search(r"\d+(?:\.\d+)?", written)
    if digits is None or "," in written:
        return None
    changed = Decimal(digits[0]) + chance.choice([1, 2, 3])
    if chosen.kind == "date" and changed > 28 and len(digits[0]) < 3:
        changed = Decimal(digits[0]) - 1
    return _put(
        text, chosen.span, written[: digits.start()] + str(changed) + written[digits.end() :]
    )


def _put(text: str, span: Span, other: str) -> str:
    return text[: span.start] + other + text[span.end :]


def name(text: str, source: str, chance: random.Random) -> str | None:
    """Put another name of the source for one."""
    own = [one for one in names(text) if one.span.start > 0 or nation_of(fold(one.text))]
    chance.shuffle(own)
    for chosen in own:
        others = [
            one.text
            for one in names(source)[1:]
            if not any(same_name(one.text, mine.text) for mine in names(text))
            and _alike(one, chosen)
        ]
        if others:
            return _put(text, chosen.span, chance.choice(others))
    return None


def _alike(a: Name, b: Name) -> bool:
    nations = (nation_of(fold(a.text)) is None) == (nation_of(fold(b.text)) is None)
    return nations and a.text.isupper() == b.text.isupper()


def negated(text: str, source: str, chance: random.Random) -> str | None:
    """Say the contrary: with "not" where there is none, without it where there is."""
    if _NOT.search(text):
        return _NOT.sub("", text, count=1)
    found = _AUXILIARY.search(text)
    return text[: found.end()] + " not" + text[found.end() :] if found else None


def opposite(text: str, source: str, chance: random.Random) -> str | None:
    """Put the opposite for one word: fell for rose."""
    own = [m for m in re.finditer(r"\w+", text) if m[0].lower() in _TURNED]
    if not own:
        return None
    chosen = chance.choice(own)
    other = _TURNED[chosen[0].lower()]
    other = other.capitalize() if chosen[0][0].isupper() else other
    return _put(text, Span(*chosen.span()), other)


def names_exchanged(text: str, source: str, chance: random.Random) -> str | None:
    """Put two names in each other's places, where a verb or a direction stands between them."""
    own = names(text)
    for a, b in pairwise(own):
        between = text[a.span.end : b.span.start]
        if _VERB_BETWEEN.search(between) and not same_name(a.text, b.text) and _alike(a, b):
            return text[: a.span.start] + b.text + between + a.text + text[b.span.end :]
    return None


def figures_exchanged(text: str, source: str, chance: random.Random) -> str | None:
    """Put two figures of one kind in each other's places."""
    own = figures(text)
    for a, b in pairwise(own):
        between = text[a.span.end : b.span.start]
        if a.kind == b.kind and a.value != b.value and a.span.end <= b.span.start:
            if between.strip() in ("and", "or", "to", "-", "–", ",", "and the", ", and"):
                continue
            return (
                text[: a.span.start]
                + b.span.of(text)
                + between
                + a.span.of(text)
                + text[b.span.end :]
            )
    return None


def word(text: str, source: str, chance: random.Random) -> str | None:
    """Put another ordinary word of the source, with the same ending, for one."""
    own = [m for m in _ORDINARY.finditer(text) if m.start() > 0 and m[0] not in STOP_WORDS]
    chance.shuffle(own)
    for chosen in own:
        others = sorted(
            {
                m[0]
                for m in _ORDINARY.finditer(source)
                if m[0] not in STOP_WORDS and _ending(m[0]) == _ending(chosen[0])
            }
            - {m[0] for m in own}
        )
        if others:
            return _put(text, Span(*chosen.span()), chance.choice(others))
    return None


def added(text: str, source: str, chance: random.Random) -> str | None:
    """Add a clause of which the source knows nothing."""
    clause = chance.choice(_CLAUSES)
    return text.rstrip(" .!") + clause + "."


def _ending(word: str) -> str:
    return next((e for e in ("ing", "ed", "ly", "tion", "al", "s") if word.endswith(e)), "")


ALTERATIONS: dict[str, Alteration] = {
    "figure": figure,
    "date": date,
    "name": name,
    "negated": negated,
    "opposite": opposite,
    "names exchanged": names_exchanged,
    "figures exchanged": figures_exchanged,
    "word": word,
    "added": added,
}
