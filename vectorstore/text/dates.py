"""Dates in a text, in the forms of ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from vectorstore.text.spans import Span

MONTHS = """
    January February March April May June July August September October November December
    """.split()
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}

_names = "|".join(
    [
        *MONTHS,
        *(name.upper() for name in MONTHS),
        r"Sept\b\.?",
        *(rf"{m[:3]}\b\.?" for m in MONTHS),
    ]
)
_MONTH = rf"(?P<month>(?<!\w)(?:{_names})(?!\w))"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[,.:]\d)"
_YEAR = r"(?P<year>(?:1\d|2[01])\d\d)(?![\w%]|[,.]\d)"
_UNCOUNTED = r"(?!\s?(?:%|per\s?cent|thousand|million|billion|trillion|km\b|MW\b))"
_DASH = r"\s?[-–—]\s?"

_ISO = re.compile(
    r"(?<![\w-])(?P<year>(?:1\d|2[01])\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?=T\d|[^\w-]|\Z)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w$€£¥.,])(?:(?P<other>{_DAY})(?:{_DASH}|\s(?:and|to|or)\s))?(?P<day>{_DAY})"
    rf"[\s-](?:of\s)?{_MONTH}(?:[,-]?\s?{_YEAR})?"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s(?P<day>{_DAY}){_UNCOUNTED}"
    rf"(?:(?:{_DASH}|\s(?:and|to|or)\s(?={_DAY}(?:[,.;:)]|\s?\Z|,?\s[12]\d\d\d\b)))"
    rf"(?P<other>{_DAY}){_UNCOUNTED})?"
    rf"(?:(?:\s?,\s?|\s){_YEAR})?"
)
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTH_OF_YEAR = re.compile(rf"{_MONTH}(?:,|\sof)?\s{_YEAR}")


def days_of(written: str) -> tuple[date, date]:
    """Return the first and the last day of 2025, 2025-06 or 2025-06-17; ValueError for others."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is not a date")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    return first, date(year, last_month, day or monthrange(year, last_month)[1])


def dates(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the dates of `text`: 2025-06-16, 2025-06, or --06-16 for a day of no stated year.

    Two days of one month (16-17 June) are two dates, with the span they share.
    """
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _MONTH_OF_YEAR):
        found = list(pattern.finditer(text))
        for match in found:
            parts = match.groupdict()
            for day in (parts.get("other"), parts.get("day")):
                if day is not None or pattern is _MONTH_OF_YEAR:
                    yield _iso(parts.get("year"), parts["month"], day), Span(*match.span())
                    if day is None:
                        break
        text = masked(text, [Span(*match.span()) for match in found])


def masked(text: str, spans: list[Span]) -> str:
    """Return `text` with what lies in `spans` blotted out, every other character in its place."""
    pieces: list[str] = []
    position = 0
    for span in sorted(spans):
        if span.start >= position:
            pieces += [text[position : span.start], "\0" * (span.end - span.start)]
            position = span.end
    return "".join([*pieces, text[position:]])


def _iso(year: str | None, month: str, day: str | None) -> str:
    number = int(month) if month.isdigit() else _NUMBERS[month[:3].lower()]
    parts = [year or "-", f"{number:02}"]
    if day is not None:
        parts.append(f"{int(re.sub('[a-z]', '', day)):02}")
    return "-".join(parts)
