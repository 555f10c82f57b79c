"""Hybrid search: candidates by words (BM25) and by vectors, ranked together."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from vectorstore import catalogue
from vectorstore.corpus import Corpus
from vectorstore.crossencoder import CrossEncoder
from vectorstore.documents import DocumentRef, Filters, Hit
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.lexicon import Lexicon, LexiconFile
from vectorstore.search.ranking import Query, Ranker
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import QueryTerms, query_terms
from vectorstore.search.variety import varied
from vectorstore.vectors import OpenIndex

_MOST_READ_FOR_NAMES = 20
"""Passages, best by their words, in which the corpus's own names for things are looked up."""
_MOST_EXACT = 10
"""Passages that are candidates for an exact token alone."""
_DEEPER = 8
"""How many times as many candidates are looked at, once, where many say the same."""
_DOCUMENTS_A_QUERY = 10_000
"""How many document ids one filter may name in Chroma."""


class HybridSearch:
    """Searches one corpus with one embedding model. Several threads may use it."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        settings: SearchSettings | None = None,
        cross_encoder: CrossEncoder | None = None,
    ) -> None:
        """Raise ModelMismatch where the corpus was made by another model.

        A cross-encoder reads the best sentences of the most promising passages. Names that stand
        for each other are those that ship and those of `lexicon.yaml` in the corpus's home. Raises
        CorpusUnusable where that file cannot be read.
        """
        corpus.require_model(embedder.identity)
        self._corpus = corpus
        self._embedder = embedder
        self._names = LexiconFile(corpus.home / "lexicon.yaml")
        self._settings = settings or SearchSettings()
        self._ranker = Ranker(embedder, self._settings, cross_encoder)

    @property
    def lexicon(self) -> Lexicon:
        """The names that stand for each other, as the files now say."""
        return self._names.lexicon

    def search(self, query: str, count: int, filters: Filters | None = None) -> list[Hit]:
        """Return up to `count` passages, best first; neighbours that are both hits come as one.

        Where many candidates say the same, more are looked for. Raises CorpusUnusable where the
        corpus's own lexicon cannot be read.
        """
        if self._corpus.is_empty():
            return []
        filters = filters or Filters()
        lexicon = self.lexicon
        terms = query_terms(query, lexicon)
        vector = self._embedder.encode_query(self._respelled(query, lexicon, terms, filters))
        asked = Query(query, vector)
        depth = max(count, self._settings.candidates)
        hits, is_all = self._ranked(asked, terms, depth, filters)
        found = varied(hits, count, self._settings, self._text_of)
        if len(found) < count and not is_all:
            hits, _ = self._ranked(asked, terms, depth * _DEEPER, filters)
            found = varied(hits, count, self._settings, self._text_of)
        return found

    def _ranked(
        self, query: Query, terms: QueryTerms, depth: int, filters: Filters
    ) -> tuple[list[Hit], bool]:
        """Return the candidates of both legs, best first, and whether there are no others."""
        with self._corpus.snapshot() as (connection, index):
            # A reindex by another process may have changed the model since this search was made.
            self._corpus.check_model(connection, self._embedder.identity)
            allowed = catalogue.matching_documents(connection, filters)
            lexical = _lexical(connection, terms, depth, filters)
            similar = dict(_dense(index, query.vector, depth, allowed))
            ids = list(dict.fromkeys([*lexical, *similar]))
            passages = list(catalogue.get_passages(connection, ids).values())
            unknown = [passage.id for passage in passages if passage.id not in similar]
            for id_, stored in catalogue.passage_vectors(connection, unknown).items():
                similar[id_] = float(np.dot(stored, query.vector))
        cosines = np.array([similar[passage.id] for passage in passages], float)
        scores = self._ranker.scores(query, terms, passages, cosines)
        hits = [
            Hit(passage, float(score), similar[passage.id])
            for passage, score in zip(passages, scores, strict=True)
        ]
        is_all = len(lexical) < depth and len(similar) < depth
        return sorted(hits, key=_order), is_all

    def _respelled(self, query: str, lexicon: Lexicon, terms: QueryTerms, filters: Filters) -> str:
        """Return `query` with the names in it as passages that share its words have them."""
        if not lexicon.found(query):
            return query
        with self._corpus.database.read() as connection:
            ids = _lexical(connection, terms, _MOST_READ_FOR_NAMES, filters)
            passages = catalogue.get_passages(connection, ids).values()
        texts = [passage.titled for passage in passages]
        return lexicon.respelled(query, texts)[0]

    def _text_of(self, document: DocumentRef, start: int, end: int) -> str:
        with self._corpus.database.read() as connection:
            return catalogue.get_text(connection, document, start, end)


def _order(hit: Hit) -> tuple[float, str, int]:
    """Best first; among equals the same order every time."""
    return -hit.score, hit.passage.document.source or "", hit.passage.start


def _lexical(connection: Connection, terms: QueryTerms, depth: int, filters: Filters) -> list[str]:
    """Return the ids of passages that share words with the query, its exact tokens first."""
    found: list[str] = []
    for match, count in ((terms.exact_match, _MOST_EXACT), (terms.match, depth)):
        if match:
            found += catalogue.lexical_hits(connection, match, count, filters)
    return list(dict.fromkeys(found))


def _dense(
    index: OpenIndex, vector: Vectors, count: int, allowed: list[str] | None
) -> list[tuple[str, float]]:
    """Return the nearest passages of the documents that are allowed, None for all."""
    if allowed is None:
        return index.nearest(vector, count)
    found: list[tuple[str, float]] = []
    for start in range(0, len(allowed), _DOCUMENTS_A_QUERY):
        some = allowed[start : start + _DOCUMENTS_A_QUERY]
        found += index.nearest(vector, count, {"document": {"$in": some}})
    return sorted(found, key=lambda pair: -pair[1])[:count]
