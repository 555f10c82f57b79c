"""Questions against their candidates, as the readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evidence import Candidate, Floats, evidence
from benchmarks.reading.sets import Asked, QuestionSet

PASSAGES = 8
PASSAGE_CHARACTERS = 690  # about 160 tokens


@dataclass(frozen=True)
class Example:
    """A question against its candidates: their signs (n, f), and which of them answer."""

    asked: Asked
    candidates: tuple[Candidate, ...]
    signs: Floats
    answers: Floats

    @property
    def cosine(self) -> Floats:
        return self.signs[:, 0]


class Pool:
    """The paragraphs of a set in passages, with the embeddings of their sentences."""

    def __init__(self, embeddings: Embeddings, questions: QuestionSet) -> None:
        self._embeddings = embeddings
        self.questions = questions
        self._passages = [
            (id_, rows)
            for id_, paragraph in questions.paragraphs.items()
            for rows in _divided(paragraph.sentences)
        ]
        texts = (text for one in questions.paragraphs.values() for text in one.sentences)
        self._vectors: dict[str, Floats] = {}
        self._remember(texts)
        self._matrix = np.array(
            embeddings.embed_documents([self._text(*p) for p in self._passages])
        )

    def own(self, asked: Asked) -> Example:
        """Return the question against the sentences of its own paragraph."""
        chosen = [i for i, (id_, _) in enumerate(self._passages) if id_ == asked.paragraph]
        return self._example(asked, chosen)

    def retrieved(self, asked: Asked, without: str = "") -> Example:
        """Return the question against the passages nearest to it, those of a paragraph left out."""
        order = np.argsort(-(self._matrix @ self._question(asked)))
        chosen = [int(i) for i in order[: PASSAGES * 8] if self._passages[i][0] != without]
        return self._example(asked, chosen[:PASSAGES])

    def _text(self, id_: str, rows: range) -> str:
        paragraph = self.questions.paragraphs[id_]
        return paragraph.title + "\n" + " ".join(paragraph.sentences[i] for i in rows)

    def _question(self, asked: Asked) -> Floats:
        return np.array(self._embeddings.embed_query(asked.question))

    def _example(self, asked: Asked, chosen: Sequence[int]) -> Example:
        vector = self._question(asked)
        pairs = list(self._candidates(chosen, vector))
        candidates = [candidate for candidate, _ in pairs]
        embedded = np.array([self._vectors[candidate.text] for candidate in candidates])
        gold = [float(index in asked.gold and own == asked.paragraph) for _, (own, index) in pairs]
        signs = evidence(asked.question, candidates, vector, embedded)
        return Example(asked, tuple(candidates), signs, np.array(gold))

    def _candidates(
        self, chosen: Sequence[int], vector: Floats
    ) -> Iterator[tuple[Candidate, tuple[str, int]]]:
        for rank, index in enumerate(chosen):
            id_, rows = self._passages[index]
            paragraph = self.questions.paragraphs[id_]
            score = float(self._matrix[index] @ vector)
            for i in rows:
                yield (
                    Candidate(
                        text=paragraph.sentences[i],
                        title=paragraph.title,
                        document=id_,
                        start=i,
                        before=paragraph.sentences[i - 1] if i > rows.start else "",
                        after=paragraph.sentences[i + 1] if i + 1 < rows.stop else "",
                        passage=rank,
                        passage_score=score,
                    ),
                    (id_, i),
                )

    def _remember(self, texts: Iterable[str]) -> None:
        new = list(dict.fromkeys(texts))
        vectors = self._embeddings.embed_documents(new)
        self._vectors |= {t: np.array(v) for t, v in zip(new, vectors, strict=True)}


def _divided(sentences: Sequence[str]) -> Iterator[range]:
    """Yield runs of sentences that make a passage."""
    first = size = 0
    for index, text in enumerate(sentences):
        if size and size + len(text) > PASSAGE_CHARACTERS:
            yield range(first, index)
            first, size = index, 0
        size += len(text)
    yield range(first, len(sentences))
