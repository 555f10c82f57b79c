"""Why a server sends no article, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ingest.web.exchange import Reply
from vectorstore import SourceError

_SAVE = "Open the page in a browser, save it, and ingest the file."
_LONGEST_WAIT = 14 * 86_400
_UNITS = ((86_400, "days"), (3600, "hours"), (60, "minutes"))


def refusal(reply: Reply) -> SourceError:
    """Return what a status other than 200 means, and what to do."""
    match reply.status:
        case 401 | 402 | 407:
            return SourceError("The site wants a login or a subscription", _SAVE)
        case 403 | 451:
            return SourceError(f"The site refuses it (status {reply.status})", _SAVE)
        case 404:
            return SourceError("There is no such page (status 404)", "Check the address.")
        case 410:
            return SourceError(
                "The page has been taken away (status 410)",
                "Look for a copy of it elsewhere.",
            )
        case 429 | 503:
            what = "is asked too often" if reply.status == 429 else "is not available now"
            return SourceError(
                f"The site {what} (status {reply.status})",
                f"Try again {_when(reply.headers.get('retry-after', ''))} with --retry.",
            )
        case status if status >= 500:
            return SourceError(
                f"The site has a fault of its own (status {status})",
                "Try again later with --retry.",
            )
        case status:
            return SourceError(f"The site sends no page but status {status}", _SAVE)


def _when(retry_after: str) -> str:
    seconds = _seconds(retry_after.strip())
    if seconds is None or not 0 < seconds <= _LONGEST_WAIT:
        return "later"
    for length, name in _UNITS:
        if seconds >= 2 * length:
            return f"in {-(-seconds // length)} {name}"
    return "in a minute or two"


def _seconds(retry_after: str) -> int | None:
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        when = parsedate_to_datetime(retry_after[:60])
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return round((when - datetime.now(UTC)).total_seconds())
