"""Signs that a sentence answers a question, one number each; `reader` weighs them.

Every sign is cheap and readable on its own: how near the sentence lies to the question, how much of
what the question names the sentence and its surroundings mention, whether they contradict its
years, and whether the sentence holds the kind of thing that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.mentions import Ask, Facts, Kind, Query, Term, facts, is_kin, mentions, query
from vectorstore.text.words import fold, stem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEATURES = (
    "cosine",  # of the sentence and the question
    "context",  # of the question and the sentence with half of the one before
    "passage",  # of the question and the passage
    "terms_gap",  # share of the question's terms in the sentence, below the best candidate's
    "window",  # share of the terms in the sentence, its neighbours and the title
    "surroundings",  # share of the terms in the passage and the title
    "names_lost",  # names of the question that the window lacks, at most 2
    "names_absent",  # names that the passage and the title lack, at most 2
    "rare_name_lost",  # it and the one before lack a name that only some candidates have
    "figures",  # share of the question's figures in the window
    "no_number",  # asked how many, but no number that the question lacks
    "no_date",  # asked when, but no date
    "no_person",  # asked who, but no other name
    "no_place",  # asked where, but no other name
    "reason",  # asked why, and it says because, due to
    "meaning",  # asked what it is, and it says is a, known as
    "other_year",  # years, and none of the question's
    "other_ordinal",  # ordinals, and none of the question's
    "is_question",
)


_COMMON = 0.35
"""Share of the candidates from which a name is their common subject."""
_WEAK_WEIGHT = 0.4
_MEASURED = frozenset(("long", "far", "tall", "high", "deep", "wide", "old", "fast", "heavi"))
_HYPHENATED = re.compile(r"[^\W_]+(?:[-‐‑/][^\W_]+)+")
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|reasons?|as a result|therefore|thus"
    r"|caused?|that is why)\b"
)
_MEANING = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one)\b"
    r"|\b(?:known as|called|refers? to|defined|terms?|means?|meaning|in other words)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that might answer, with where it stands.

    `before` and `after` are its neighbours in the passage, empty where it has none; `passage` is
    the rank of that passage from 0, `passage_score` its cosine with the question.
    """

    text: str
    title: str
    document: str
    start: int
    before: str
    after: str
    passage: int
    passage_score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which term (column) each candidate (row) mentions: itself, with neighbours, its passage."""

    sentence: Flags
    window: Flags
    surroundings: Flags
    weight: Floats  # of each term: its inverse document frequency among the candidates, 0 to 1


def coverage(terms: Sequence[Term], candidates: Sequence[Candidate]) -> Coverage:
    """Return what the candidates, their neighbours and titles, and their passages mention."""
    found = [facts(candidate.text) for candidate in candidates]
    sentence = _mentioned(terms, found)
    _mark_acronyms(terms, found, sentence)
    titles = {c.title: _mentioned(terms, [facts(c.title)])[0] for c in candidates}
    title = np.array([titles[c.title] for c in candidates]).reshape(sentence.shape)
    window, surroundings = sentence | title, sentence | title
    for rows in _passages(candidates):
        for left, right in pairwise(rows):
            window[left] |= sentence[right]
            window[right] |= sentence[left]
        surroundings[rows] |= sentence[rows].any(0)
    count = len(candidates)
    rarity = np.log((count + 1) / (sentence.sum(0) + 0.5))
    strength = np.array([_WEAK_WEIGHT if term.weak else 1.0 for term in terms])
    weight = strength * rarity / np.log((count + 1) / 0.5)
    return Coverage(sentence, window, surroundings, weight)


def _mentioned(terms: Sequence[Term], found: Sequence[Facts]) -> Flags:
    flags = [mentions(one, term) for one in found for term in terms]
    return np.array(flags, bool).reshape(len(found), len(terms))


def _mark_acronyms(terms: Sequence[Term], found: Sequence[Facts], mentioned: Flags) -> None:
    """Count the words of a name as mentioned where a text has its initials."""
    named = [i for i, term in enumerate(terms) if term.kind is Kind.NAME]
    for first in range(len(named)):
        for last in range(first + 2, len(named) + 1):
            run = named[first:last]
            letters = "".join(terms[i].folded[0] for i in run)
            for row, one in enumerate(found):
                if letters in one.capitals:
                    mentioned[row, run] = True


def _passages(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Return the indices of the candidates of each passage, in the order of the text."""
    rows: dict[tuple[str, int], list[int]] = {}
    for index, candidate in enumerate(candidates):
        rows.setdefault((candidate.document, candidate.passage), []).append(index)
    return [sorted(group, key=lambda i: candidates[i].start) for group in rows.values()]


