"""An answer before it is checked, and what it is made from: the seam between answering and rest.

Whatever answers, extractive or a language model, takes an `Evidence` and returns a `Draft`.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.requirements import Requirement
from vectorstore import Hit, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A standalone question with the passages retrieved for it, best first.

    A question that asks several things at once has `parts`, each with passages of its own.
    """

    question: str
    hits: tuple[Hit, ...]
    parts: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a document, within one retrieved passage; both spans count in the document.

    `highlight` is the short answer within `span`, None where there is none.
    """

    hit: Hit
    span: Span
    highlight: Span | None = None


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence and the quotes that it claims to rest on.

    A quote is the very words, or a whole passage where a chat model names no more than that.
    `problems` is what is known to be wrong with it, to be told if nothing else supports it: "there
    is no passage [9]".
    """

    text: str
    quotes: tuple[Quote, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An unchecked answer; no sentences means that nothing answers.

    `missing` names what the question asks for and nothing retrieved mentions; `unmet` is what it
    requires and the sentence that comes `nearest` does not meet. `notes` are sentences for people.
    `model` names the language model that wrote it, "" where none did.
    """

    mode: str
    sentences: tuple[DraftSentence, ...]
    confidence: float
    missing: tuple[str, ...] = ()
    unmet: tuple[Requirement, ...] = ()
    nearest: str = ""
    notes: tuple[str, ...] = ()
    model: str = ""
