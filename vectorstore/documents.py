"""What crosses the border between packages: documents, passages and hits, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document beside its text; what is not known stays None."""

    title: str
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """The readable text of one source, with its metadata.

    `text` is the text that citations point into: paragraphs are separated by a blank line, a single
    line feed ends a line that is a unit of its own (a heading, a list item, a caption), and the
    title is not part of it.
    """

    text: str
    metadata: Metadata
