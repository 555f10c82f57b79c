"""Filters in a page's address, which says them to a reload or a copied link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vectorstore import Filters

_SINCE, _UNTIL, _UNDATED = "since", "until", "undated"
_YES = "yes"
_NAMED = {
    "publisher": "publisher",
    "language": "language",
    # The first page's address names the source that is open by "document".
    "article": "document",
    "source": "source",
}
"""The limits that are names, by what they are called in an address."""
_LONGEST = 1000
"""Most characters of a name or address that are looked for."""

PARAMETERS = frozenset({_SINCE, _UNTIL, _UNDATED, *_NAMED})
"""What filters are called in an address."""


def filters_in(given: Mapping[str, str]) -> Filters:
    """Return the filters that an address says. What makes no sense limits nothing."""
    since, until = _day(given.get(_SINCE)), _day(given.get(_UNTIL))
    named = {limit: limit_of(given.get(name)) for name, limit in _NAMED.items()}
    has_days = since is not None or until is not None
    return Filters(
        since=since, until=until, undated=has_days and given.get(_UNDATED) == _YES, **named
    )


def parameters_of(filters: Filters) -> dict[str, str]:
    """Return what stands in an address for these filters."""
    days = {_SINCE: filters.since, _UNTIL: filters.until}
    parameters = {name: day.isoformat() for name, day in days.items() if day is not None}
    if filters.undated:
        parameters[_UNDATED] = _YES
    for name, limit in _NAMED.items():
        if (value := getattr(filters, limit)) is not None:
            parameters[name] = value
    return parameters


def limit_of(written: str | None) -> str | None:
    """Return the name or address that is written, tidied; None where there is none."""
    return (written or "").strip()[:_LONGEST] or None


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
