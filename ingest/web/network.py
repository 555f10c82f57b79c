"""Connections to checked addresses only, within a deadline."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from ingest.web.addresses import IPAddress, is_public
from vectorstore import SourceError

CONNECT_SECONDS = 10.0
"""How long each address of a host may take to answer at all."""
READ_SECONDS = 30.0
"""How long a server may send nothing."""


class HostUnreachable(SourceError):
    """No connection to the host was made: unknown, not public, or not answering."""


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, as this machine finds them. Raises OSError for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """Connect to an IP address. Raises httpcore.ConnectError or httpcore.ConnectTimeout."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout)


@dataclass(frozen=True, slots=True)
class Network:
    """How the world outside is reached.

    `resolve` is the only thing that looks up names, and `connect` only ever gets IP addresses.
    `wait` is asked to let some seconds pass; it may return sooner. `certificates` are those that
    servers are held to; None means the usual ones.
    """

    resolve: Callable[[str, int], list[str]] = resolve
    connect: Callable[[str, int, float], httpcore.NetworkStream] = connect
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], object] = time.sleep
    certificates: ssl.SSLContext | None = None


class Deadline:
    """The moment by which what is fetched has to be there."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = 0.0
        self.start()

    def start(self) -> None:
        """Give the next fetch its whole time."""
        self._end = self._clock() + self._seconds

    def pause(self, seconds: float) -> None:
        """Leave seconds that were spent waiting out of account."""
        self._end += seconds

    @property
    def has_passed(self) -> bool:
        """Tell whether the time is up."""
        return self._clock() >= self._end

    def within(self, seconds: float | None) -> float:
        """Return how long one step may take that may take `seconds` at most."""
        left = self._end - self._clock()
        return left if seconds is None else min(seconds, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves each host itself, checks what comes, and connects to exactly what was checked.

    Nobody resolves the name a second time, so that an answer which changes meanwhile (DNS
    rebinding) leads nowhere else. TLS and the Host header still go by the name.
    """

    def __init__(self, network: Network, deadline: Deadline, allow_private: bool) -> None:
        self._network = network
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers.

        Raises SourceError where one of them is not public, and httpcore's errors as usual.
        """
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            seconds = self._deadline.within(timeout)
            if seconds <= 0:
                raise httpcore.ConnectTimeout("the deadline has passed")
            try:
                stream = self._network.connect(str(address), port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[IPAddress]:
        try:
            found = [ipaddress.ip_address(one) for one in self._network.resolve(host, port)]
        except (OSError, ValueError) as error:
            raise _unknown(host) from error
        if not found:
            raise _unknown(host)
        if not self._allow_private and not all(map(is_public, found)):
            raise HostUnreachable(
                f"{host} is not on the public internet but on this machine or in its network",
                "If you trust it, run the command again with --allow-private.",
            )
        return found


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no step goes beyond the deadline, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        seconds = self._deadline.within(timeout)
        if seconds <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return self._stream.read(max_bytes, seconds)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        seconds = self._deadline.within(timeout)
        if seconds <= 0:
            raise httpcore.WriteTimeout("the deadline has passed")
        self._stream.write(buffer, seconds)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.within(timeout)
        if seconds <= 0:
            raise httpcore.ConnectTimeout("the deadline has passed")
        secured = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _unknown(host: str) -> HostUnreachable:
    return HostUnreachable(
        f"There is no host {host}, or its name cannot be looked up now",
        "Check the address and the network.",
    )
