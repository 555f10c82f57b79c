"""Dates as people type them on a command line, and as they write them."""

from __future__ import annotations

from datetime import date

from vectorstore import InputError
from vectorstore.text.dates import MONTHS, days_of


def first_day(written: str | None) -> date | None:
    """Return the first day that `written` (2025, 2025-06 or 2025-06-17) names."""
    return None if written is None else _days(written)[0]


def last_day(written: str | None) -> date | None:
    """Return the last day that `written` (2025, 2025-06 or 2025-06-17) names."""
    return None if written is None else _days(written)[1]


def written_date(day: date) -> str:
    """Return a date as people write it: 17 June 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _days(written: str) -> tuple[date, date]:
    try:
        return days_of(written)
    except ValueError as error:
        raise InputError(
            f"{written!r} is not a date.", "Write it as 2025-06-17, 2025-06 or 2025."
        ) from error
