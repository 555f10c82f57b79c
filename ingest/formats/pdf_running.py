"""What a PDF prints on page after page beside its text: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf_order import Line

_DEPTH = 3
"""Lines at either end of a page that can be a header or footer."""
_SAME_PLACE = 8.0
"""Points by which the place of a header differs at most from page to page."""
_NUMBER = re.compile(r"\d{1,5}")
_ROMAN = re.compile(r"(?:^|(?<=\s))[ivxlc]{1,7}(?=\s|$)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[^\w]*(?:(?:page|p\.|seite|стр\.?|с\.|第)\s*)?(\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|из|von|sur|de)\s*\d{1,4})?[^\w]*(?:页|頁)?",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


_GAP = 2.0
"""Times its size that a header is away from the body at least; paragraphs are nearer together."""
_LONGEST = 60
"""Characters of a header that is as large as the body; a longer line is one of a paragraph."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: int
    line: Line


def without_running(
    pages: Sequence[list[Line]], labels: Sequence[str], body_size: float
) -> tuple[list[list[Line]], int | None]:
    """Return the pages' lines without what repeats at their ends, and how pages are numbered.

    That number is what is printed on a page less its place among the pages, where numbers are
    printed on most of them. A line is dropped where it stands apart from the body, in the same
    place of several pages, where nothing else stands on others, and in the same words but for the
    page's number, or with that number at its end. What is only apart, or only repeated, is body: a
    table's head, a refrain.
    """
    found: dict[str, list[_Candidate]] = defaultdict(list)
    dropped: set[int] = set()
    for number, lines in enumerate(pages):
        for line in _candidates(lines, body_size):
            for key in _keys(line.text, number):
                found[key].append(_Candidate(number, line))
            if _is_page_number(line.text, number, labels[number]):
                dropped.add(id(line))
    needed = 2 if len(pages) <= 5 else 3
    repeated: list[tuple[str, list[_Candidate]]] = []
    for key, candidates in found.items():
        for group in _in_one_place(candidates):
            numbers = {candidate.page for candidate in group}
            if len(numbers) >= needed and _is_dense(numbers):
                repeated.append((key, group))
    running = {id(candidate.line) for _, group in repeated for candidate in group}
    offsets: dict[int, set[int]] = defaultdict(set)
    for key, group in repeated:
        if _is_body(group, pages, running):
            continue
        dropped.update(id(candidate.line) for candidate in group)
        offset = re.search(r"\[([+-]\d+)\]", key)
        if offset is not None:
            offsets[int(offset[1])] |= {candidate.page for candidate in group}
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    return kept, _offset(offsets, len(pages))


def _offset(offsets: Mapping[int, set[int]], count: int) -> int | None:
    best = max(offsets, key=lambda offset: len(offsets[offset]), default=None)
    if best is None or len(offsets[best]) < max(3, count / 2):
        return None
    return best


def _candidates(lines: Sequence[Line], body_size: float) -> Iterator[Line]:
    """Yield the lines at both ends of a page that a gap sets apart from the body."""
    level = sorted((line for line in lines if not line.is_slanted), key=lambda line: -line.y)
    yield from (line for line in lines if line.is_slanted)
    # A page with next to nothing on it has no two ends.
    for ordered in (level, level[::-1]) if len(level) > 1 else (level,):
        rows = _levels(ordered[: 4 * _DEPTH])
        gaps = [abs(above[0].y - below[0].y) for above, below in pairwise(rows)]
        block = 1 if len(rows) == 1 else 0
        for place, gap in enumerate(gaps[:_DEPTH]):
            nearest = min(gaps[place + 1 : place + 4], default=0.0)
            if gap > _GAP * max(line.size for line in rows[place]) and gap > 1.25 * nearest:
                block = place + 1
                break
        for row in rows[:block]:
            if any(_is_prose(line, body_size) for line in row):
                break
            yield from row


def _is_prose(line: Line, body_size: float) -> bool:
    """Tell whether a line is a heading, or one of a paragraph, rather than a header."""
    if line.size >= 1.15 * body_size:
        return True
    return line.size > 0.97 * body_size and len(line.text) > _LONGEST and not line.is_row


def _is_body(group: Sequence[_Candidate], pages: Sequence[list[Line]], running: set[int]) -> bool:
    """Tell whether other pages have something else in the place of what repeats on some."""
    line = group[len(group) // 2].line
    if line.is_slanted:
        return False
    others = sum(
        any(id(other) not in running and abs(other.y - line.y) < 2 for other in lines)
        for lines in pages
    )
    return others > 0.5 * len(group)


def _levels(ordered: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and abs(rows[-1][0].y - line.y) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _keys(text: str, page: int) -> Iterator[str]:
    """Yield what a line says: as it is, and with each number told by its distance to the page's."""
    words = " ".join(text.split()).casefold()[:300]
    yield words
    for pattern in (_NUMBER, _ROMAN):
        for place, number in enumerate(pattern.finditer(words)):
            if place == 6:
                break
            value = int(number[0]) if number[0].isdecimal() else _roman(number[0])
            before, after = words[: number.start()], words[number.end() :]
            yield f"{before}[{value - page:+d}]{after}"
            # The name of a chapter that changes more often than it repeats.
            if len(words) < _LONGEST and not (before and after):
                yield f"{'*' if before else ''}[{value - page:+d}]{'*' if after else ''}"
                yield f"*[{value - page:+d}]*"


def _is_page_number(text: str, page: int, label: str) -> bool:
    if text.casefold() == label.casefold():
        return True
    found = _PAGE_NUMBER.fullmatch(text)
    if found is None:
        return False
    value = int(found[1]) if found[1].isdecimal() else _roman(found[1])
    return value == page + 1


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral.casefold()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def _in_one_place(candidates: Sequence[_Candidate]) -> Iterator[list[_Candidate]]:
    """Yield the candidates in groups of one height each."""
    group: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.line.y):
        if group and candidate.line.y - group[0].line.y > _SAME_PLACE:
            yield group
            group = []
        group.append(candidate)
    if group:
        yield group


def _is_dense(numbers: set[int]) -> bool:
    """Tell whether a header is on all pages of its range, or at least on the left or right ones."""
    return len(numbers) >= 0.45 * (max(numbers) - min(numbers) + 1)
