"""The way from a question to a checked answer, as one chain of LangChain Runnables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.abstention import Near, abstention
from assistant.answers import Answer, Citation, Question, Sentence
from assistant.drafts import Draft, Evidence
from assistant.requirements import requirements
from assistant.retrieval import Retrieval, Retrieved
from assistant.verify import TextOf, verify
from vectorstore import Filters

_RELATED = 3

Answerer = Callable[[Evidence], Draft]


@dataclass(frozen=True, slots=True)
class _Drafted:
    retrieved: Retrieved
    draft: Draft


def build_chain(
    retrieval: Retrieval, answerer: Answerer, text_of: TextOf
) -> Runnable[Question, Answer]:
    """Return the chain retrieve, answer, verify or abstain.

    `answerer` turns evidence into a draft: an `ExtractiveAnswerer` or a `GenerativeAnswerer`. Its
    `stream` yields the answer as it grows, sentence by checked sentence; `invoke` returns it whole.
    Both raise CorpusError where the corpus cannot be searched.
    """

    def answer(retrieved: Retrieved) -> _Drafted:
        return _Drafted(retrieved, answerer(retrieved.evidence))

    def check(drafted: _Drafted) -> Iterator[Answer]:
        yield from _checked(drafted, text_of)

    chain: Runnable[Question, Answer] = (
        RunnableLambda(retrieval) | RunnableLambda(answer) | RunnableLambda(check)
    ).with_config(run_name="caravan")
    return chain


def _checked(drafted: _Drafted, text_of: TextOf) -> Iterator[Answer]:
    """Yield the answer after each of its sentences, or once that there is none."""
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    for sentence, new in verify(drafted.draft, text_of):
        sentences, citations = (*sentences, sentence), (*citations, *new)
        if citations:
            yield _answer(drafted, sentences, citations)
    if not citations:
        yield _abstention(drafted)


def _answer(
    drafted: _Drafted, sentences: tuple[Sentence, ...], citations: tuple[Citation, ...]
) -> Answer:
    text = " ".join(
        sentence.text + "".join(f" [{number}]" for number in sentence.citations)
        for sentence in sentences
    )
    return Answer(
        question=drafted.retrieved.question.text.strip(),
        standalone_question=drafted.retrieved.standalone,
        answered=True,
        mode=drafted.draft.mode,
        text=text,
        confidence=drafted.draft.confidence,
        sentences=sentences,
        citations=citations,
        filters=drafted.retrieved.filters,
        inferred=drafted.retrieved.inferred,
        notes=(*drafted.retrieved.notes, *drafted.draft.notes),
    )


def _abstention(drafted: _Drafted) -> Answer:
    retrieved, draft = drafted.retrieved, drafted.draft
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
