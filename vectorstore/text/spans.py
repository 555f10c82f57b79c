"""A character range of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open character range [start, end) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` in this range."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span | None:
        """Return this range without its outer white space, None if nothing is left."""
        piece = self.of(text)
        inner = piece.strip()
        if not inner:
            return None
        start = self.start + len(piece) - len(piece.lstrip())
        return Span(start, start + len(inner))
