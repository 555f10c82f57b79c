"""What a language model's server is asked, and what it is to reply."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from html import unescape
from itertools import cycle
from typing import Any

from tests.models.dialects import Dialect, End

_PASSAGE = re.compile(r'<passage [^>]*?number="(\d+)"[^>]*>\n?(.*?)\n?</passage>', re.DOTALL)
_PIECES = (1, 7, 2, 19, 3)
"""Characters of the text at a time, as odd as tokens are."""


class Act(Enum):
    """What a server does in the midst of a reply."""

    STALL = "says nothing more, and keeps the connection"
    CUT = "closes the connection"
    RESET = "breaks the connection off"
    GARBAGE = "sends JSON that is none"
    ERROR = "tells of an error"
    TRICKLE = "sends a word every little while, without end"
    ENDLESS = "sends words without end"


Step = str | Act | threading.Event


@dataclass(frozen=True)
class Asked:
    """One request: what was asked, of which model, with which key."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    dialect: Dialect

    @property
    def model(self) -> str:
        """The name of the model."""
        return str(self.body["model"])

    @property
    def key(self) -> str | None:
        """The key that was sent."""
        return self.dialect.key(self.headers)

    @property
    def system(self) -> str:
        """What the model is told of its task."""
        return self._told_by("system")

    @property
    def prompt(self) -> str:
        """What the model is asked."""
        return self._told_by("user")

    @property
    def passages(self) -> dict[int, str]:
        """The numbered passages of the prompt, as they were before they were escaped."""
        return {int(number): unescape(text) for number, text in _PASSAGE.findall(self.prompt)}

    def number_of(self, words: str) -> int:
        """Return the number of the passage in which `words` stand."""
        return next(number for number, text in self.passages.items() if words in text)

    def _told_by(self, wanted: str) -> str:
        told = self.dialect.messages(self.body)
        return "\n".join(text for role, text in told if role == wanted)


@dataclass(frozen=True)
class Reply:
    """A streamed reply: what `write` returns, the steps, an end. An Event is waited for."""

    steps: tuple[Step, ...] = ()
    end: End = End.WHOLE
    write: Callable[[Asked], str] | None = None

    def steps_for(self, asked: Asked) -> Iterator[Step]:
        """Yield the steps, the text cut into pieces."""
        written = () if self.write is None else (self.write(asked),)
        for step in (*written, *self.steps):
            yield from _cut(step) if isinstance(step, str) else [step]


@dataclass(frozen=True)
class Refusal:
    """A response that is no reply: an HTTP status with the provider's own error body, or a page."""

    status: int
    message: str = "It cannot be done."
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""


def says(*steps: Step, end: End = End.WHOLE) -> Reply:
    """Return a reply of these steps."""
    return Reply(steps, end)


def _cut(text: str) -> Iterator[str]:
    start = 0
    for size in cycle(_PIECES):
        if start >= len(text):
            return
        yield text[start : start + size]
        start += size
