"""The times that a text states, as ranges of days, relative ones counted from its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from vectorstore.text.dates import days_of
from vectorstore.text.figures import Figure, figures
from vectorstore.text.numerals import ORDINAL, ordinal_value
from vectorstore.text.spans import Span

CENTURY = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)|({ORDINAL}))[\s-]centur(?:y|ies)\b", re.I)
_CENTURIES = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)|({ORDINAL}))(?=(?:\s(?:and|to|or)\s|[-–])"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})[\s-]centuries\b)",
    re.I,
)
_OPEN_START = re.compile(r"\b(?:until|till|before|prior\sto|up\sto|pre-?)\s?(?:the\s)?\Z", re.I)
_OPEN_END = re.compile(r"\b(?:since|after|from|post-?|starting\s(?:in|from))\s?(?:the\s)?\Z", re.I)
_JOINED = re.compile(r"\s?[-–—/]\s?|\s(?:to|until|till|through|and)\s(?:the\s)?", re.I)
_FROM = re.compile(r"\b(?:from|between|since|during|in)\s(?:the\s)?\Z", re.I)
_MOMENTS = (
    (re.compile(r"\b(?:last|previous)\syear\b", re.I), -1),
    (re.compile(r"\b(?:this|current)\syear\b", re.I), 0),
    (re.compile(r"\bnext\syear\b", re.I), 1),
)
_REACH = 14
_BRACKET = 80  # characters
_RECENT = timedelta(days=60)
"""An article of January may tell, without a year, of what happened in December."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, and where the text states them."""

    first: date
    last: date
    span: Span
    aside: bool = False  # in brackets
    joined: bool = False  # of two

    def meets(self, asked: Period) -> bool:
        """Tell whether what holds for this period may be what is asked for `asked`.

        A day that they share is enough, unless both begin and end otherwise: what is said of 2010
        to 2015 is not asked for 2010 to 2017, nor is what is said since 2012 asked since 2010.
        """
        if self.is_since and asked.is_since:
            return self.first.year == asked.first.year
        if self.is_until and asked.is_until:
            return self.last.year == asked.last.year
        if self.is_range and asked.is_range:
            return self.first <= asked.first and self.last >= asked.last
        return self.first <= asked.last and asked.first <= self.last

    @property
    def is_since(self) -> bool:
        """Whether it has a beginning and no end."""
        return self.last == date.max

    @property
    def is_until(self) -> bool:
        """Whether it has an end and no beginning."""
        return self.first == date.min

    @property
    def is_range(self) -> bool:
        """Whether it goes from one stated time to another."""
        return self.joined and not (self.is_since or self.is_until)


@lru_cache(maxsize=8192)
def periods(
    text: str, published: date | None = None, year: int | None = None
) -> tuple[Period, ...]:
    """Return the periods that `text` states; both ends of a range (2018 to 2020) are that range.

    A day without a year is of the year of publication, or else of `year`.
    """
    default = published.year if published is not None else year
    found = [
        Period(*days, one.span)
        for one in figures(text)
        if one.kind in ("date", "year") and (days := _days(one, default)) is not None
    ]
    found += _centuries(text)
    found.sort(key=lambda one: (one.span, one.first))
    bounded = tuple(_opened(text, one) for one in _ranged(text, found))
    return (*bounded, *(_relative(text, published) if published is not None else ()))


def around(published: date) -> Period:
    """Return when what an article tells without a date has happened."""
    return Period(published - _RECENT, date(published.year, 12, 31), Span(0, 0))


def _days(figure: Figure, year: int | None) -> tuple[date, date] | None:
    """Return the first and the last day of a date, a year or a decade."""
    value = str(figure.value)
    if value.endswith("s"):
        first = int(value[:4])
        last = first + 99 if value.endswith("00s") and first < 2000 else first + 9
        return date(first, 1, 1), date(last, 12, 31)
    if value.startswith("-"):
        if year is None:
            return None
        value = f"{year:04}{value[1:]}"
    try:
        return days_of(value)
    except ValueError:
        return None


def _centuries(text: str) -> Iterator[Period]:
    for match in (*CENTURY.finditer(text), *_CENTURIES.finditer(text)):
        number = int(match[1]) if match[1] else int(ordinal_value(match[2]))
        if 1 <= number <= 22:
            first = max(1, 100 * (number - 1))
            yield Period(date(first, 1, 1), date(100 * number, 12, 31), Span(*match.span()))


def _ranged(text: str, found: list[Period]) -> list[Period]:
    """Give both ends of a range the days from its beginning to its end."""
    ranged = list(found)
    for index in range(len(ranged) - 1):
        low, high = ranged[index], ranged[index + 1]
        gap = text[low.span.end : high.span.start]
        before = text[max(0, low.span.start - _REACH) : low.span.start]
        joined = low.span.end <= high.span.start and _JOINED.fullmatch(gap) is not None
        joined = joined and (gap.strip() != "and" or _FROM.search(before) is not None)
        if joined and low.first <= high.last:
            both = low.first, max(low.last, high.last)
            ranged[index : index + 2] = [
                Period(*both, span, joined=True) for span in (low.span, high.span)
            ]
    return ranged


def _opened(text: str, period: Period) -> Period:
    """Return a period open at one end where the text says since or until; mark one in brackets."""
    before = text[max(0, period.span.start - _REACH) : period.span.start]
    first, last = period.first, period.last
    if period.joined:
        pass
    elif _OPEN_END.search(before):
        last = date.max
    elif _OPEN_START.search(before):
        first = date.min
    opening = text.rfind("(", max(0, period.span.start - _BRACKET), period.span.start)
    aside = opening >= 0 and ")" not in text[opening : period.span.start]
    return replace(period, first=first, last=last, aside=aside)


def _relative(text: str, published: date) -> Iterator[Period]:
    for pattern, shift in _MOMENTS:
        year = published.year + shift
        for match in pattern.finditer(text):
            yield Period(date(year, 1, 1), date(year, 12, 31), Span(*match.span()))
