"""The articles that a feed lists."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import httpx

from ingest.web.addresses import joined
from vectorstore import SourceError


def addresses(content: bytes, url: httpx.URL, content_type: str, most: int) -> list[str]:
    """Return the addresses of the articles of an RSS or Atom feed, in its order, each once.

    Links that lead elsewhere than to the web are left out. Raises SourceError where `content` is no
    feed, or lists more than `most`.
    """
    found: dict[str, None] = {}
    for link in _links(content, url, content_type):
        try:
            found.setdefault(str(joined(url, link)))
        except SourceError:
            continue  # a telephone number, a file, a script
        if len(found) > most:
            raise SourceError(
                f"The feed lists more than {most:,} articles",
                "If you want all of them, raise CARAVAN_INGEST_ARTICLES.",
            )
    return list(found)


def _links(content: bytes, url: httpx.URL, content_type: str) -> list[str]:
    import feedparser

    headers = {"content-location": str(url), "content-type": content_type}
    try:
        # A stream: bytes alone would be taken for the name of a file, which is then opened.
        parsed: Any = feedparser.parse(
            BytesIO(content),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # its parsers raise anything on damaged feeds
        raise _no_feed() from error
    if not parsed.get("version") and not parsed.get("entries"):
        raise _no_feed()
    links = (entry.get("link") for entry in parsed["entries"])
    return [link for link in links if isinstance(link, str) and link.strip()]


def _no_feed() -> SourceError:
    return SourceError(
        "It is no RSS or Atom feed",
        "Give the feed's own address; if this is an article, give its address without --feed.",
    )
