"""What a PDF prints on page after page beside its text: headers, footers, page numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ingest.formats.pdf.margins import Candidate, candidates
from ingest.formats.pdf.numbers import is_page_number, numbered, strong_offsets
from ingest.formats.pdf.order import Line
from ingest.formats.pdf.sentences import goes_on, has_ended

_SAME_PLACE = 8.0
"""Points by which the place of a header differs at most from page to page."""
_MARGIN = 0.09
"""Share of a page's height that is hardly ever set with text at either end."""
_SMALL_MARGIN = 0.15
"""The same for lines smaller than the body: further in stand the sources of tables and figures."""
_SMALLER = 0.95
"""Times the body's size below which a line is set apart by its size."""


def without_running(
    pages: Sequence[list[Line]], labels: Sequence[str], body_size: float
) -> tuple[list[list[Line]], int | None]:
    """Return the pages' lines without what repeats at their ends, and how pages are numbered.

    That number is what is printed on a page less its place among the pages, where numbers are
    printed on most of them. A line is dropped where it stands apart from the body, in the same
    place of several pages where nothing else stands on others, and says the same there but for a
    number that counts with the pages, or only such a number. What could as well be a heading, a
    table's head, a refrain or a note stays.
    """
    return _Running(pages, labels, body_size).outcome()


_Found: TypeAlias = dict[tuple[str, int], list[Candidate]]
"""Candidates by what they say, and by what their number is more than their page's place."""


