"""Hybrid search: lexical and dense candidates, fused by reciprocal rank.

Reciprocal rank fusion after Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms
Condorcet and individual Rank Learning Methods", SIGIR 2009.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from vectorstore import catalogue
from vectorstore.corpus import Corpus
from vectorstore.documents import Filters, Hit, Passage
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.query import match_expression
from vectorstore.vectors import OpenIndex

CANDIDATES = 50
"""How many passages each leg, lexical and dense, contributes to the fusion."""

_RANK_CONSTANT = 60
_MOST_FILTERED = 10_000
"""How many document ids one filter may name in Chroma; a wider filter is applied afterwards."""
_OVERSAMPLING = 10


class HybridSearch:
    """Searches one corpus with one embedding model."""

    def __init__(self, corpus: Corpus, embedder: Embedder) -> None:
        """Raise ModelMismatch where the corpus was made by another model."""
        corpus.require_model(embedder.identity)
        self._corpus = corpus
        self._embedder = embedder

    def search(
        self, query: str, count: int, filters: Filters | None = None, candidates: int = CANDIDATES
    ) -> list[Hit]:
        """Return up to `count` passages, best first."""
        if self._corpus.is_empty():
            return []
        filters = filters or Filters()
        vector = self._embedder.encode_query(query)
        depth = max(count, candidates)
        with self._corpus.snapshot() as (connection, index):
            # A reindex by another process may have changed the model since this search was made.
            self._corpus.check_model(connection, self._embedder.identity)
            allowed = catalogue.matching_documents(connection, filters)
            dense = _dense(index, vector, depth, allowed)
            match = match_expression(query)
            lexical = catalogue.lexical_hits(connection, match, depth, filters) if match else []
            scores = fuse([[id_ for id_, _ in dense], [id_ for id_, _ in lexical]])
            found = _allowed_only(catalogue.get_passages(connection, list(scores)), allowed)
            best = sorted(found, key=lambda id_: (-scores[id_], id_))[:count]
            similarities = dict(dense)
            unknown = [id_ for id_ in best if id_ not in similarities]
            for id_, stored in catalogue.passage_vectors(connection, unknown).items():
                similarities[id_] = float(np.dot(stored, vector))
        return [Hit(found[id_], scores[id_], similarities[id_]) for id_ in best]


def fuse(rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the reciprocal rank fusion score of every id in `rankings`."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            scores[id_] += 1.0 / (_RANK_CONSTANT + rank)
    return dict(scores)


def _dense(
    index: OpenIndex, vector: Vectors, count: int, allowed: list[str] | None
) -> list[tuple[str, float]]:
    if allowed is None:
        return index.nearest(vector, count)
    if not allowed:
        return []
    if len(allowed) <= _MOST_FILTERED:
        return index.nearest(vector, count, {"document": {"$in": allowed}})
    return index.nearest(vector, count * _OVERSAMPLING)


def _allowed_only(found: dict[str, Passage], allowed: list[str] | None) -> dict[str, Passage]:
    if allowed is None:
        return found
    ids = set(allowed)
    return {id_: passage for id_, passage in found.items() if passage.document.id in ids}
