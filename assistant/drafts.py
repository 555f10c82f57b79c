"""An answer before it is checked, and what it is made from: the seam between answering and rest.

Whatever answers, extractive or a language model, takes an `Evidence` and returns a `Draft`.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """Characters of a document, within one retrieved passage; `span` counts in the document."""

    hit: Hit
    span: Span


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence and the quotes that it claims to rest on."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An unchecked answer; no sentences means that nothing answers.

    `missing` names what the question asks for and nothing retrieved mentions. `notes` are sentences
    for the user.
    """

    mode: str
    sentences: tuple[DraftSentence, ...]
    confidence: float
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
