"""The times that a question names, as days: June 2025, between 2020 and 2024, last week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from assistant.understanding import days
from vectorstore.text import figures
from vectorstore.text.dates import days_of
from vectorstore.text.numerals import spelled_value

_COUNT = r"(?<![\d.,])(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year)"
_COUNTED = re.compile(  # each alternative counts from today
    rf"""(?P<before>\b(?!the\s)[\w'’]+\s)?\b(?:
      (?P<day>yesterday|today)
    | (?P<ago>{_COUNT}|an?)\s(?P<ago_unit>{_UNIT})s?\sago
    | (?:the\s)?(?:last|past)\s(?P<count>{_COUNT})\s(?P<units>{_UNIT})s
    | (?P<which>the\s(?:last|past)|this|last)\s(?P<unit>{_UNIT})
    )\b(?!\s(?:of|that|when|before|in\swhich|\d{{4}})\b|-)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_FROM_TODAY = re.compile(r"(?:my|your|his|her|its|our|their|every|each|.*['’]s)", re.IGNORECASE)
_ROUGHLY = frozenset("than over least about around almost nearly".split())
_UP_TO_NOW = frozenset("in over during within from".split())
_LEAD = re.compile(
    r"\b(in|on|during|of|from|since|after|following|before|until|till|by|between|over|within|for)\s"
    r"(?:(?:the\s)?(?:start|beginning|middle|end)\sof\s(?:the\s)?"
    r"|(?:early|mid|late|(?:the\s)?year)[\s-])?\Z",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?:in|from|of|during|since|after|before|until|till|between|and|to|[-–])\s?"
    rf"(?P<name>(?i:{'|'.join(days.MONTHS)}))\b"
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
    yearless: bool = False  # the latest of its name


def times(question: str, today: date) -> list[Time]:
    """Return the times that `question` names in order, both ends of a range as one."""
    named = [*_counted(question, today), *_dated(question), *_months(question, today)]
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
    """Return the range between two times: between March and May 2025."""
    gap = question[first.end : second.start]
    dash = gap.strip() in ("-", "–")
    if not (_TO.fullmatch(gap) and (first.lead in ("between", "from") or dash)):
        return None
    start = first.first
    if first.yearless and not second.yearless:
        start = start.replace(year=second.last.year - (start.month > second.last.month))
    if start > second.last:
        return None
    lead = first.lead if dash and first.lead != "from" else "between"
    return replace(first, first=start, last=second.last, end=second.end, lead=lead, yearless=False)


def _dated(question: str) -> Iterator[Time]:
    """Yield the dates and years of `question`; of two days that share their words, the range."""
    spans: dict[tuple[int, int], list[days.Days]] = {}
    for figure in figures(question):
        place = (figure.span.start, figure.span.end)
        if figure.kind in ("date", "year"):
            with suppress(ValueError):  # 31 June, or a day of no stated year
                spans.setdefault(place, []).append(days_of(str(figure.value)))
    for (start, end), stretches in spans.items():
        if stretches:
            yield Time(min(stretches)[0], max(stretches)[1], start, end)


def _months(question: str, today: date) -> Iterator[Time]:
    """Yield the months of no stated year, as the latest that have begun."""
    for match in _MONTH.finditer(question):
        if match["name"][0].isupper():
            found = days.latest(match["name"], today)
            yield Time(*found, match.start("name"), match.end(), yearless=True)


def _counted(question: str, today: date) -> Iterator[Time]:
    """Yield the times that the question counts from today."""
    for match in _COUNTED.finditer(question):
        found = {name: words.strip().lower() for name, words in match.groupdict("").items()}
        if counted := _counted_days(found, today):
            start = max(match.start(), match.end("before"))
            yield Time(*counted, start, match.end(), counted=True)


def _counted_days(found: dict[str, str], today: date) -> days.Days | None:
    """Return the days of what _COUNTED found."""
    before, which, unit = found["before"], found["which"], found["unit"]
    if _NOT_FROM_TODAY.fullmatch(before) or (found["ago"] and before in _ROUGHLY):
        return None
    if found["day"]:
        return days.whole("day", -(found["day"] == "yesterday"), today)
    if found["ago"]:
        return days.whole(found["ago_unit"], -_number(found["ago"]), today)
    if found["count"]:
        return days.moved(today, found["units"], -_number(found["count"])), today
    if which in ("this", "last"):
        return days.whole(unit, -(which == "last"), today)
    # The last year may be that of a war.
    return (days.moved(today, unit, -1), today) if before in _UP_TO_NOW else None


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return 1 if words in ("a", "an") else int(spelled_value(words))
