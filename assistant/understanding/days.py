"""Calendar arithmetic: stretches of days, each as its first and its last."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

DAY = timedelta(days=1)
_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month that each begins in, north of the equator."""
UNITS = {"day": 1, "week": 7, "month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many days, or from the month on how many months, each has."""


def moved(day: date, unit: str, count: int) -> date:
    """Return the day `count` units later, or earlier; of a shorter month, its last."""
    if unit in ("day", "week"):
        return day + DAY * UNITS[unit] * count
    year, month = divmod(day.year * 12 + day.month - 1 + UNITS[unit] * count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole(unit: str, count: int, today: date) -> Days:
    """Return the day, week, month, quarter or year that lies `count` from that of `today`."""
    first = today
    if unit == "week":
        first = today - DAY * today.weekday()
    elif unit != "day":
        months = UNITS[unit]
        first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return moved(first, unit, count), moved(first, unit, count + 1) - DAY


def part(year: int, unit: str, number: int) -> Days:
    """Return a half or a quarter of a year by its number."""
    months = UNITS[unit]
    first = date(year, (number - 1) * months + 1, 1)
    return first, _end(first, months)


def season(year: int, name: str) -> Days:
    """Return a season of a year; winter is both that it begins with and that it ends with."""
    first = date(year, SEASONS[name], 1)
    return (moved(first, "year", -1) if name == "winter" else first), _end(first, 3)


def latest(name: str, today: date) -> Days | None:
    """Return the latest month or season of this name that has begun, None where it is neither."""
    name = name.lower()
    month = MONTHS.get(name) or SEASONS.get(name)
    if month is None:
        return None
    first = date(today.year - (month > today.month), month, 1)
    return first, _end(first, 3 if name in SEASONS else 1)


def _end(first: date, months: int) -> date:
    return moved(first, "month", months) - DAY
