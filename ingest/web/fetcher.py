"""Articles and feeds, fetched from the web."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from ingest.settings import IngestSettings
from ingest.web import feeds
from ingest.web.addresses import parse
from ingest.web.exchange import Exchange, Question, Reply
from ingest.web.naming import check_type, encoding_of, name_of
from ingest.web.network import Deadline, Network
from ingest.web.robots import Robots
from ingest.web.statuses import refusal
from ingest.web.unpacking import Limits
from vectorstore import SourceError

_ARTICLES = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"
_FEEDS = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
_MOST_FEED_BYTES = 2 * 2**20
"""A feed is parsed in this very process, a hostile one at a few seconds for each megabyte."""
_SHORTER = "Give a feed that lists less, or the addresses of its articles."


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address sent.

    `url` is where it was found at last, `name` a plain file name whose suffix tells the format, and
    `encoding` what the server says of its text.
    """

    url: str
    name: str
    content: bytes
    encoding: str | None = None


class Fetcher:
    """Fetches addresses, one after another, for one run: each site is asked once what it allows.

    Only public hosts are connected to, redirects included, unless `allow_private`. It signs in
    nowhere, keeps no cookies, and uses no proxy. One thread at a time may use it; the threads of a
    run have one each.
    """

    def __init__(
        self,
        settings: IngestSettings,
        allow_private: bool = False,
        network: Network | None = None,
    ) -> None:
        self._settings = settings
        self._network = network or Network()
        self._deadline = Deadline(self._network.clock, settings.seconds)
        self._exchange = Exchange(settings, self._network, self._deadline, allow_private)
        self._robots = Robots(self._exchange.get, settings.expansion)
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is still open."""
        self._exchange.close()

    def fetch(self, url: str) -> Fetched:
        """Return what an address sends. Raises SourceError where it cannot be had."""
        limits = Limits(self._settings.file_bytes, self._settings.expansion)
        reply = self._follow(parse(url), Question(_ARTICLES, limits, check_type))
        if not reply.content:
            raise SourceError("The site sent nothing", "Try again later with --retry.")
        return Fetched(str(reply.url), name_of(reply), reply.content, encoding_of(reply))

    def feed(self, url: str) -> list[str]:
        """Return the addresses of the articles that a feed lists. Raises SourceError as `fetch`."""
        size = min(self._settings.file_bytes, _MOST_FEED_BYTES)
        limits = Limits(size, self._settings.expansion, advice=_SHORTER)
        question = Question(_FEEDS, limits)
        reply = self._follow(parse(url), question)
        articles = self._settings.articles
        return feeds.addresses(reply.content, reply.url, encoding_of(reply), articles)

    def _follow(self, url: httpx.URL, question: Question) -> Reply:
        """Ask for an address, and for those that it sends on to, each of which is checked."""
        self._deadline.start()
        seen: set[str] = set()
        while True:
            seen.add(str(url))
            self._robots.check(url)
            self._keep_pace(url)
            reply = self._exchange.get(url, question)
            target = reply.redirect()
            if target is None:
                break
            url = target
            if str(url) in seen:
                raise SourceError(
                    "It sends in a circle",
                    "Open it in a browser; if the page appears, save it and ingest the file.",
                )
            if len(seen) > self._settings.redirects:
                raise SourceError(
                    f"It sends on to another address more than {self._settings.redirects} times",
                    "Give the address that a browser shows in the end.",
                )
        if reply.status != 200:
            raise refusal(reply)
        return reply

    def _keep_pace(self, url: httpx.URL) -> None:
        """Let the time pass that a site wants between two requests."""
        clock = self._network.clock
        now = clock()
        due = self._asked.get(url.host, float("-inf")) + self._robots.delay(url)
        if due > now:
            self._network.wait(due - now)
            self._deadline.pause(clock() - now)
        self._asked[url.host] = clock()
