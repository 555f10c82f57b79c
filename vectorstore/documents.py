"""What crosses the border between packages: documents, passages and hits, all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from vectorstore.pages import Page
from vectorstore.text.dates import MONTHS

_MOST_TITLE_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document beside its text; what is not known stays None."""

    title: str
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None

    @property
    def context(self) -> str:
        """What each passage is embedded behind: the title and, where it is known, the month."""
        title = self.title[:_MOST_TITLE_CHARACTERS]
        if self.published is None:
            return title
        return f"{title}\n{MONTHS[self.published.month - 1]} {self.published.year}"


@dataclass(frozen=True, slots=True)
class Extract:
    """The readable text of one source, with its metadata.

    `text` is the text that citations point into: paragraphs are separated by a blank line, a single
    line feed ends a line that is a unit of its own (a heading, a list item, a caption), and the
    title is not part of it. `pages`, in order, are those of a source that has pages.
    """

    text: str
    metadata: Metadata
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """One version of a document, without its text. `version` is the SHA-256 of that text.

    `near_duplicate_of` is the id of the document that its current text nearly repeats: the first of
    a family, all of which name it.
    """

    id: str
    version: str
    metadata: Metadata
    source: str | None
    near_duplicate_of: str | None = None

    @property
    def family(self) -> str:
        """The id that is the same for all documents that nearly repeat one another."""
        return self.near_duplicate_of or self.id

    def as_json(self) -> dict[str, Any]:
        """Return the reference in the form that every command prints."""
        known = self.metadata
        return {
            "id": self.id,
            "version": self.version,
            "title": known.title,
            "source": self.source,
            "url": known.url,
            "publisher": known.publisher,
            "author": known.author,
            "published": known.published.isoformat() if known.published else None,
        }


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the list of documents."""

    ref: DocumentRef
    sources: tuple[str, ...]
    passages: int
    characters: int
    added_at: str
    removed_at: str | None

    @property
    def near_duplicate_of(self) -> str | None:
        """The id of the document that this one nearly repeats."""
        return self.ref.near_duplicate_of


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One version that a document has had; `current` marks the one that is searched."""

    version: str
    created_at: str
    current: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of a version that was once found: its document was removed, or has another.

    `at` is when, where that is known.
    """

    is_removed: bool
    at: str | None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One version of a document, whole."""

    ref: DocumentRef
    text: str
    sources: tuple[str, ...]
    versions: tuple[VersionSummary, ...]
    pages: tuple[Page, ...] = ()

    @property
    def is_current(self) -> bool:
        """Tell whether this is the version that is searched, or would be if it were not removed."""
        return any(one.current and one.version == self.ref.version for one in self.versions)


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a document's text: `text == document_text[start:end]`.

    `pages` are those that it touches, in order; the first may begin before it.
    """

    id: str
    start: int
    end: int
    text: str
    document: DocumentRef
    pages: tuple[Page, ...] = ()

    @property
    def titled(self) -> str:
        """The text behind the document's title."""
        return f"{self.document.metadata.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; None does not limit.

    `since` and `until` include their day and leave out documents whose date is not known, unless
    `undated` lets those through. `publisher` and `source` are parts of the name, whatever their
    case; `language` is its code (en, which takes en-GB too); `document` is an id or its beginning.
    """

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    source: str | None = None
    language: str | None = None
    document: str | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search.

    `score` orders the hits (`vectorstore.search.ranking`); `similarity` is the cosine between
    passage and query. Where neighbours came as one hit, `passage` reaches over all of `joined`, and
    has the id of the best.
    """

    passage: Passage
    score: float
    similarity: float
    joined: tuple[Passage, ...] = ()

    def passage_id(self, start: int) -> str:
        """Return the id of the passage that holds the document's character `start`."""
        holding = (part.id for part in self.joined if part.start <= start < part.end)
        return next(holding, self.passage.id)


class Outcome(StrEnum):
    """What became of one source in an ingest run."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one source.

    `reason` is set for a failure and says what to do. `note` says what to know of a source that was
    taken: in a language that is read badly, or nearly the same as another.
    """

    source: str
    outcome: Outcome
    document_id: str | None = None
    passages: int = 0
    reason: str = ""
    note: str = ""