def evidence(
    question: str, candidates: Sequence[Candidate], asked: Floats, sentences: Floats
) -> Floats:
    """Return a row of FEATURES for each candidate.

    `asked` (d) and `sentences` (n, d) are unit vectors of the question and of the candidates.
    """
    asks = query(question, proper_words(question, candidates))
    found = [facts(candidate.text) for candidate in candidates]
    columns = _nearness(candidates, asked, sentences)
    columns |= _lexical(asks, candidates)
    columns |= _fitness(asks, facts(question), candidates, found)
    return np.stack([columns[name] for name in FEATURES], axis=1)


def proper_words(question: str, candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return which words the candidates write as names, for a question without capitals."""
    if question != question.lower():
        return frozenset()
    found = [facts(candidate.text) for candidate in candidates]
    return frozenset[str]().union(*(one.capitals for one in found))


def _nearness(
    candidates: Sequence[Candidate], asked: Floats, sentences: Floats
) -> dict[str, Floats]:
    cosine: Floats = sentences @ asked
    rows = {(c.document, c.text): row for row, c in enumerate(candidates)}
    mixed = sentences.copy()
    for row, candidate in enumerate(candidates):
        before = rows.get((candidate.document, candidate.before))
        if before is not None:
            mixed[row] += 0.5 * sentences[before]
    return {
        "cosine": cosine,
        "context": mixed @ asked / np.linalg.norm(mixed, axis=1),
        "passage": np.array([candidate.passage_score for candidate in candidates]),
    }


def _lexical(asks: Query, candidates: Sequence[Candidate]) -> dict[str, Floats]:
    terms = asks.terms
    cover = coverage(terms, candidates)
    is_name = np.array([term.kind is Kind.NAME for term in terms], float)
    is_figure = np.array([term.kind is Kind.FIGURE for term in terms], float)
    own = _share(cover.sentence, cover.weight)
    return {
        "terms_gap": own - own.max(),
        "window": _share(cover.window, cover.weight),
        "surroundings": _share(cover.surroundings, cover.weight),
        "names_lost": np.minimum(2.0, (~cover.window * is_name).sum(1)),
        "names_absent": np.minimum(2.0, (~cover.surroundings * is_name).sum(1)),
        "rare_name_lost": _lacks_rare_name(cover.sentence, is_name, candidates),
        "figures": _share(cover.window, is_figure),
    }


def _lacks_rare_name(mentioned: Flags, is_name: Floats, candidates: Sequence[Candidate]) -> Floats:
    """Tell of each candidate whether it lacks a name of the question that few others have.

    What many candidates mention is their common subject and may go without saying; a name that only
    some mention tells them apart: of Kyrgyzstan's trade and Kazakhstan's, one is asked for.
    """
    rows = {(c.document, c.text): row for row, c in enumerate(candidates)}
    near = mentioned.copy()
    for row, candidate in enumerate(candidates):
        before = rows.get((candidate.document, candidate.before))
        if before is not None:
            near[row] |= mentioned[before]
    share = mentioned.mean(axis=0)
    rare = (is_name > 0) & (share > 0) & (share <= _COMMON)
    lacking: Floats = (~near & rare).any(axis=1).astype(float)
    return lacking


def _share(mentioned: Flags, weight: Floats) -> Floats:
    """Return which share of the weight is mentioned, 1 where there is nothing to mention."""
    whole = float(weight.sum())
    if whole <= 0:
        return np.ones(len(mentioned))
    shares: Floats = (mentioned * weight).sum(1) / whole
    return shares


def _fitness(
    asks: Query, about: Facts, candidates: Sequence[Candidate], found: Sequence[Facts]
) -> dict[str, Floats]:
    folded = [fold(candidate.text) for candidate in candidates]
    context = [(one, facts(c.before)) for one, c in zip(found, candidates, strict=True)]

    def without(ask: Ask, has: Callable[[Facts, Facts], bool]) -> Floats:
        return np.array([float(asks.ask is ask and not has(one, about)) for one in found])

    def matching(pattern: re.Pattern[str], *, when: bool = True) -> Floats:
        return np.array([float(when and pattern.search(text) is not None) for text in folded])

    return {
        "no_number": without(Ask.NUMBER, _has_new_number),
        "no_date": without(Ask.DATE, _has_new_date),
        "no_person": without(Ask.PERSON, _has_new_name),
        "no_place": without(Ask.PLACE, _has_new_name),
        "reason": matching(_REASON, when=asks.ask is Ask.REASON),
        "meaning": matching(_MEANING, when=asks.ask is Ask.MEANING),
        "other_year": _others(about.years, [o.years or b.years for o, b in context]),
        "other_ordinal": _others(about.ordinals, [o.ordinals or b.ordinals for o, b in context]),
        "is_question": np.array([float(text.rstrip().endswith("?")) for text in folded]),
    }


def _has_new_number(found: Facts, about: Facts) -> bool:
    """Tell whether a text has a number that the question lacks; how long wants a measure."""
    measured = not _MEASURED.isdisjoint(about.stems)
    return any(
        figure.kind in ("money", "percent")
        or (figure.kind == "number" and (figure.unit != "" or not measured))
        for figure in found.figures
        if figure not in about.figures
    )


def _has_new_date(found: Facts, about: Facts) -> bool:
    return bool(found.times - about.times) or any(
        figure.kind in ("date", "year") and figure not in about.figures for figure in found.figures
    )


def _has_new_name(found: Facts, about: Facts) -> bool:
    return any(
        stem(name) not in about.keys and not any(is_kin(name, other) for other in about.capitals)
        for name in found.capitals
    )


def _others(asked: frozenset[str], found: Sequence[frozenset[str]]) -> Floats:
    """Tell where a text has others of what the question has, and none of the same."""
    return np.array([float(bool(asked and one and not asked & one)) for one in found])


def missing(question: str, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return what the question asks for that no candidate's passage or title mentions.

    Words that answers put differently do not count; the words of one name stay together, as the
    question spells them, and so do the pieces of PPR-9087.
    """
    terms = query(question, proper_words(question, candidates)).terms
    mentioned = [bool(term.any()) for term in coverage(terms, candidates).surroundings.T]
    hyphenated = {
        piece: match[0]
        for match in _HYPHENATED.finditer(question)
        for piece in re.findall(r"[^\W_]+", match[0])
    }
    found: list[str] = []
    previous: Term | None = None
    for term, known in zip(terms, mentioned, strict=True):
        if known or term.weak:
            continue
        text = hyphenated.get(term.text, term.text)
        if previous is not None and text == term.text and _continues(previous, term):
            found[-1] += f" {text}"
        else:
            found.append(text)
        previous = term
    return tuple(dict.fromkeys(found))


def _continues(previous: Term, term: Term) -> bool:
    """Tell whether two terms are neighbouring words of a name."""
    both_names = previous.kind is Kind.NAME and term.kind is Kind.NAME
    return both_names and term.position == previous.position + 1
