"""A part of what a source says, as a claim is held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.verification.forms import key
from assistant.verification.statements import Segment, Statement, Token, read
from vectorstore import Hit, Span
from vectorstore.text import Figure, Name, sentences, words


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole sentences of one passage; `span` counts in the document.

    `before` is the sentence that precedes it in the passage, "" if there is none.
    """

    hit: Hit
    span: Span
    before: str
    length: int  # in sentences

    @property
    def text(self) -> str:
        """The very words."""
        start = self.hit.passage.start
        return self.hit.passage.text[self.span.start - start : self.span.end - start]

    @property
    def title(self) -> str:
        """The title of the article."""
        return self.hit.passage.document.metadata.title


def windows(hit: Hit, length: int) -> list[Window]:
    """Return the runs of `length` sentences of a passage, the whole passage if it has fewer."""
    text, start = hit.passage.text, hit.passage.start
    spans = sentences(text)
    found: list[Window] = []
    for first in range(len(spans) - length + 1):
        span = Span(start + spans[first].start, start + spans[first + length - 1].end)
        before = spans[first - 1].of(text) if first else ""
        found.append(Window(hit, span, before, length))
    return found


class Evidence:
    """One or more windows, read together; what a claim may rest on."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self.windows = tuple(windows)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What each window says."""
        return tuple(read(window.text) for window in self.windows)

    @cached_property
    def text(self) -> str:
        """The words of all windows, a line each."""
        return "\n".join(window.text for window in self.windows)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of all windows."""
        return [figure for one in self.statements for figure in one.figures]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of all windows, in order."""
        return tuple(token for one in self.statements for token in one.tokens)

    @cached_property
    def words(self) -> list[str]:
        """The folded words of all windows, in order."""
        return [token.text for token in self.tokens]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the content words of all windows."""
        return frozenset(key for one in self.statements for key in one.keys)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The segments of all windows."""
        return tuple(
            Part(statement, segment, window)
            for statement, window in zip(self.statements, self.windows, strict=True)
            for segment in statement.segments
        )

    @cached_property
    def is_open(self) -> bool:
        """Whether a window begins with a sentence whose subject stands before it."""
        return any(part.segment.open for part in self.parts)

    @cached_property
    def around(self) -> tuple[str, ...]:
        """What stands around the windows that begin so: the titles and the sentences before."""
        found: dict[str, None] = {}
        for window, statement in zip(self.windows, self.statements, strict=True):
            if statement.segments and statement.segments[0].open:
                found |= {window.title: None, window.before: None}
        return tuple(text for text in found if text)

    @cached_property
    def around_names(self) -> tuple[str, ...]:
        """The names in what stands around."""
        return tuple(name.text for text in self.around for name in read(text).names)

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """The names anywhere in the passages and in the titles."""
        texts = {text: None for w in self.windows for text in (w.title, w.hit.passage.text)}
        return tuple(name.text for text in texts for name in read(text).names)

    @cached_property
    def around_keys(self) -> frozenset[str]:
        """The keys of the words in what stands around, and in the titles of all windows."""
        texts = dict.fromkeys([*self.around, *(window.title for window in self.windows)])
        return frozenset[str]().union(*map(_keys, texts))


@lru_cache(maxsize=1024)
def _keys(text: str) -> frozenset[str]:
    return frozenset(key(word.text) for word in words(text))


@dataclass(frozen=True, slots=True)
class Part:
    """A segment in the text that it is part of."""

    statement: Statement
    segment: Segment
    window: Window | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.segment.tokens

    @property
    def names(self) -> list[Name]:
        """Its own names."""
        return [self.statement.names[number] for number in self.segment.names]

    @property
    def all_names(self) -> list[Name]:
        """Its own names and those that it takes over."""
        return [
            self.statement.names[number] for number in (*self.segment.names, *self.segment.subjects)
        ]

    @property
    def figures(self) -> list[Figure]:
        """Its figures."""
        return [self.statement.figures[number] for number in self.segment.figures]


def parts_of(claim: Statement) -> tuple[Part, ...]:
    """Return the segments of a claim."""
    return tuple(Part(claim, segment) for segment in claim.segments)