class _Running:
    def __init__(
        self, pages: Sequence[list[Line]], labels: Sequence[str], body_size: float
    ) -> None:
        self._pages = pages
        self._labels = labels
        self._body_size = body_size
        self._found = list(candidates(pages, body_size))
        self._broken = _broken_sentences(pages, {id(each.line) for each in self._found}, body_size)
        self._by_height: dict[int, list[Line]] = defaultdict(list)
        for line in (line for lines in pages for line in lines):
            self._by_height[int(line.y)].append(line)
        self._dropped: set[int] = set()
        self._offsets: dict[int, set[int]] = defaultdict(set)

    def outcome(self) -> tuple[list[list[Line]], int | None]:
        needed = 2 if len(self._pages) <= 5 else 3
        numbers = list(_groups(self._numbers(), needed))
        repeated = list(_groups(self._repeated(), needed))
        counted = list(_groups(self._counted(), 2))
        chapters = list(_groups(self._chapters(), needed))
        together = [*numbers, *repeated, *counted, *chapters]
        running = {id(each.line) for _, group in together for each in group}
        for offset, group in numbers:
            # At the head of a page, a number alone may be a part's.
            if group[0].is_foot or group[0].line.is_row or self._is_beside(group):
                self._drop(group, running, offset)
        for _, group in repeated:
            if self._is_beside(group):
                self._drop(group, running)
        for offset, group in counted:
            if self._is_beside(group):
                self._drop(group, running, offset)
        for _, group in chapters:
            # The names of chapters that change oftener than they repeat.
            if sum(id(each.line) in self._dropped for each in group) >= 0.5 * len(group):
                self._drop(group, running)
        self._dropped.update(id(each.line) for each in self._found if self._is_page_number(each))
        kept = [[line for line in lines if id(line) not in self._dropped] for lines in self._pages]
        return kept, _offset(self._offsets, len(self._pages))

    def _is_page_number(self, each: Candidate) -> bool:
        """Tell whether a line is the number of just this page, where no heading is."""
        return (each.is_foot or self._is_set_apart(each)) and is_page_number(
            each.line.text, each.page, self._labels[each.page]
        )

    def _numbers(self) -> _Found:
        """Return what stands beside a number that stands alone, or is one."""
        found: _Found = defaultdict(list)
        for each in self._found:
            for offset in strong_offsets(each.line, each.page):
                if self._may_count(each, offset):
                    found["", offset].append(each)
        return found

    def _repeated(self) -> _Found:
        found: _Found = defaultdict(list)
        for each in self._found:
            found[_words(each.line), 0].append(each)
        return found

    def _counted(self) -> _Found:
        """Return what says the same but for a number that counts with the pages."""
        found: _Found = defaultdict(list)
        for each in self._found:
            for rest, offset, _ in numbered(_words(each.line), each.page):
                # One word and a number name a part: Article 3, Table 3.
                is_part = len(rest.split()) == 2 and not (
                    self._is_smaller(each) and each.line.edge < _MARGIN
                )
                if self._may_count(each, offset) and not is_part:
                    found[rest, offset].append(each)
        return found

    def _chapters(self) -> _Found:
        """Return what begins or ends with a number that counts with the pages."""
        found: _Found = defaultdict(list)
        for each in self._found:
            for _, offset, side in numbered(_words(each.line), each.page):
                if side and self._is_set_apart(each) and self._may_count(each, offset):
                    found[side, offset].append(each)
        return found

    def _is_body(self, group: Sequence[Candidate], running: set[int]) -> bool:
        """Tell whether other pages have something else in the place of what repeats on some."""
        line = group[len(group) // 2].line
        if line.is_slanted:
            return False
        near = range(int(line.y) - 2, int(line.y) + 3)
        others = {
            other.page
            for height in near
            for other in self._by_height[height]
            if id(other) not in running and abs(other.y - line.y) < 2
        }
        return len(others) > 0.5 * len(group)

    def _is_beside(self, group: Sequence[Candidate]) -> bool:
        """Tell whether lines are beside the text: small, in the margin, or amid its sentences."""
        apart = sum(self._is_set_apart(each) for each in group)
        amid = sum(each.page + each.is_foot in self._broken for each in group)
        return apart > 0.5 * len(group) or amid >= max(1, 0.2 * len(group))

    def _is_set_apart(self, each: Candidate) -> bool:
        edge = _SMALL_MARGIN if self._is_smaller(each) else _MARGIN
        return each.line.edge < edge or each.line.is_slanted

    def _is_smaller(self, each: Candidate) -> bool:
        return each.line.size < _SMALLER * self._body_size

    def _may_count(self, each: Candidate, offset: int) -> bool:
        """Tell whether a number can be a page's: a year far beyond the pages hardly is one."""
        is_year = 1500 <= offset + each.page <= 2100 and abs(offset) >= 3 * len(self._pages)
        return not is_year or (self._is_smaller(each) and each.line.edge < _MARGIN)

    def _drop(
        self, group: Sequence[Candidate], running: set[int], offset: int | None = None
    ) -> None:
        if self._is_body(group, running):
            return
        self._dropped.update(id(each.line) for each in group)
        if offset is not None:
            self._offsets[offset] |= {each.page for each in group}


def _words(line: Line) -> str:
    return " ".join(line.text.split()).casefold()[:300]


def _broken_sentences(
    pages: Sequence[list[Line]], apart: set[int], body_size: float
) -> frozenset[int]:
    """Return the pages that begin amid a sentence of the page before."""
    ends = []
    for lines in pages:
        body = [
            line
            for line in lines
            if id(line) not in apart and abs(line.size - body_size) < 0.08 * body_size
        ]
        ends.append((body[0].text, body[-1].text) if body else ("", "."))
    return frozenset(
        page
        for page in range(1, len(pages))
        if not has_ended(ends[page - 1][1]) and goes_on(ends[page][0])
    )


def _groups(found: _Found, needed: int) -> Iterator[tuple[int, list[Candidate]]]:
    """Yield what stands in one place of enough pages, with what its number is more than theirs."""
    for (_, offset), together in found.items():
        for group in _in_one_place(together):
            if _is_dense({each.page for each in group}, needed):
                yield offset, group


def _in_one_place(found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the candidates in groups of one height each."""
    group: list[Candidate] = []
    for each in sorted(found, key=lambda each: each.line.y):
        if group and each.line.y - group[0].line.y > _SAME_PLACE:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _is_dense(numbers: set[int], needed: int) -> bool:
    """Tell whether a header is on all pages of its range, or at least on the left or right ones."""
    span = max(numbers) - min(numbers) + 1
    return len(numbers) >= needed and len(numbers) >= 0.45 * span


def _offset(offsets: Mapping[int, set[int]], count: int) -> int | None:
    best = max(offsets, key=lambda offset: len(offsets[offset]), default=None)
    if best is None or len(offsets[best]) < max(3, count / 2):
        return None
    return best
