"""How well passages answer a query: nearness of meaning and shared words, down to the sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.documents import Passage
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import Exact, Flags, QueryTerms, Weights, coverage, text_stems
from vectorstore.text.sentences import sentences
from vectorstore.text.words import fold

Scores = NDArray[np.float64]

_BEST_SENTENCE = 0.9
"""What the cosine of a passage's best sentence is expected to be, as a share of the passage's."""


class Ranker:
    """Scores passages for one query after another.

    A passage scores its cosine, its share of the query's words (each weighted by its rarity among
    the candidates), and its best sentence: the cosine of that sentence, and the share of the
    query's words in it, its neighbours and the title. The weights in `SearchSettings` are those
    that served best over several sets of public questions at once.
    """

    def __init__(self, embedder: Embedder, settings: SearchSettings) -> None:
        self._embedder = embedder
        self._settings = settings

    def scores(
        self, query: Vectors, terms: QueryTerms, passages: Sequence[Passage], cosines: Scores
    ) -> Scores:
        """Return the score of each passage.

        `query` is the query's vector (d), `cosines` those of the passages with it. The most
        promising are read sentence by sentence; the others score what they promise, and no more
        than the last of those read.
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
        self, query: Vectors, terms: QueryTerms, weights: Weights, passages: Sequence[Passage]
    ) -> Scores:
        """Return the score of the best sentence of each passage."""
        most = self._settings.sentences
        read = [_promising(passage, terms, weights, most) for passage in passages]
        texts = [text for chosen in read for text, _ in chosen]
        cosines = iter(self._embedder.encode_documents(texts) @ query)
        weigh = self._settings.sentence_coverage
        return np.array(
            [max(next(cosines) + weigh * share for _, share in chosen) for chosen in read], float
        )


def _promising(
    passage: Passage, terms: QueryTerms, weights: Weights, most: int
) -> list[tuple[str, float]]:
    """Return the `most` sentences of a passage that have most of the query's words.

    With each goes the weight of the words in it, the sentences beside it and the title.
    """
    texts = [span.of(passage.text) for span in sentences(passage.text)] or [passage.text]
    has, _ = coverage(terms.terms, [text_stems(text) for text in (*texts, _context(passage))])
    shares = _with_neighbours(has[:-1], has[-1]) @ weights
    order = np.argsort(-(has[:-1] @ weights), kind="stable")[:most]
    return [(texts[index], float(shares[index])) for index in order]


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
