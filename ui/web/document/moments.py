"""When something happened, in the time of the server's place."""

from __future__ import annotations

from datetime import datetime

from ui.dates import written_date


def told_day(at: str) -> str:
    """Return the day of a moment, given in ISO 8601: 3 March 2025."""
    return written_date(datetime.fromisoformat(at).astimezone().date())


def told_moment(at: str) -> str:
    """Return a moment, given in ISO 8601: 3 March 2025, 14:02."""
    return f"{told_day(at)}, {datetime.fromisoformat(at).astimezone():%H:%M}"
