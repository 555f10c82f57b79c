"""Read: how likely is it that a sentence answers the question, and that any of them does?

A `Reader` judges sentences; `selection.choose` decides which of them are the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evidence import FEATURES, Candidate, Floats, evidence, missing
from vectorstore.embedding.base import unit

__all__ = ["BiEncoderReader", "Candidate", "Reader", "Reading"]

# Log-odds for each unit of a feature, as `benchmarks/reading.py` prints them.
WEIGHTS = {
    "cosine": 3.01,
    "context": 3.00,
    "passage": 1.73,
    "terms_gap": 2.48,
    "window": 1.75,
    "surroundings": 1.03,
    "names_lost": -0.38,
    "names_absent": -1.36,
    "rare_name_lost": 0.0,
    "figures": 0.76,
    "no_number": -1.00,
    "no_date": -0.76,
    "no_person": -0.84,
    "no_place": -0.51,
    "reason": 0.48,
    "meaning": 0.10,
    "other_year": -1.78,
    "other_ordinal": -0.59,
    "is_question": -0.84,
}
INTERCEPT = -8.10

# Added to those by judgement, since training questions seldom ask of the wrong year or country:
# however near a sentence is, without a number it does not say how many, without a date not when,
# and what it says of another year, ordinal or name is not what was asked. On the public sets this
# costs at most .01 of precision and .02 of AUC (benchmarks/README.md).
STRICTER = {
    "rare_name_lost": -1.5,
    "no_number": -1.5,
    "no_date": -0.8,
    "other_year": -0.8,
    "other_ordinal": -1.5,
}


def shipped_weights() -> Floats:
    """Return the log-odds for each unit of each of FEATURES."""
    return np.array([WEIGHTS[name] + STRICTER.get(name, 0.0) for name in FEATURES])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a question and its candidates.

    `scores` estimate, in the order given, how probable it is that each candidate answers, and
    `confidence` that the best of them does, 0 where there is none. `missing` is what the
    question asks for that nothing near the best candidate mentions.
    """

    scores: tuple[float, ...]
    confidence: float
    missing: tuple[str, ...]


class Reader(Protocol):
    """Judges which sentences answer a question."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers `question`."""
        ...


class BiEncoderReader:
    """Logistic regression over the cosines of an embedding model and the signs in `evidence`.

    The weights come from SQuAD 2.0 and SelQA: conditional logistic regression over the candidates
    of a question and a fixed "none of them", with coefficients held to the sign that a feature
    means, then calibrated (Platt 1999).
    """

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._weights = shipped_weights()

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers; embeds each distinct text once."""
        if not candidates:
            return Reading((), 0.0, ())
        asked = _unit_rows([self._embeddings.embed_query(question)])[0]
        signs = evidence(question, candidates, asked, self._embedded(candidates))
        scores = 1 / (1 + np.exp(-(signs @ self._weights + INTERCEPT)))
        best = int(scores.argmax())
        return Reading(tuple(scores.tolist()), float(scores[best]), missing(question, candidates))

    def _embedded(self, candidates: Sequence[Candidate]) -> Floats:
        texts = list(dict.fromkeys(candidate.text for candidate in candidates))
        vectors = dict(zip(texts, self._embeddings.embed_documents(texts), strict=True))
        return _unit_rows([vectors[candidate.text] for candidate in candidates])


def _unit_rows(rows: list[list[float]]) -> Floats:
    """Return vectors at unit length, whatever `Embeddings` they come from."""
    return unit(np.array(rows, np.float32)).astype(float)
