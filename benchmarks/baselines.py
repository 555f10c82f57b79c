"""Other ways to rank records: BM25 alone, dense alone, and their plain fusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.question_sets import Record, Stored
from vectorstore import Embedder, Filters, catalogue
from vectorstore.embedding.base import Vectors
from vectorstore.query import match_expression

DEPTH = 1000
"""Records that each leg contributes to a fusion; beyond ten, only a fusion sees them."""

_RANK_CONSTANT = 60

Ranking = list[int]
"""Records by their place in the set, best first."""


class Others:
    """Rankings of records by other means than Caravan's own search."""

    def __init__(self, records: Sequence[Record], stored: Stored, embedder: Embedder) -> None:
        import bm25s
        import Stemmer

        self._stored, self._embedder = stored, embedder
        whole = [record.whole for record in records]
        self._stemmer = Stemmer.Stemmer("english")
        self._bm25 = bm25s.BM25()
        self._bm25.index(self._tokens(whole), show_progress=False)
        self._depth = min(DEPTH, len(records))
        self._passages = np.concatenate(stored.vectors)
        self._first = np.cumsum([0, *map(len, stored.vectors)])[:-1]
        self._records = embedder.encode_documents(whole)

    def rank(
        self, questions: Sequence[str], score: Callable[[Sequence[Ranking]], float]
    ) -> dict[str, list[Ranking]]:
        """Return each contestant's rankings; `score` says which dense one is to be fused."""
        lexical = self._lexical(questions)
        vectors = [self._embedder.encode_query(question) for question in questions]
        dense = {
            "dense, whole record": [self._order(self._records @ one) for one in vectors],
            "dense, best passage": [
                self._order(np.maximum.reduceat(self._passages @ one, self._first))
                for one in vectors
            ],
        }
        better = max(dense.values(), key=score)
        return {
            "BM25, whole record": lexical,
            "BM25, FTS5 over passages": [self._fts5(question) for question in questions],
            **dense,
            "fusion": [_fused(*both) for both in zip(lexical, better, strict=True)],
        }

    def _tokens(self, texts: list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)

    def _lexical(self, questions: Sequence[str]) -> list[Ranking]:
        found, scores = self._bm25.retrieve(
            self._tokens(list(questions)), k=self._depth, show_progress=False
        )
        return [
            [int(place) for place, score in zip(*both, strict=True) if score > 0]
            for both in zip(found, scores, strict=True)
        ]

    def _fts5(self, question: str) -> Ranking:
        with self._stored.corpus.database.read() as connection:
            match = match_expression(question)
            hits = catalogue.lexical_hits(connection, match, DEPTH, Filters()) if match else []
            found = catalogue.get_passages(connection, hits)
        documents = dict.fromkeys(found[id_].document.id for id_ in hits)
        return [place for id_ in documents for place in self._stored.records_of[id_]]

    def _order(self, similarities: Vectors) -> Ranking:
        return [int(place) for place in np.argsort(-similarities, kind="stable")[: self._depth]]


def _fused(*rankings: Ranking) -> Ranking:
    """Fuse by reciprocal rank: Cormack, Clarke and Büttcher, SIGIR 2009."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            scores[place] += 1 / (_RANK_CONSTANT + rank)
    return sorted(scores, key=lambda place: -scores[place])
