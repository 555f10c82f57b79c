"""The lines at the ends of a PDF's pages that may be headers or footers: a gap is between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.order import Line
from ingest.formats.pdf.sentences import has_ended

_DEPTH = 3
"""Lines at either end of a page that can be a header or footer."""
_GAP = 2.0
"""Times its size that a header is away from the body at least; paragraphs are nearer together."""
_LONGEST = 60
"""Characters of a header that is as large as the body; a longer line is one of a paragraph."""
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})[.)]?\s*[^\W\d_]")
_PAGE = re.compile(r"\W*(?:\d{1,5}|[ivxlc]{1,7})\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a header or, at the foot of its page, a footer."""

    page: int
    line: Line
    is_foot: bool


def candidates(pages: Sequence[list[Line]], body_size: float) -> Iterator[Candidate]:
    """Yield each line at the ends of pages that a gap sets apart, unless it reads as text."""
    for number, lines in enumerate(pages):
        level = sorted((line for line in lines if not line.is_slanted), key=lambda line: -line.y)
        yield from (Candidate(number, line, False) for line in lines if line.is_slanted)
        yield from (Candidate(number, line, False) for line in _apart(level, body_size))
        # A page with next to nothing on it has no two ends.
        if len(level) > 1:
            yield from (Candidate(number, line, True) for line in _apart(level[::-1], body_size))


def _apart(ordered: Sequence[Line], body_size: float) -> Iterator[Line]:
    rows = _levels(ordered[: 4 * _DEPTH])
    gaps = [abs(above[0].y - below[0].y) for above, below in pairwise(rows)]
    block = 1 if len(rows) == 1 else 0
    for place, gap in enumerate(gaps[:_DEPTH]):
        nearest = min(gaps[place + 1 : place + 4], default=0.0)
        if gap > _GAP * max(line.size for line in rows[place]) and gap > 1.25 * nearest:
            block = place + 1
            break
    has_notes = any(_is_note(line) for row in rows[:block] for line in row)
    for row in rows[:block]:
        if any(_is_text(line, body_size) for line in row):
            break
        # The last lines of a note come before its first one, seen from the foot of the page.
        if not has_notes or all(_PAGE.fullmatch(line.text) for line in row):
            yield from row


def _is_note(line: Line) -> bool:
    return _NOTE.match(line.text) is not None and has_ended(line.text)


def _is_text(line: Line, body_size: float) -> bool:
    """Tell whether a line is a heading, or one of a paragraph, rather than a header."""
    if line.size >= 1.15 * body_size or _is_note(line):
        return True
    return line.size > 0.97 * body_size and len(line.text) > _LONGEST and not line.is_row


def _levels(ordered: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and abs(rows[-1][0].y - line.y) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows
