"""Dates as people type them on a command line."""

from __future__ import annotations

import calendar
import re
from datetime import date

from vectorstore import InputError

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def first_day(written: str | None) -> date | None:
    """Return the first day that `written` (2025, 2025-06 or 2025-06-17) names."""
    return None if written is None else _days(written)[0]


def last_day(written: str | None) -> date | None:
    """Return the last day that `written` (2025, 2025-06 or 2025-06-17) names."""
    return None if written is None else _days(written)[1]


def _days(written: str) -> tuple[date, date]:
    found = _WRITTEN.fullmatch(written.strip())
    try:
        if found is None:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise InputError(
            f"{written!r} is not a date.", "Write it as 2025-06-17, 2025-06 or 2025."
        ) from error
