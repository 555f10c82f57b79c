"""The way from a question to a checked answer, as one chain of LangChain Runnables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.abstention import Near, abstention
from assistant.answers import Answer, Citation, Length, Question, Sentence
from assistant.drafts import Draft, Evidence
from assistant.generative import GenerativeAnswerer
from assistant.requirements import requirements
from assistant.retrieval import Retrieval, Retrieved
from assistant.verification import Verifier
from assistant.written import without_addresses
from vectorstore import ChatModelFailed, Filters

_RELATED = 3
_WITHOUT_MODEL = "This was answered without it, from the sources' own sentences."
_UNVERIFIED = "No sentence of this answer could be verified."

Answerer = Callable[[Evidence, Length], Draft]


@dataclass(frozen=True, slots=True)
class _Answering:
    """The second half of the chain: answer with what was retrieved, verify or abstain."""

    extractive: Answerer
    generative: GenerativeAnswerer | None
    verifier: Verifier

    def __call__(self, retrieved: Retrieved) -> Iterator[Answer]:
        """Yield the answer as it grows; each in the place of the one before.

        Raises Stopped where the question is abandoned before a language model has written any.
        """
        retrieved.question.go_on()
        try:
            if self.generative is not None and retrieved.evidence.hits:
                yield from self._written(retrieved, self.generative)
                return
            notes: tuple[str, ...] = ()
        except ChatModelFailed as failed:
            notes = (" ".join(filter(None, [str(failed), failed.hint])), _WITHOUT_MODEL)
        yield from self._quoted(retrieved, notes)

    def _written(self, retrieved: Retrieved, model: GenerativeAnswerer) -> Iterator[Answer]:
        """Yield what the language model writes. Raises ChatModelFailed where that is no answer."""
        if retrieved.failed is not None:
            raise retrieved.failed
        answer = None
        question = retrieved.question
        for draft in model.stream(retrieved.evidence, question.stopped, question.length):
            grown = list(self._grown(retrieved, draft))
            answer = grown[-1] if grown else None
            if answer is not None:
                yield answer
        if answer is None:
            yield _abstention(retrieved, draft)
        elif not answer.citations:
            raise model.unsupported(answer.sentences)
        elif not any(sentence.verified for sentence in answer.sentences):
            yield replace(answer, notes=(*answer.notes, _UNVERIFIED))

    def _quoted(self, retrieved: Retrieved, notes: tuple[str, ...]) -> Iterator[Answer]:
        """Yield the sources' own sentences that answer, or that none does."""
        question = retrieved.question
        question.go_on()
        draft = self.extractive(retrieved.evidence, question.length)
        question.go_on()
        draft = replace(draft, notes=(*draft.notes, *notes))
        answer = None
        for answer in self._grown(retrieved, draft):
            if answer.citations:
                yield answer
        if answer is None or not answer.citations:
            yield _abstention(retrieved, draft)

    def _grown(self, retrieved: Retrieved, draft: Draft) -> Iterator[Answer]:
        """Yield the answer after each of the draft's sentences, checked."""
        sentences: tuple[Sentence, ...] = ()
        citations: tuple[Citation, ...] = ()
        for judged, new in self.verifier.judge(draft, retrieved.evidence.hits):
            sentence = judged if judged.verified else _shown(judged)
            sentences, citations = (*sentences, sentence), (*citations, *new)
            yield _answer(retrieved, draft, sentences, citations)


def build_chain(
    retrieval: Retrieval,
    answerer: Answerer,
    verifier: Verifier,
    generative: GenerativeAnswerer | None = None,
) -> Runnable[Question, Answer]:
    """Return the chain retrieve, answer, verify or abstain.

    `answerer` turns evidence into a draft of the sources' own sentences. Where there is
    `generative`, a language model writes instead, and the sources' sentences stand in for what it
    fails to write. `stream` yields the answer as it grows, sentence by checked sentence; `invoke`
    returns it whole. Both raise CorpusError where the corpus cannot be searched, and Stopped where
    the question is abandoned.
    """
    answering = _Answering(answerer, generative, verifier)

    def answers(retrieved: Retrieved) -> Iterator[Answer]:
        yield from answering(retrieved)

    chain: Runnable[Question, Answer] = (
        RunnableLambda(retrieval) | RunnableLambda(answers)
    ).with_config(run_name="caravan")
    return chain


def _answer(
    retrieved: Retrieved,
    draft: Draft,
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
) -> Answer:
    verified = sum(sentence.verified for sentence in sentences)
    return Answer(
        question=retrieved.question.text.strip(),
        standalone_question=retrieved.standalone,
        answered=True,
        mode=draft.mode,
        text=" ".join(map(_with_marks, sentences)),
        confidence=draft.confidence * verified / len(sentences),
        sentences=sentences,
        citations=citations,
        filters=retrieved.filters,
        inferred=retrieved.inferred,
        notes=(*retrieved.notes, *draft.notes),
        model=draft.model,
    )


def _shown(unverified: Sentence) -> Sentence:
    """Return what is shown of a sentence that no source bears out: all but web addresses."""
    return replace(
        unverified,
        text=without_addresses(unverified.text),
        problems=tuple(map(without_addresses, unverified.problems)),
    )


def _with_marks(sentence: Sentence) -> str:
    marks = "".join(f" [{number}]" for number in sentence.citations)
    return f"{sentence.text}{'' if sentence.verified else ' (not verified)'}{marks}"


def _abstention(retrieved: Retrieved, draft: Draft) -> Answer:
    return Answer(
        question=retrieved.question.text.strip(),
        standalone_question=retrieved.standalone,
        answered=False,
        mode=draft.mode,
        text=_says_why(draft, retrieved),
        confidence=draft.confidence,
        filters=retrieved.filters,
        inferred=retrieved.inferred,
        related=tuple(
            Citation.of(hit, hit.passage.start, hit.passage.end)
            for hit in retrieved.evidence.hits[:_RELATED]
        ),
        notes=(*retrieved.notes, *draft.notes),
        model=draft.model,
    )


def _says_why(draft: Draft, retrieved: Retrieved) -> str:
    evidence, limits = retrieved.evidence, retrieved.inferred

    def is_limit(text: str) -> bool:
        return any(text in limit.words for limit in limits)

    return abstention(
        [Near(hit.passage.document.metadata.title, hit.passage.text) for hit in evidence.hits],
        required=[one for one in requirements(evidence.question) if not is_limit(one.text)],
        unmet=[one for one in draft.unmet if not is_limit(one.text)],
        missing=[word for word in draft.missing if not is_limit(word)],
        sentence=draft.nearest,
        filtered=retrieved.question.filters != Filters(),
        inferred=limits,
    )
