"""The day that a written date names, or why it names none. No day is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from vectorstore.text.dates import MONTHS

_LONGEST = 80
"""Characters of what can be a date."""
_YEARS = range(1000, 3000)
_EARLIEST = date(1990, 1, 1)
"""Before the web, so that an empty timestamp (1970, 1904, 1601) is no day of publication."""
_TIME = r"(?:z|t\d\d.*|[\s,]+(?:at\s+)?\d{1,2}(?::\d\d|\s?[ap]m\b).*)?"
_NUMBERED = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)" + _TIME)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?([^\W\d_]{3,9})\.?,?[\s-]+(\d{4})" + _TIME
)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d\d:\d\d:\d\d\s+(?:\S+\s+)?)?(\d{4})"
    + _TIME
)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+")
_TIME_FIRST = re.compile(r"\d{1,2}:\d\d(?::\d\d)?,?\s+")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|[^\W\d_]{3,9}\.?,?\s+\d{4}")
_AMBIGUOUS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME)
_MONTH_NUMBERS = {
    written: number
    for number, name in enumerate(MONTHS, 1)
    for written in (name.lower(), name[:3].lower())
} | {"sept": 9}
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTH_NUMBERS |= {written: number for number, written in enumerate(_RUSSIAN.split(), 1)}


def parse_date(written: str) -> date | None:
    """Return the day that `written` names; None where it names none for certain.

    Read are ISO 8601, year-first numbers, English and Russian months, and the dates of e-mails.
    What can be two days (03/04/2025), or has no day (2024-12), names none.
    """
    text = " ".join(written.split()).lower()
    if not text or len(text) > _LONGEST:
        return None
    text = _TIME_FIRST.sub("", text, count=1) if _TIME_FIRST.match(text) else text
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    for pattern in (_NUMBERED, _COMPACT):
        if (found := pattern.fullmatch(text)) is not None:
            return _day(int(found[1]), int(found[2]), int(found[3]))
    if (found := _DAY_FIRST.fullmatch(text)) is not None:
        return _day(int(found[3]), _MONTH_NUMBERS.get(found[2], 0), int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(text)) is not None:
        return _day(int(found[3]), _MONTH_NUMBERS.get(found[1], 0), int(found[2]))
    if (found := _AMBIGUOUS.fullmatch(text)) is not None:
        return _unambiguous(int(found[1]), int(found[2]), int(found[3]))
    return None


def is_future(day: date) -> bool:
    """Tell whether a day has begun nowhere on Earth."""
    return day > (datetime.now(UTC) + timedelta(hours=14)).date()


def possible_day(day: date | None) -> date | None:
    """Return a day found in a file where it can be one of publication, else None.

    It cannot be one before 1990 (mostly the zero of some clock), nor one in the future.
    """
    return None if day is None or day < _EARLIEST or is_future(day) else day


def from_timestamp(seconds: float) -> date | None:
    """Return the possible day, in UTC, of a Unix timestamp in seconds or milliseconds."""
    try:
        if abs(seconds) > 1e11:  # milliseconds: in seconds that would be after the year 5000
            seconds /= 1000
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return possible_day(moment.date())


def left_unknown(written: str) -> str:
    """Return a sentence that says why a date that names no possible day is left unknown."""
    text = " ".join(written.split())
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f"Its date “{shown}” {why_unknown(written)} and is left unknown."


def why_unknown(written: str) -> str:
    """Return what is wrong with a date that names no possible day: "has no day"."""
    if (day := parse_date(written)) is not None:
        return "lies in the future" if is_future(day) else "lies before 1990"
    text = " ".join(written.split()).lower()[: _LONGEST + 1]
    if _YEAR.fullmatch(text) or _MONTH.fullmatch(text):
        return "has no day"
    if _AMBIGUOUS.fullmatch(text):
        return "can be two days"
    return "names no day that Caravan can read"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _unambiguous(first: int, second: int, year: int) -> date | None:
    """Return the day where only one of two numbers can be the month."""
    if first == second:
        return _day(year, first, second)
    days = {_day(year, second, first), _day(year, first, second)} - {None}
    return days.pop() if len(days) == 1 else None
