"""A question that is abandoned goes no further than the step it is at."""

from __future__ import annotations

import pytest

from assistant import Length, Question
from assistant.chain import build_chain
from assistant.drafts import Draft, Evidence
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import BiEncoderReader
from assistant.retrieval import PASSAGES, Retrieval, Retrieved
from assistant.verification import Verifier
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, HybridSearch, Stopped, catalogue


class Steps(Retrieval):
    """The first step of a chain, and `answer` the second; `last` is where it is abandoned."""

    def __init__(self, search: HybridSearch, last: str) -> None:
        super().__init__(search)
        self.taken: list[str] = []
        self._last = last
        self._answerer = ExtractiveAnswerer(BiEncoderReader(HashedEmbedder()))
        self._question = Question("Nothing yet")

    def __call__(self, question: Question, passages: int = PASSAGES) -> Retrieved:
        self._question = question
        found = super().__call__(question, passages)
        self._note("retrieval")
        return found

    def answer(self, evidence: Evidence, length: Length) -> Draft:
        assert length is self._question.length
        draft = self._answerer(evidence, length)
        self._note("reading")
        return draft

    def _note(self, step: str) -> None:
        self.taken.append(step)
        if step == self._last:
            self._question.abandoned.set()


@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("last", ["retrieval", "reading", "never"])
def test_no_step_is_taken_after_it(
    corpus: Corpus, search: HybridSearch, last: str, length: Length
) -> None:
    def text_of(document_id: str, version: str) -> str:
        with corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text

    steps = Steps(search, last)
    answers = build_chain(steps, steps.answer, Verifier(text_of)).stream(
        Question("How long will the railway be?", length=length)
    )
    if last == "never":
        *_, answer = answers
        assert "486 kilometres" in answer.text
    else:
        with pytest.raises(Stopped):
            next(answers)
    assert steps.taken == (["retrieval"] if last == "retrieval" else ["retrieval", "reading"])
