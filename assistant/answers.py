"""A question and its answer, as they cross the border to whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from threading import Event
from typing import Any, Literal

from assistant.attribution import Attribution
from vectorstore import DocumentRef, Filters, Hit, Stopped
from vectorstore.pages import page_label
from vectorstore.query import check_query


@dataclass(frozen=True, slots=True)
class Turn:
    """A standalone question asked earlier, the short answers in what was shown for it, and that.

    `text` is empty where nothing answered it.
    """

    question: str
    answers: tuple[str, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Turn:
        """Return the turn that an answer made, given as `Answer.as_json` tells it."""
        quotes = told["citations"] if told["answered"] else ()
        ranges = [(one["quote"], one["highlight"]) for one in quotes if one.get("highlight")]
        short = tuple(dict.fromkeys(quote[start:end] for quote, (start, end) in ranges))
        return cls(told["standalone_question"], short, told["text"] if told["answered"] else "")


class Length(StrEnum):
    """How much an answer may say: how many sentences it may have."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words, what was asked before, the latest last, and the limits set.

    Where `infer` holds, dates that the question itself names may limit the search further. Once
    `stopped` is set, no language model is waited for any longer; once `abandoned` is, nothing is
    begun any more.
    """

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)
    infer: bool = True
    stopped: Event = field(default_factory=Event, compare=False)
    abandoned: Event = field(default_factory=Event, compare=False)
    length: Length = Length.NORMAL

    def __post_init__(self) -> None:
        check_query(self.text)

    def go_on(self) -> None:
        """Raise Stopped where the question is abandoned; asked before each step that takes long."""
        if self.abandoned.is_set():
            raise Stopped


@dataclass(frozen=True, slots=True)
class Inferred:
    """A limit taken from the words of a question: `field` of its filters, since or until."""

    field: Literal["since", "until"]
    value: date
    words: str

    def as_json(self) -> dict[str, str]:
        """Return the limit in the form that `caravan ask --json` prints."""
        return {"filter": self.field, "value": self.value.isoformat(), "words": self.words}


def words_of(limits: Sequence[Inferred]) -> str:
    """Return the words that set the limits, in quotes, each once."""
    return ", ".join(dict.fromkeys(f"“{limit.words}”" for limit in limits))


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a source that a statement rests on.

    `quote == document_text[start:end]`, where the document's version is `document.version`.
    `highlight` is the range of the short answer within the quote. `number` is None where the quote
    is offered as further reading and supports nothing. `attribution` is None where nobody looked.
    `page` names the pages that the quote is on ("7", "7–8") where the document has pages.
    """

    number: int | None
    quote: str
    start: int
    end: int
    passage_id: str
    document: DocumentRef
    highlight: tuple[int, int] | None = None
    attribution: Attribution | None = None
    page: str | None = None

    @classmethod
    def of(cls, hit: Hit, start: int, end: int, number: int | None = None) -> Citation:
        """Return a citation of the characters [start, end) of the document, all within `hit`."""
        passage = hit.passage
        quote = passage.text[start - passage.start : end - passage.start]
        return cls(
            number,
            quote,
            start,
            end,
            hit.passage_id(start),
            passage.document,
            page=page_label(passage.pages, start, end),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the citation in the form that `caravan ask --json` prints."""
        known = self.attribution
        return {
            "number": self.number,
            "quote": self.quote,
            "highlight": list(self.highlight) if self.highlight else None,
            "start": self.start,
            "end": self.end,
            "passage_id": self.passage_id,
            "document": self.document.as_json(),
            # Only where there is something to say: who reads the form of old need not know it.
            **({} if known is None or known.is_plain else {"attribution": known.as_json()}),
            **({} if self.page is None else {"page": self.page}),
        }


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, and what the check of its citations found.

    `sources` counts the independent sources that support it among the passages that were read.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool = False
    problems: tuple[str, ...] = ()
    sources: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the sentence in the form that `caravan ask --json` prints."""
        return {
            "text": self.text,
            "citations": list(self.citations),
            "verified": self.verified,
            "problems": list(self.problems),
            # Only where one source is borne out by another: the form of old does not have it.
            **({"sources": self.sources} if self.sources > 1 else {}),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question. `answered` is False where the corpus does not answer it.

    `model` names the language model that wrote it, "" where the words are the sources' own.
    `filters` are those in force; `inferred` says which of them the question's own words set.
    """

    question: str
    standalone_question: str
    answered: bool
    mode: str
    text: str
    confidence: float
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    filters: Filters = field(default_factory=Filters)
    inferred: tuple[Inferred, ...] = ()
    related: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    model: str = ""

    def as_json(self, conversation: str | None = None) -> dict[str, Any]:
        """Return the answer in the form that `caravan ask --json` prints."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "answered": self.answered,
            "mode": self.mode,
            # Only where one wrote it: the form of old does not have it.
            **({"model": self.model} if self.model else {}),
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "conversation": conversation,
            "sentences": [sentence.as_json() for sentence in self.sentences],
            "citations": [citation.as_json() for citation in self.citations],
            "filters": {
                "since": self.filters.since.isoformat() if self.filters.since else None,
                "until": self.filters.until.isoformat() if self.filters.until else None,
                "publisher": self.filters.publisher,
                "source": self.filters.source,
                # Only where they are set: who reads the form of old need not know them.
                **({"language": self.filters.language} if self.filters.language else {}),
                **({"document": self.filters.document} if self.filters.document else {}),
                "inferred": [limit.as_json() for limit in self.inferred],
            },
            "related": [citation.as_json() for citation in self.related],
            "notes": list(self.notes),
        }
