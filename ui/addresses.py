"""Addresses that documents claim for themselves, and which of them may become a link."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[\w.-]+(:\d*)?|\[[0-9A-Fa-f:.]+\](:\d*)?")
"""A host with a port, and no name of a user before it, which serves to mislead."""
_PLAIN = frozenset("-._~:/?#[]@!$&'()*+,;=%")
"""What stands for itself in an address, beside letters and digits."""


def web_address(url: str | None) -> str | None:
    """Return `url` if a browser may be sent there: an http or https address with a host."""
    try:
        parts = urlsplit(url or "")
        is_web = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc))
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return url if is_web else None


def link(url: str | None) -> str | None:
    """Return `url` as it may be written into a file as a link, or None if it is no web address.

    What has no place in an address (spaces, brackets of all kinds, control characters) is encoded,
    so that no format reads it as its own mark; the letters of every script stay.
    """
    encoded = "".join(map(_encoded, (url or "").strip()))
    return web_address(encoded)


def _encoded(one: str) -> str:
    """Return a character as it may stand in an address."""
    if one.isalnum() or one in _PLAIN:
        return one
    return quote(one, safe="", errors="replace")
