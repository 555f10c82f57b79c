"""What documents of the web declare, in the form that all their formats share."""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin, urlsplit

from ingest import dates


def web_address(link: str | None, base: str | None = None) -> str | None:
    """Return an address of the web, made absolute; None for what is none."""
    try:
        absolute = urljoin(base or "", (link or "").strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(absolute) > 2000:
        return None
    return "%20".join(absolute.split())


def possible_day(written: str) -> date | None:
    """Return the day that is written, where it can be one of publication."""
    return dates.possible_day(dates.parse_date(written))
