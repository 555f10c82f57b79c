"""What a report says, whatever its format: sections of statements or passages, with their notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from ui.changes import Standing
from ui.dates import written_date

_GLIMPSE = 280
"""Characters shown of a passage that is offered as further reading."""


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a document. `link` is the address that may be followed, `name` a file's."""

    id: str
    version: str
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    source: str | None
    language: str | None
    link: str | None
    name: str | None

    @property
    def details(self) -> tuple[str, ...]:
        """What is told behind the title and before the address."""
        day = written_date(self.published) if self.published else None
        return tuple(part for part in (self.author, self.publisher, day) if part)

    @property
    def short_version(self) -> str:
        """The beginning of the version, which is enough to tell two apart."""
        return self.version[:12]


@dataclass(frozen=True, slots=True)
class Note:
    """A quote and where it stands. `number` is its own within the report; None supports nothing.

    `page` is where in a paginated source, as it is told: "p. 7"; it is empty where there is none.
    `standing` is what has become of the source since, None where it is as it was. The quote of one
    that `is_set_out` stands in the text itself, and not in the note.
    """

    number: int | None
    quote: str
    highlight: tuple[int, int] | None
    start: int
    end: int
    passage_id: str
    source: Source
    attribution: str = ""
    score: float | None = None
    page: str = ""
    standing: Standing | None = None
    is_set_out: bool = False

    @property
    def since(self) -> str:
        """What has become of the source since, and of the quoted words in it; or nothing."""
        return self.standing.told if self.standing else ""

    @property
    def details(self) -> tuple[str, ...]:
        """What is told of the source behind its title and before its address, and the page."""
        return (*self.source.details, *([self.page] if self.page else []))

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The quote: what is before the short answer, the short answer, what is after it."""
        start, end = self.highlight or (len(self.quote), len(self.quote))
        return self.quote[:start], self.quote[start:end], self.quote[end:]

    @property
    def glimpse(self) -> str:
        """The beginning of the quote, on one line."""
        return shorten(self.quote, _GLIMPSE, placeholder=" …")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer, the notes that it rests on, and what the check of them found."""

    text: str
    notes: tuple[Note, ...]
    verified: bool
    problems: tuple[str, ...]
    sources: int

    @property
    def doubt(self) -> str:
        """What is wrong with the sentence, or nothing."""
        if self.verified:
            return ""
        return ": ".join(part for part in ("not verified", "; ".join(self.problems)) if part)

    @property
    def support(self) -> str:
        """How many independent sources bear it out, where it is verified and they are several."""
        return f"{self.sources} independent sources" if self.verified and self.sources > 1 else ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote that stands by itself, and the writer's own comment on it, in lines."""

    note: Note
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A question with its answer, a query with its passages, or quotes beneath a heading.

    `question` is what stands above it. `model` names the language model that wrote the statements,
    "" where they are the sources' own. `said` is what stands in place of statements where there are
    none; `remarks` are the limits of the search and the notes to the answer, `comment` is the
    writer's own, in lines.
    """

    question: str
    understood: str = ""
    model: str = ""
    said: str = ""
    statements: tuple[Statement, ...] = ()
    passages: tuple[Note, ...] = ()
    related: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    comment: str = ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of statements and excerpts, each once, in the order of their numbers."""
        notes = [note for statement in self.statements for note in statement.notes]
        return tuple(dict.fromkeys([*notes, *(one.note for one in self.excerpts)]))


@dataclass(frozen=True, slots=True)
class Report:
    """A title above sections, which have headings of their own where they are several.

    `is_search` tells passages from answers, `is_collected` what a writer has put together.
    """

    title: str
    sections: tuple[Section, ...]
    has_headings: bool = False
    is_search: bool = False
    is_collected: bool = False

    @property
    def cited(self) -> Iterator[Note]:
        """What is cited, in the order of the numbers: notes, or passages."""
        for section in self.sections:
            yield from section.notes
            yield from section.passages

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of all statements and excerpts."""
        return tuple(note for section in self.sections for note in section.notes)
