"""Web sites on loopback, and a network in which they stand for public ones."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpcore

from ingest.web import Network

PUBLIC = "93.184.216.34"
HTML = "text/html; charset=utf-8"
ARTICLE = b"<html><body><h1>Rails</h1><p>The line reaches the lake.</p></body></html>"


@dataclass(frozen=True)
class Page:
    """What a site answers. `length` is the Content-Length it claims; None says none."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = -1


def html(body: bytes = ARTICLE, **headers: str) -> Page:
    return Page(body, headers={"Content-Type": HTML, **headers})


def redirect(target: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": target})


class Site:
    """A server on loopback that answers with `pages` and notes what it was asked."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def articles_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving(pages: Mapping[str, Page], context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve pages by their paths; what is not among them is answered with 404."""
    site = Site(pages)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            page = site.pages.get(self.path, Page(b"Not here", 404))
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.length is not None:
                length = len(page.body) if page.length < 0 else page.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                self.wfile.write(page.body)
            except OSError:
                self.close_connection = True  # the client has had enough

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@dataclass
class Clock:
    """Time that passes only when somebody waits."""

    now: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Internet:
    """Names that lead to what look like public addresses, and in truth to sites on loopback.

    `answers` holds what each name resolves to, one list after another; the last one stays.
    """

    def __init__(self, sites: Mapping[str, Site], clock: Clock | None = None) -> None:
        self.answers: dict[str, list[list[str]]] = {name: [[PUBLIC]] for name in sites}
        self.resolved: list[str] = []
        self.connected: list[str] = []
        self._sites = sites
        self._clock = clock or Clock()

    def network(self, certificates: ssl.SSLContext | None = None) -> Network:
        return Network(self._resolve, self._connect, self._clock, self._clock.wait, certificates)

    def _resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        if host not in self.answers:
            raise OSError("no such name")
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _connect(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.connected.append(address)
        last = self.resolved[-1]
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._sites[last].port, timeout)


class ScriptedStream(httpcore.NetworkStream):
    """A server that sends `answer` a byte at a time, each a second after the last, or `silent`."""

    def __init__(self, answer: bytes, clock: Clock, size: int = 1, silent: bool = False) -> None:
        self._answer = answer
        self._clock = clock
        self._size = size
        self._silent = silent
        self.is_closed = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._silent and not self._answer:
            raise httpcore.ReadTimeout("silence")
        self._clock.now += 1
        piece, self._answer = self._answer[: self._size], self._answer[self._size :]
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True
