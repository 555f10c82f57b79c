"""Read: how likely is it that a sentence answers the question, and that any of them does?

A `Reader` judges sentences; `selection.choose` decides which of them are the answer. Two readers
share the signs in `evidence`: one weighs them alone, the other has the most promising sentences
read by the cross-encoder, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evidence import FEATURES, Candidate, Floats, evidence, missing
from assistant.shortanswer import short_answer, wants_short_answer
from assistant.weights import INTERCEPT, READ_INTERCEPT, READ_WEIGHTS, STRICTER, WEIGHTS
from vectorstore import Span
from vectorstore.crossencoder import CrossEncoder, Sentence
from vectorstore.embedding.base import unit
from vectorstore.text import figures

__all__ = ["BiEncoderReader", "Candidate", "CrossEncoderReader", "Reader", "Reading"]

_SOME_DOUBT, _MUCH_DOUBT = 0.3, 1.5
_THING_ASKED_FOR = re.compile(
    r"\bwhat(?:'s|’s| is| are| was| were) (?:the |its |their )?"
    r"((?:\w+ ){1,3})(?:of|in|for|at|between)\b",
    re.IGNORECASE,
)

READ_FEATURES = (
    *FEATURES,
    "relevance",  # a logit, by the cross-encoder
    "no_short_answer",  # asked for a number, date, person or place, but none is marked
)

MOST_READ = 24
"""Sentences that the cross-encoder reads for one question: reading is what an answer costs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a question and its candidates.

    `scores` estimate, in the order given, how probable it is that each candidate answers. `missing`
    is what the question asks for that nothing near the best candidate mentions. `answers` are the
    short answers, ranges of the candidates' texts, None where there is none or the reader knows
    none.
    """

    scores: tuple[float, ...]
    missing: tuple[str, ...]
    answers: tuple[Span | None, ...] = ()

    def answer(self, index: int) -> Span | None:
        """Return the short answer in one candidate, if there is one."""
        return self.answers[index] if self.answers else None


class Reader(Protocol):
    """Judges which sentences answer a question.

    `threshold` is the least confidence for an answer: lower answers more questions and refuses
    fewer.
    """

    threshold: float

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers `question`."""
        ...


class BiEncoderReader:
    """Logistic regression over the cosines of an embedding model and the signs in `evidence`.

    Conditional logistic regression over the candidates of a question and a fixed "none of them",
    with coefficients held to the sign that a feature means, then calibrated (Platt 1999).
    """

    threshold = 0.09

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._weights = np.array([WEIGHTS[name] + STRICTER.get(name, 0.0) for name in FEATURES])

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers; embeds each distinct text once."""
        if not candidates:
            return Reading((), ())
        absent = missing(question, candidates)
        odds = self.odds(self.signs(question, candidates)) - _doubt(question, absent)
        return _reading(_probabilities(odds), absent)

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
    """The same signs of the most promising sentences, and what the cross-encoder makes of them.

    Which are promising, the other reader tells. The weights are fitted on questions that the
    cross-encoder has not learnt.
    """

    threshold = 0.2

    def __init__(self, embeddings: Embeddings, cross_encoder: CrossEncoder) -> None:
        self._signs = BiEncoderReader(embeddings)
        self._cross_encoder = cross_encoder
        self._weights = np.array(list(READ_WEIGHTS.values()))

    def read(self, question: str, candidates: Sequence[Candidate]) -> Reading:
        """Return the probability that each candidate answers, 0 for those that were not read."""
        if not candidates:
            return Reading((), ())
        signs = self._signs.signs(question, candidates)
        promising = np.argsort(-self._signs.odds(signs), kind="stable")[:MOST_READ]
        read = [candidates[index] for index in promising]
        found, short = self.read_signs(question, read, signs[promising])
        scores = np.zeros(len(candidates))
        scores[promising] = _probabilities(self.odds(found))
        answers: list[Span | None] = [None] * len(candidates)
        for index, answer in zip(promising, short, strict=True):
            answers[index] = answer
        return _reading(scores, missing(question, candidates), tuple(answers))

    def read_signs(
        self, question: str, candidates: Sequence[Candidate], signs: Floats
    ) -> tuple[Floats, list[Span | None]]:
        """Return a row of READ_FEATURES for each candidate, and the short answer in it.

        `signs` has the candidates' rows of FEATURES.
        """
        sentences = [Sentence(one.text, one.title, one.before) for one in candidates]
        reads = self._cross_encoder.read(question, sentences)
        short = [
            short_answer(question, one.text, read.answer, read.certainty)
            for one, read in zip(candidates, reads, strict=True)
        ]
        lacking = wants_short_answer(question)
        more = [
            (read.relevance, float(lacking and answer is None))
            for read, answer in zip(reads, short, strict=True)
        ]
        return np.concatenate([signs, np.array(more)], axis=1), short

    def odds(self, signs: Floats) -> Floats:
        """Return the log-odds that each candidate answers, given its row of READ_FEATURES."""
        odds: Floats = signs @ self._weights + READ_INTERCEPT
        return odds


def reader_of(embeddings: Embeddings, cross_encoder: CrossEncoder | None) -> Reader:
    """Return the best reader that there is."""
    if cross_encoder is None:
        return BiEncoderReader(embeddings)
    return CrossEncoderReader(embeddings, cross_encoder)


def _doubt(question: str, absent: Sequence[str]) -> float:
    """Return the log-odds lost where nothing near mentions these parts of the question.

    Verbs and ordinary nouns may be put in other words; names, figures and the thing asked for may
    not.
    """
    if not absent:
        return 0.0
    asked_for = " ".join(found[1] for found in _THING_ASKED_FOR.finditer(question)).split()
    fixed = (
        item in asked_for or item[:1].isupper() or item == "first" or figures(item)
        for item in absent
    )
    return _MUCH_DOUBT if any(fixed) else _SOME_DOUBT


def _reading(
    scores: Floats, absent: tuple[str, ...], answers: tuple[Span | None, ...] = ()
) -> Reading:
    return Reading(tuple(scores.tolist()), absent, answers)


def _probabilities(odds: Floats) -> Floats:
    probabilities: Floats = 1 / (1 + np.exp(-odds))
    return probabilities


def _unit_rows(rows: list[list[float]]) -> Floats:
    """Return vectors at unit length, whatever `Embeddings` they come from."""
    return unit(np.array(rows, np.float32)).astype(float)
