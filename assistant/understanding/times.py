"""The times that a question names, as days: June 2025, between 2020 and 2024, last week."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vectorstore.text import figures
from vectorstore.text.dates import MONTHS, days_of
from vectorstore.text.numerals import spelled_value

DAY = timedelta(days=1)

_COUNT = r"(?<![\d.,])(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year)"
_COUNTED = re.compile(  # each alternative counts from today
    rf"""(?P<before>\b(?!the\s)[\w'’]+\s)?\b(?:
      (?P<day>yesterday|today)
    | (?:the\s)?(?:last|past)\s(?P<count>{_COUNT})\s(?P<units>{_UNIT})s
    | (?P<which>the\s(?:last|past)|this|last)\s(?P<unit>{_UNIT})
    | (?P<year>this|last)\s(?P<month>{"|".join(MONTHS)})
    )\b(?!\s(?:of|that|when|before|in\swhich|\d{{4}})\b|-)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_FROM_TODAY = re.compile(r"(?:my|your|his|her|its|our|their|every|each|.*['’]s)", re.IGNORECASE)
_UP_TO_NOW = frozenset("in over during within from".split())
_LEAD = re.compile(
    r"\b(in|on|during|of|from|since|after|following|before|until|till|by|between|over|within|for)\s"
    r"(?:(?:the\s)?(?:start|beginning|middle|end)\sof\s(?:the\s)?"
    r"|(?:early|mid|late|(?:the\s)?year)[\s-])?\Z",
    re.IGNORECASE,
)
_TO = re.compile(r"\s(?:and|to|until|till|through)\s(?:the\s)?(?:end\sof\s)?|\s?[-–]\s?")
_ONWARDS = re.compile(r"\s(?:on|onwards?)\b")


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of days that a question names, in its characters [start, end)."""

    first: date
    last: date
    start: int
    end: int
    lead: str = ""  # the preposition before it, at `begin`
    begin: int = 0
    counted: bool = False  # from today


def times(question: str, today: date) -> list[Time]:
    """Return the times that `question` names in order, both ends of a range as one."""
    named = [*_counted(question, today), *_dated(question)]
    found: list[Time] = []
    for time in sorted(named, key=lambda one: (one.start, -one.end)):
        led = _led(question, time)
        if not found or led.start >= found[-1].end:
            found.append(led)
            if len(found) > 1 and (joined := _joined(question, *found[-2:])):
                found[-2:] = [joined]
    return found


def _led(question: str, time: Time) -> Time:
    """Return `time` with the preposition before it."""
    lead = _LEAD.search(question, max(0, time.start - 40), time.start)
    if lead is None:
        return replace(time, begin=time.start)
    word = lead[1].lower()
    if word == "from" and _ONWARDS.match(question, time.end):
        word = "since"
    return replace(time, lead=word, begin=lead.start())


def _joined(question: str, first: Time, second: Time) -> Time | None:
    """Return the range between two times: between 2020 and 2024."""
    gap = question[first.end : second.start]
    dash = gap.strip() in ("-", "–")
    ranging = _TO.fullmatch(gap) and (first.lead in ("between", "from") or dash)
    if not ranging or first.first > second.last:
        return None
    lead = first.lead if dash and first.lead != "from" else "between"
    return replace(first, last=second.last, end=second.end, lead=lead)


def _dated(question: str) -> Iterator[Time]:
    """Yield the dates and years of `question`; of two days that share their words, the range."""
    spans: dict[tuple[int, int], list[tuple[date, date]]] = {}
    for figure in figures(question):
        place = (figure.span.start, figure.span.end)
        if figure.kind in ("date", "year"):
            with suppress(ValueError):  # 31 June, or a day of no stated year
                spans.setdefault(place, []).append(days_of(str(figure.value)))
    for (start, end), stretches in spans.items():
        if stretches:
            yield Time(min(stretches)[0], max(stretches)[1], start, end)


def _counted(question: str, today: date) -> Iterator[Time]:
    """Yield the times that the question counts from today."""
    for match in _COUNTED.finditer(question):
        start = max(match.start(), match.end("before"))
        if counted := _counted_days(match, today):
            yield Time(*counted, start, match.end(), counted=True)


def _counted_days(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the days of what _COUNTED found."""
    found = {name: words.strip().lower() for name, words in match.groupdict("").items()}
    if _NOT_FROM_TODAY.fullmatch(found["before"]):
        return None
    if day := found["day"]:
        return _whole("day", -(day == "yesterday"), today)
    if count := found["count"]:
        number = int(count) if count.isdigit() else int(spelled_value(count))
        return _moved(today, found["units"], -number), today
    if month := found["month"]:
        return _of_month(month, found["year"], match["month"].istitle(), today)
    if found["which"] in ("this", "last"):
        return _whole(found["unit"], -(found["which"] == "last"), today)
    # The last year may be that of a war.
    return (_moved(today, found["unit"], -1), today) if found["before"] in _UP_TO_NOW else None


def _of_month(name: str, year: str, capital: bool, today: date) -> tuple[date, date] | None:
    """Return the days of last June, the latest that is over, or of this June, once it has begun."""
    if not capital and name in ("may", "march"):
        return None
    month = [one.lower() for one in MONTHS].index(name) + 1
    over = month < today.month
    if year == "this":
        return days_of(f"{today.year}-{month:02}") if over or month == today.month else None
    return days_of(f"{today.year - (not over)}-{month:02}")


def _whole(unit: str, count: int, today: date) -> tuple[date, date]:
    """Return the day, week, month or year that lies `count` from that of `today`."""
    first = today
    if unit == "week":
        first = today - DAY * today.weekday()
    elif unit != "day":
        first = date(today.year, today.month if unit == "month" else 1, 1)
    return _moved(first, unit, count), _moved(first, unit, count + 1) - DAY


def _moved(day: date, unit: str, count: int) -> date:
    """Return the day `count` units later, or earlier; of a shorter month, its last."""
    if unit in ("day", "week"):
        return day + DAY * count * (7 if unit == "week" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
