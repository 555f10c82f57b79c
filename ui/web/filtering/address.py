"""Filters in a page's address, which says them to a reload or a copied link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vectorstore import Filters

_SINCE, _UNTIL, _UNDATED = "since", "until", "undated"
_NAMED = {
    "publisher": "publisher",
    "language": "language",
    # The first page's address names the source that is open by "document".
    "article": "document",
    "source": "source",
}
"""The limits that are names, by what they are called in an address."""
_LONGEST = 1000
"""Most characters of a name that are read."""

PARAMETERS = frozenset({_SINCE, _UNTIL, _UNDATED, *_NAMED})
"""What filters are called in an address."""


def filters_in(given: Mapping[str, str]) -> Filters:
    """Return the filters that an address says. What makes no sense limits nothing."""
    since, until = _day(given.get(_SINCE)), _day(given.get(_UNTIL))
    named = {
        limit: given.get(name, "").strip()[:_LONGEST] or None for name, limit in _NAMED.items()
    }
    has_days = since is not None or until is not None
    return Filters(since=since, until=until, undated=has_days and _UNDATED in given, **named)


def parameters_of(filters: Filters) -> dict[str, str]:
    """Return what stands in an address for these filters."""
    days = {_SINCE: filters.since, _UNTIL: filters.until}
    parameters = {name: day.isoformat() for name, day in days.items() if day is not None}
    if filters.undated:
        parameters[_UNDATED] = "yes"
    for name, limit in _NAMED.items():
        if (value := getattr(filters, limit)) is not None:
            parameters[name] = value
    return parameters


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
