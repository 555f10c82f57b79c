"""Read: how likely is it that a sentence answers the question, and that any of them does?

A `Reader` judges sentences; `selection.choose` decides which of them are the answer. Two readers
share the signs in `evidence`: one weighs them alone, the other has the most promising sentences
read by the cross-encoder, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evidence import FEATURES, Candidate, Floats, evidence, missing
from assistant.weights import INTERCEPT, READ_INTERCEPT, READ_WEIGHTS, STRICTER, WEIGHTS
from vectorstore import Span
from vectorstore.crossencoder import CrossEncoder, Read, Sentence
from vectorstore.embedding.base import unit

__all__ = ["BiEncoderReader", "Candidate", "CrossEncoderReader", "Reader", "Reading"]

MOST_READ = 24
"""Sentences that the cross-encoder reads for one question: reading is what an answer costs."""


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of a sentence that answer by themselves, and how sure that is, from 0 to 1."""

    span: Span
    certainty: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a question and its candidates.

    `scores` estimate, in the order given, how probable it is that each candidate answers, and
    `confidence` that the best of them does, 0 where there is none. `missing` is what the
    question asks for that nothing near the best candidate mentions. `answers` are the likeliest
    short answers, None where there is none or the reader knows none.
    """

    scores: tuple[float, ...]
    confidence: float
    missing: tuple[str, ...]
    answers: tuple[ShortAnswer | None, ...] = ()

    def answer(self, index: int) -> ShortAnswer | None:
        """Return the short answer in one candidate, if any is known."""
        return self.answers[index] if self.answers else None


class Reader(Protocol):
    """Judges which sentences answer a question."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers `question`."""
        ...


class BiEncoderReader:
    """Logistic regression over the cosines of an embedding model and the signs in `evidence`.

    Conditional logistic regression over the candidates of a question and a fixed "none of them",
    with coefficients held to the sign that a feature means, then calibrated (Platt 1999).
    """

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._weights = np.array([WEIGHTS[name] + STRICTER.get(name, 0.0) for name in FEATURES])

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers; embeds each distinct text once."""
        if not candidates:
            return Reading((), 0.0, ())
        scores = _probabilities(self.odds(self.signs(question, candidates)))
        return _reading(question, candidates, scores)

    def signs(self, question: str, candidates: Sequence[Candidate]) -> Floats:
        """Return a row of FEATURES for each candidate."""
        asked = _unit_rows([self._embeddings.embed_query(question)])[0]
        return evidence(question, candidates, asked, self._embedded(candidates))

    def odds(self, signs: Floats) -> Floats:
        """Return the log-odds that each candidate answers."""
        odds: Floats = signs @ self._weights + INTERCEPT
        return odds

    def _embedded(self, candidates: Sequence[Candidate]) -> Floats:
        texts = list(dict.fromkeys(candidate.text for candidate in candidates))
        vectors = dict(zip(texts, self._embeddings.embed_documents(texts), strict=True))
        return _unit_rows([vectors[candidate.text] for candidate in candidates])


class CrossEncoderReader:
    """The relevance that the cross-encoder gives the most promising sentences, beside the cosines.

    Which are promising, the other reader tells. The weights are fitted on questions that the
    cross-encoder has not learnt.
    """

    def __init__(self, embeddings: Embeddings, cross_encoder: CrossEncoder) -> None:
        self._signs = BiEncoderReader(embeddings)
        self._cross_encoder = cross_encoder

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers, 0 for those that were not read."""
        if not candidates:
            return Reading((), 0.0, ())
        signs = self._signs.signs(question, candidates)
        promising = np.argsort(-self._signs.odds(signs), kind="stable")[:MOST_READ]
        reads = self._cross_encoder.read(question, [_sentence(candidates[i]) for i in promising])
        scores = np.zeros(len(candidates))
        scores[promising] = _probabilities(read_odds(signs[promising], reads))
        answers: list[ShortAnswer | None] = [None] * len(candidates)
        for index, read in zip(promising, reads, strict=True):
            answers[index] = _short_answer(read)
        return _reading(question, candidates, scores, tuple(answers))


READ_FEATURES = tuple(READ_WEIGHTS)


def read_signs(signs: Floats, reads: Sequence[Read]) -> Floats:
    """Return a row of READ_FEATURES for each row of FEATURES and what was read there."""
    columns = {name: signs[:, FEATURES.index(name)] for name in READ_FEATURES[:-1]}
    columns["relevance"] = np.array([read.relevance for read in reads])
    return np.stack([columns[name] for name in READ_FEATURES], axis=1)


def read_odds(signs: Floats, reads: Sequence[Read]) -> Floats:
    """Return the log-odds that each candidate answers."""
    weights = np.array([READ_WEIGHTS[name] for name in READ_FEATURES])
    odds: Floats = read_signs(signs, reads) @ weights + READ_INTERCEPT
    return odds


def reader_of(embeddings: Embeddings, cross_encoder: CrossEncoder | None) -> Reader:
    """Return the best reader that there is."""
    if cross_encoder is None:
        return BiEncoderReader(embeddings)
    return CrossEncoderReader(embeddings, cross_encoder)


def _sentence(candidate: Candidate) -> Sentence:
    return Sentence(candidate.text, candidate.title, candidate.before)


def _short_answer(read: Read) -> ShortAnswer | None:
    return ShortAnswer(read.answer, read.certainty) if read.answer else None


def _reading(
    question: str,
    candidates: Sequence[Candidate],
    scores: Floats,
    answers: tuple[ShortAnswer | None, ...] = (),
) -> Reading:
    absent = missing(question, candidates)
    return Reading(tuple(scores.tolist()), float(scores.max()), absent, answers)


def _probabilities(odds: Floats) -> Floats:
    probabilities: Floats = 1 / (1 + np.exp(-odds))
    return probabilities


def _unit_rows(rows: list[list[float]]) -> Floats:
    """Return vectors at unit length, whatever `Embeddings` they come from."""
    return unit(np.array(rows, np.float32)).astype(float)
