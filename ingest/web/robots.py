"""What sites let programs fetch: robots.txt, as RFC 9309 has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from ingest.web.addresses import origin
from ingest.web.exchange import Question, Reply
from ingest.web.network import HostUnreachable
from ingest.web.unpacking import Limits
from vectorstore import SourceError

_AGENT = "Caravan"
_MOST_BYTES = 500 * 1024
_MOST_REDIRECTS = 5
_LONGEST_DELAY = 10.0
"""Seconds between two requests to a host, however many its robots.txt asks for."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's robots.txt, or why it could not be had."""

    rules: Protego
    problem: SourceError | None = None


class Robots:
    """Asks each site once for its robots.txt, by `get`."""

    def __init__(self, get: Callable[[httpx.URL, Question], Reply], expansion: int) -> None:
        self._get = get
        self._question = Question("text/plain,*/*;q=0.5", Limits(_MOST_BYTES, expansion, cut=True))
        self._known: dict[tuple[str, str, int], _Rules] = {}

    def check(self, url: httpx.URL) -> None:
        """Raise SourceError where an address may not be fetched, or nobody can tell."""
        known = self._of(url)
        if known.problem is not None:
            raise type(known.problem)(str(known.problem), known.problem.hint)
        if not known.rules.can_fetch(str(url), _AGENT):
            raise SourceError(
                f"{url.host} asks programs not to fetch it (its robots.txt says so)",
                "Open the page in a browser, save it, and ingest the file.",
            )

    def delay(self, url: httpx.URL) -> float:
        """Return how many seconds the site wants between two requests."""
        return min(self._of(url).rules.crawl_delay(_AGENT) or 0.0, _LONGEST_DELAY)

    def _of(self, url: httpx.URL) -> _Rules:
        key = origin(url)
        if key not in self._known:
            self._known[key] = self._ask(url.copy_with(raw_path=b"/robots.txt"))
        return self._known[key]

    def _ask(self, url: httpx.URL) -> _Rules:
        try:
            text = self._text(url)
        except HostUnreachable as problem:
            return _Rules(Protego(), problem)
        except SourceError as problem:
            return _Rules(Protego(), _untold(f"cannot be had: {problem}", problem.hint))
        return _Rules(Protego.parse(text))

    def _text(self, url: httpx.URL) -> str:
        """Return what robots.txt says; nothing where there is none, which allows all."""
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._get(url, self._question)
            target = reply.redirect()
            if target is None:
                return _text_of(reply)
            url = target
        return ""


def _text_of(reply: Reply) -> str:
    if reply.status == 200:
        return reply.content.decode("utf-8", "replace").lstrip("\ufeff")
    if reply.status >= 500 or reply.status == 429:
        raise SourceError(
            f"the server answers with status {reply.status}", "Try again later with --retry."
        )
    return ""


def _untold(what: str, hint: str) -> SourceError:
    return SourceError(f"The site's robots.txt, which says what may be fetched, {what}", hint)
