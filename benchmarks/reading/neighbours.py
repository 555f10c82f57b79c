"""What lies near a question by the bi-encoder, and does not answer it: hard negatives."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from benchmarks.reading.sets import Asked, Paragraph, QuestionSet
from vectorstore import Embedder

Place = tuple[str, int]
"""The id of a paragraph, and the index of a sentence in it."""

_SAME_ARTICLE = 2
_OTHER_ARTICLES = 4
_NEAREST = 3


class Neighbours:
    """Orders the sentences of one set by how near they lie to a question."""

    def __init__(self, embedder: Embedder, questions: QuestionSet) -> None:
        self._embedder = embedder
        self._paragraphs = list(questions.paragraphs.values())
        whole = [f"{one.title}\n{' '.join(one.sentences)}" for one in self._paragraphs]
        self._matrix = embedder.encode_documents(whole)
        self._rows = {one.id: row for row, one in enumerate(self._paragraphs)}
        self._vectors: dict[str, np.ndarray] = {}

    def of(self, asked: Asked) -> tuple[list[int], list[Place], list[Place]]:
        """Return, nearest first, the sentences of the question's own paragraph, and the nearest of
        other paragraphs of its article and of other articles.
        """
        vector = self._embedder.encode_query(asked.question)
        own = self._paragraphs[self._rows[asked.paragraph]]
        order = [self._paragraphs[i] for i in np.argsort(-(self._matrix @ vector))]
        same = [one for one in order if one.title == own.title and one.id != own.id]
        other = [one for one in order if one.title != own.title]
        return (
            [index for _, index in self._nearest(vector, [own])],
            self._nearest(vector, same[:_SAME_ARTICLE])[:_NEAREST],
            self._nearest(vector, other[:_OTHER_ARTICLES])[:_NEAREST],
        )

    def _nearest(self, vector: np.ndarray, paragraphs: Iterable[Paragraph]) -> list[Place]:
        places = [
            (one.id, index)
            for one in paragraphs
            for index, text in enumerate(one.sentences)
            if text.strip()
        ]
        texts = {one.id: one.sentences for one in paragraphs}
        self._remember(text for id_, index in places for text in [texts[id_][index]])
        return sorted(places, key=lambda place: -self._vectors[texts[place[0]][place[1]]] @ vector)

    def _remember(self, texts: Iterable[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors |= zip(new, self._embedder.encode_documents(new), strict=True)
