"""Calendar arithmetic: stretches of days, each as its first and its last."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

DAY = timedelta(days=1)
_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_UNITS = {"day": 1, "week": 7, "month": 1, "year": 12}
"""How many days, or from the month on how many months, each has."""


def moved(day: date, unit: str, count: int) -> date:
    """Return the day `count` units later, or earlier; of a shorter month, its last."""
    if unit in ("day", "week"):
        return day + DAY * _UNITS[unit] * count
    year, month = divmod(day.year * 12 + day.month - 1 + _UNITS[unit] * count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole(unit: str, count: int, today: date) -> Days:
    """Return the day, week, month or year that lies `count` from that of `today`."""
    first = today
    if unit == "week":
        first = today - DAY * today.weekday()
    elif unit != "day":
        first = date(today.year, today.month if unit == "month" else 1, 1)
    return moved(first, unit, count), moved(first, unit, count + 1) - DAY


def latest(month: str, today: date) -> Days:
    """Return the latest month of this name that has begun."""
    number = MONTHS[month.lower()]
    first = date(today.year - (number > today.month), number, 1)
    return first, moved(first, "month", 1) - DAY
