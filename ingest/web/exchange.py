"""One question to a server and its answer."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import httpcore
import httpx

from ingest.settings import IngestSettings
from ingest.web.addresses import joined, port_of
from ingest.web.network import (
    CONNECT_SECONDS,
    READ_SECONDS,
    Deadline,
    GuardedBackend,
    HostUnreachable,
    Network,
)
from ingest.web.unpacking import Limits, collect, too_large
from vectorstore import SourceError

AGENT = f"Caravan/{version('caravan')} (reads articles for one person's own archive)"

_LATER = "Try again later with --retry."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TIMEOUTS = {
    "connect": CONNECT_SECONDS,
    "read": READ_SECONDS,
    "write": READ_SECONDS,
    "pool": CONNECT_SECONDS,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. `content` is only there where the status is 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    content: bytes = b""

    def redirect(self) -> httpx.URL | None:
        """Return where the answer sends on to. Raises SourceError where that is not fetched."""
        if self.status not in _REDIRECTS or "location" not in self.headers:
            return None
        target = joined(self.url, self.headers["location"])
        if self.url.scheme == "https" and target.scheme == "http":
            raise SourceError(
                "It sends from https on to plain http, where anybody on the way can change what"
                " comes",
                "If you trust it all the same, give the http address itself.",
            )
        return target


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: kinds of content, how much of it, and a look at the headers before it.

    `check` raises SourceError where what the headers announce is not wanted.
    """

    accept: str
    limits: Limits
    check: Callable[[Reply], object] = lambda _reply: None


class Exchange:
    """Asks servers, each over a connection of its own.

    It takes neither proxies nor passwords from the environment, keeps no cookies, and follows
    nothing.
    """

    def __init__(
        self, settings: IngestSettings, network: Network, deadline: Deadline, allow_private: bool
    ) -> None:
        self._settings = settings
        self._deadline = deadline
        self._pool = httpcore.ConnectionPool(
            ssl_context=network.certificates or _usual_certificates(),
            # A connection left open is closed by the server at a moment that cannot be known.
            max_keepalive_connections=0,
            network_backend=GuardedBackend(network, deadline, allow_private),
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def get(self, url: httpx.URL, question: Question) -> Reply:
        """Ask for an address. Raises SourceError where no whole answer comes."""
        headers: list[tuple[bytes | str, bytes | str]] = [
            ("Host", url.netloc),
            ("User-Agent", AGENT),
            ("Accept", question.accept),
            ("Accept-Encoding", "gzip"),
        ]
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path
        )
        with (
            self._failures_told(url),
            self._pool.stream(
                "GET", target, headers=headers, extensions={"timeout": _TIMEOUTS}
            ) as response,
        ):
            reply = Reply(url, response.status, httpx.Headers(response.headers))
            if reply.status != 200:
                return reply
            question.check(reply)
            size = reply.headers.get("content-length", "")
            if not question.limits.cut and _number(size) > question.limits.size:
                raise too_large(question.limits)
            coding = reply.headers.get("content-encoding", "")
            content = collect(response.iter_stream(), coding, question.limits)
            return Reply(url, reply.status, reply.headers, content)

    @contextmanager
    def _failures_told(self, url: httpx.URL) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException as error:
            raise self._too_slow(url, error) from error
        except httpcore.ConnectError as error:
            raise _unreachable(url, error) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise SourceError(
                f"The connection to {url.host} broke off, or what it sent is no proper answer",
                _LATER,
            ) from error

    def _too_slow(self, url: httpx.URL, error: Exception) -> SourceError:
        if self._deadline.has_passed:
            return SourceError(
                f"It took longer than {self._settings.seconds:g} seconds",
                "Try again later with --retry, or raise CARAVAN_INGEST_SECONDS.",
            )
        if isinstance(error, httpcore.ConnectTimeout):
            return HostUnreachable(f"{url.host} does not answer", _LATER)
        return SourceError(
            f"{url.host} fell silent for {READ_SECONDS:.0f} seconds in the middle", _LATER
        )


@cache
def _usual_certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _unreachable(url: httpx.URL, error: Exception) -> SourceError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return HostUnreachable(
            f"The certificate of {url.host} does not hold: {cause.verify_message}",
            "Check the address, and this machine's clock.",
        )
    if isinstance(cause, ssl.SSLError):
        return HostUnreachable(
            f"No secure connection to {url.host} comes about",
            "Check the address; it may begin with http:// and not with https://.",
        )
    return HostUnreachable(
        f"{url.host} cannot be reached, or takes no connections",
        "Check the address and the network, then try again with --retry.",
    )


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else 0
