"""The articles that a feed lists."""

from __future__ import annotations

import httpx

from ingest.formats.feed import parsed_feed
from ingest.web.addresses import joined
from vectorstore import SourceError


def addresses(content: bytes, url: httpx.URL, encoding: str | None, most: int) -> list[str]:
    """Return the addresses of the articles of an RSS or Atom feed, in its order, each once.

    Links that lead elsewhere than to the web are left out. Raises SourceError where `content` is no
    feed, or lists more than `most`.
    """
    feed = parsed_feed(content, str(url), encoding)
    if feed is None:
        raise SourceError(
            "It is no RSS or Atom feed",
            "Give the feed's own address; if this is an article, give its address without --feed.",
        )
    found: dict[str, None] = {}
    for entry in feed.entries:
        link = entry.get("link")
        if not isinstance(link, str) or not link.strip():
            continue
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
