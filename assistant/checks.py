"""Hold what a reader found likely to what the question requires: names, dates, kind of answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.drafts import Quote
from assistant.evidence import Candidate, proper_words
from assistant.requirements import Need, Requirement, unmet

Placed = tuple[Candidate, Quote]
"""A sentence, and the quote that it would be."""

_MOST_CHECKED = 12
"""Sentences held to the question, the likeliest; no others come into an answer."""

PENALTIES = {
    Need.NAME: 2.5,
    Need.DATE: 2.5,
    Need.FIGURE: 1.0,
    Need.ORDINAL: 2.5,
}
"""Log-odds that a sentence loses for what it does not meet, once for each kind."""
PENALTY = 2.0
"""The same for the kind of answer."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Scores in the light of what is not met, and what that is, by the candidate's index."""

    scores: tuple[float, ...]
    unmet: dict[int, tuple[Requirement, ...]]

    @property
    def best(self) -> int:
        """The index of the likeliest candidate; there is one."""
        return max(range(len(self.scores)), key=lambda index: self.scores[index])


def check(question: str, placed: Sequence[Placed], scores: Sequence[float]) -> Checked:
    """Return the scores, lowered where a sentence does not meet what `question` requires."""
    proper = proper_words(question, [candidate for candidate, _ in placed])
    likeliest = sorted(range(len(placed)), key=lambda index: -scores[index])[:_MOST_CHECKED]
    lowered = [0.0] * len(placed)
    found: dict[int, tuple[Requirement, ...]] = {}
    for index in likeliest:
        candidate, quote = placed[index]
        passage = quote.hit.passage
        found[index] = unmet(
            question,
            candidate,
            passage=passage.text,
            published=passage.document.metadata.published,
            proper=proper,
        )
        lowered[index] = _lowered(scores[index], found[index])
    return Checked(tuple(lowered), found)


def _lowered(score: float, lacking: Sequence[Requirement]) -> float:
    if not lacking or not 0 < score < 1:
        return score
    odds = np.log(score / (1 - score))
    odds -= sum(PENALTIES.get(kind, PENALTY) for kind in {one.kind for one in lacking})
    return float(1 / (1 + np.exp(-odds)))
