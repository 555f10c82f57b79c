"""How well passages answer a query: nearness of meaning and shared words, down to the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.crossencoder import CrossEncoder, Sentence
from vectorstore.documents import Passage
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import Exact, Flags, QueryTerms, Weights, coverage, text_stems
from vectorstore.text.sentences import sentences
from vectorstore.text.words import fold

Scores = NDArray[np.float64]

_BEST_SENTENCE = 0.9
"""What the cosine of a passage's best sentence is expected to be, as a share of the passage's."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query, and its vector (d)."""

    text: str
    vector: Vectors


class Ranker:
    """Scores passages for one query after another.

    A passage scores its cosine, its share of the query's words (each weighted by its rarity among
    the candidates), and its best sentence: the cosine of that sentence, the share of the query's
    words in it, its neighbours and the title, and the relevance that the cross-encoder gives it,
    where there is one. The weights in `SearchSettings` are those that served best over several sets
    of public questions at once.
    """

    def __init__(
        self,
        embedder: Embedder,
        settings: SearchSettings,
        cross_encoder: CrossEncoder | None = None,
    ) -> None:
        self._embedder = embedder
        self._settings = settings
        self._cross_encoder = cross_encoder

    def scores(
        self, query: Query, terms: QueryTerms, passages: Sequence[Passage], cosines: Scores
    ) -> Scores:
        """Return the score of each passage; `cosines` are those of the passages with the query.

        The most promising are read sentence by sentence; the others score what they promise, and no
        more than the last of those read.
        """
        known = [text_stems(passage.titled) for passage in passages]
        has, weights = coverage(terms.terms, known)
        covered = has @ weights
        exact = _exact(terms.exact, passages)
        sentence = _BEST_SENTENCE * cosines + self._settings.sentence_coverage * covered
        promised = self._combined(cosines, covered, exact, sentence)
        order = np.argsort(-promised, kind="stable")
        read = order[: self._settings.reranked]
        if len(read) == 0:
            return promised
        best = self._best_sentences(query, terms, weights, [passages[index] for index in read])
        scores = promised.copy()
        scores[read] = self._combined(cosines[read], covered[read], exact[read], best)
        rest = order[len(read) :]
        scores[rest] = np.minimum(promised[rest], scores[read].min())
        return scores

    def _combined(
        self, cosines: Scores, covered: Scores, exact: Scores, sentence: Scores
    ) -> Scores:
        weigh = self._settings
        return cosines + weigh.coverage * covered + weigh.exact * exact + weigh.sentence * sentence

    def _best_sentences(
        self, query: Query, terms: QueryTerms, weights: Weights, passages: Sequence[Passage]
    ) -> Scores:
        """Return the score of the best sentence of each passage."""
        most = self._settings.sentences
        promising = [_promising(passage, terms, weights, most) for passage in passages]
        texts = [sentence.text for chosen in promising for sentence, _ in chosen]
        cosines = iter(self._embedder.encode_documents(texts) @ query.vector)
        weigh = self._settings.sentence_coverage
        ranked = [
            sorted(((next(cosines) + weigh * share, one) for one, share in chosen), key=_best_first)
            for chosen in promising
        ]
        best = np.array([chosen[0][0] for chosen in ranked], float)
        if self._cross_encoder is None or not self._settings.relevance:
            return best
        return best + self._settings.relevance * _relevance(
            self._cross_encoder,
            query.text,
            [[sentence for _, sentence in chosen[: self._settings.read]] for chosen in ranked],
        )


def _best_first(scored: tuple[float, Sentence]) -> float:
    return -scored[0]


def _relevance(
    cross_encoder: CrossEncoder, query: str, passages: Sequence[Sequence[Sentence]]
) -> Scores:
    """Return the relevance of the best of some sentences of each passage."""
    reads = iter(cross_encoder.read(query, [one for chosen in passages for one in chosen]))
    best = [max(next(reads).relevance for _ in chosen) for chosen in passages]
    return np.array(best, float)


def _promising(
    passage: Passage, terms: QueryTerms, weights: Weights, most: int
) -> list[tuple[Sentence, float]]:
    """Return the `most` sentences of a passage that have most of the query's words.

    With each goes the weight of the words in it, the sentences beside it and the title.
    """
    texts = [span.of(passage.text) for span in sentences(passage.text)] or [passage.text]
    has, _ = coverage(terms.terms, [text_stems(text) for text in (*texts, _context(passage))])
    shares = _with_neighbours(has[:-1], has[-1]) @ weights
    order = np.argsort(-(has[:-1] @ weights), kind="stable")[:most]
    title = passage.document.metadata.title
    return [(Sentence(texts[i], title, texts[i - 1] if i else ""), float(shares[i])) for i in order]


def _exact(exact: Sequence[Exact], passages: Sequence[Passage]) -> Scores:
    """Return which share of the exact tokens each passage, with its title, holds."""
    if not exact:
        return np.zeros(len(passages))
    patterns = [one.pattern for one in exact]
    texts = (fold(passage.titled) for passage in passages)
    held = [[pattern.search(text) is not None for pattern in patterns] for text in texts]
    shares: Scores = np.array(held, float).reshape(len(passages), len(exact)).mean(axis=1)
    return shares


def _with_neighbours(has: Flags, title: Flags) -> Flags:
    """Return which terms each sentence, those beside it and the title have."""
    near = has | title
    near[1:] |= has[:-1]
    near[:-1] |= has[1:]
    return near


def _context(passage: Passage) -> str:
    return f"{passage.document.metadata.title}\n"
