"""Hybrid search: candidates by words (BM25) and by vectors, ranked together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import numpy as np
from sqlalchemy import Connection

from vectorstore import catalogue
from vectorstore.corpus import Corpus
from vectorstore.documents import Filters, Hit, Passage
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.lexicon import Lexicon
from vectorstore.search.ranking import Ranker
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import QueryTerms, query_terms
from vectorstore.search.variety import varied
from vectorstore.vectors import OpenIndex

_MOST_READ_FOR_NAMES = 20
"""Passages, best by their words, in which the corpus's own names for things are looked up."""
_MOST_EXACT = 10
"""Passages that are candidates for an exact token alone."""
_MOST_FILTERED = 10_000
"""How many document ids one filter may name in Chroma; a wider filter is applied afterwards."""
_OVERSAMPLING = 10


class HybridSearch:
    """Searches one corpus with one embedding model."""

    def __init__(
        self, corpus: Corpus, embedder: Embedder, settings: SearchSettings | None = None
    ) -> None:
        """Raise ModelMismatch where the corpus was made by another model.

        Names that stand for each other are those that ship and those of `lexicon.yaml` in the
        corpus's home. Raises InputError where that file cannot be read.
        """
        corpus.require_model(embedder.identity)
        self.lexicon = Lexicon.load(corpus.home / "lexicon.yaml")
        self._corpus = corpus
        self._embedder = embedder
        self._settings = settings or SearchSettings()
        self._ranker = Ranker(embedder, self._settings)

    def search(self, query: str, count: int, filters: Filters | None = None) -> list[Hit]:
        """Return up to `count` passages, best first; neighbours that are both hits come as one."""
        if self._corpus.is_empty():
            return []
        filters = filters or Filters()
        terms = query_terms(query, self.lexicon)
        depth = max(count, self._settings.candidates)
        with self._corpus.snapshot() as (connection, index):
            # A reindex by another process may have changed the model since this search was made.
            self._corpus.check_model(connection, self._embedder.identity)
            allowed = catalogue.matching_documents(connection, filters)
            found = catalogue.get_passages(connection, _lexical(connection, terms, depth, filters))
            vector = self._embedder.encode_query(self._respelled(query, found.values()))
            similar = dict(_dense(index, vector, depth, allowed))
            new = [id_ for id_ in similar if id_ not in found]
            found |= _allowed_only(catalogue.get_passages(connection, new), allowed)
            unknown = [id_ for id_ in found if id_ not in similar]
            for id_, stored in catalogue.passage_vectors(connection, unknown).items():
                similar[id_] = float(np.dot(stored, vector))
        passages = list(found.values())
        cosines = np.array([similar[passage.id] for passage in passages], float)
        scores = self._ranker.scores(vector, terms, passages, cosines)
        hits = [
            Hit(passage, float(score), similar[passage.id])
            for passage, score in zip(passages, scores, strict=True)
        ]
        return varied(sorted(hits, key=_order), count, self._settings, self._between)

    def _respelled(self, query: str, passages: Iterable[Passage]) -> str:
        """Return `query` with the names in it as passages that share its words have them."""
        first = islice(passages, _MOST_READ_FOR_NAMES)
        texts = [f"{p.document.metadata.title}\n{p.text}" for p in first]
        return self.lexicon.respelled(query, texts)[0]

    def _between(self, first: Passage, second: Passage) -> str:
        with self._corpus.database.read() as connection:
            return catalogue.get_text(connection, first.document, first.end, second.start)


def _order(hit: Hit) -> tuple[float, str, int]:
    """Best first; among equals the same order every time."""
    return -hit.score, hit.passage.document.source or "", hit.passage.start


def _lexical(connection: Connection, terms: QueryTerms, depth: int, filters: Filters) -> list[str]:
    """Return the ids of passages that share words with the query, its exact tokens first."""
    found: list[str] = []
    for match, count in ((terms.exact_match, _MOST_EXACT), (terms.match, depth)):
        if match:
            hits = catalogue.lexical_hits(connection, match, count, filters)
            found += [id_ for id_, _ in hits]
    return found


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
