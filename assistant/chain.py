"""The way from a question to a checked answer, as one chain of LangChain Runnables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langchain_core.documents import Document
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answers import Answer, Citation, Question, Sentence
from assistant.condense import condense
from assistant.drafts import Draft, Evidence
from assistant.verify import TextOf, verify
from vectorstore import Filters, Hit, HybridSearch
from vectorstore.retriever import HybridRetriever

PASSAGES = 8
"""How many passages are read for an answer."""

_RELATED = 3
_MOST_MISSING = 3
"""How many of the words that no passage mentions are named."""

Answerer = Callable[[Evidence], Draft]


@dataclass(frozen=True, slots=True)
class _Retrieved:
    question: Question
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Drafted:
    retrieved: _Retrieved
    draft: Draft


def build_chain(
    search: HybridSearch, answerer: Answerer, text_of: TextOf, passages: int = PASSAGES
) -> Runnable[Question, Answer]:
    """Return the chain condense, retrieve, answer, verify or abstain.

    `answerer` turns evidence into a draft: an `ExtractiveAnswerer` or a `GenerativeAnswerer`. Its
    `stream` yields the answer as it grows, sentence by checked sentence; `invoke` returns it whole.
    Both raise CorpusError where the corpus cannot be searched.
    """

    def retrieve(question: Question) -> _Retrieved:
        standalone = condense(question.text, question.history)
        retriever = HybridRetriever(search=search, count=passages, filters=question.filters)
        hits = tuple(_hit(document) for document in retriever.invoke(standalone))
        return _Retrieved(question, Evidence(standalone, hits))

    def answer(retrieved: _Retrieved) -> _Drafted:
        return _Drafted(retrieved, answerer(retrieved.evidence))

    def check(drafted: _Drafted) -> Iterator[Answer]:
        yield from _checked(drafted, text_of)

    chain: Runnable[Question, Answer] = (
        RunnableLambda(retrieve) | RunnableLambda(answer) | RunnableLambda(check)
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
        standalone_question=drafted.retrieved.evidence.question,
        answered=True,
        mode=drafted.draft.mode,
        text=text,
        confidence=drafted.draft.confidence,
        sentences=sentences,
        citations=citations,
        filters=drafted.retrieved.question.filters,
        notes=drafted.draft.notes,
    )


def _abstention(drafted: _Drafted) -> Answer:
    question, evidence = drafted.retrieved.question, drafted.retrieved.evidence
    draft = drafted.draft
    return Answer(
        question=question.text.strip(),
        standalone_question=evidence.question,
        answered=False,
        mode=draft.mode,
        text=_says_why(draft, question, evidence),
        confidence=draft.confidence,
        filters=question.filters,
        related=tuple(
            Citation.of(hit.passage, hit.passage.start, hit.passage.end)
            for hit in evidence.hits[:_RELATED]
        ),
        notes=draft.notes,
    )


def _says_why(draft: Draft, question: Question, evidence: Evidence) -> str:
    if not evidence.hits and question.filters != Filters():
        return "No article in the corpus lies within the filters that were set."
    if not evidence.hits:
        return (
            "The corpus holds no articles. Add some: “Add articles” in the app, or "
            "`caravan ingest PATH` in a terminal."
        )
    if draft.missing:
        missing = " or ".join(f"“{item}”" for item in draft.missing[:_MOST_MISSING])
        return f"The corpus does not answer this: none of the nearest passages mentions {missing}."
    return "The corpus does not answer this."


def _hit(document: Document) -> Hit:
    hit = document.metadata["hit"]
    if not isinstance(hit, Hit):
        raise TypeError("the retriever returned a document without its hit")
    return hit
