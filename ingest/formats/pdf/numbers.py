"""The numbers of pages, as they are printed on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.pdf.order import Line

_NUMBER = re.compile(r"\d{1,5}")
_ROMAN = re.compile(r"(?:^|(?<=\s))[ivxlc]{1,7}(?=\s|$)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[^\w]*(?:(?:page|p\.|seite|стр\.?|с\.|бет|第)\s*)?(\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|из|von|sur|de)\s*\d{1,5})?[^\w]*(?:页|頁)?",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MOST_NUMBERS = 6
"""Numbers of one line that are looked at."""
_ALONE = 6.0
"""Times its size that a number is away from the words beside it to stand alone."""


def is_page_number(text: str, page: int, label: str) -> bool:
    """Tell whether a line is the number of the page on which it stands, by place or by label."""
    value = _page_number(text)
    if value is None:
        return text.casefold() == label.casefold() and any(map(str.isdigit, label))
    return value == page + 1 or text.casefold() == label.casefold()


def strong_offsets(line: Line, page: int) -> Iterator[int]:
    """Yield what a number that stands alone is more than its page's place, on a line or beside it.

    Beside the number of a footnote its words stand near.
    """
    alone = [line.text]
    if line.is_row:
        first, second, *_ = line.cells
        *_, other, last = line.cells
        if second.x0 - first.x1 > _ALONE * first.size:
            alone.append(first.text)
        if last.x0 - other.x1 > _ALONE * last.size:
            alone.append(last.text)
    values = {_page_number(text) for text in alone}
    yield from (value - page for value in values if value is not None)


def numbered(words: str, page: int) -> Iterator[tuple[str, int, str]]:
    """Yield each number of a line: the rest, what it is more than its page's place, and its side.

    The side is "<" where the line begins with it, ">" where it ends so, "" where it does neither.
    """
    for pattern in (_NUMBER, _ROMAN):
        for place, number in enumerate(pattern.finditer(words)):
            if place == _MOST_NUMBERS:
                break
            before, after = words[: number.start()], words[number.end() :]
            side = "" if before and after else ">" if before else "<"
            yield f"{before} [] {after}", _value(number[0]) - page, side


def _page_number(text: str) -> int | None:
    found = _PAGE_NUMBER.fullmatch(text[:40])
    return _value(found[1]) if found is not None and len(text) <= 40 else None


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _roman(number)


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral.casefold()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
