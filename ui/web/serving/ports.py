"""Where the server may listen, and the addresses by which it is named."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit

from vectorstore import InputError

LOOPBACK = "127.0.0.1"

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def address_of(host: str) -> str:
    """Return the IP address that `host` names. Raises InputError where it is none."""
    address = LOOPBACK if host == "localhost" else host.strip("[]")
    if not is_address(address):
        raise InputError(
            f"{host!r} is no IP address.",
            f"Give one of this machine to --host; {LOOPBACK} is reached from this machine alone.",
        )
    return str(ipaddress.ip_address(address))


def name_of(host: str) -> str:
    """Return the name or address by which browsers reach a server, as they write it.

    Raises InputError where it is none.
    """
    name = host.lower().strip("[]")
    if not (_NAME.fullmatch(name) or is_address(name)):
        raise InputError(
            f"{host!r} is no name of a server.",
            "Give --allow-host the name alone, without http:// and port: caravan.example.org",
        )
    return name


def is_of_this_machine(host: str) -> bool:
    """Tell whether only this machine itself can be meant by a name or address."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address, without brackets."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_every(address: str) -> bool:
    """Tell whether listening there is listening at every address of this machine."""
    return ipaddress.ip_address(address).is_unspecified


def in_url(address: str) -> str:
    """Return an address as it is written in a URL."""
    return f"[{address}]" if ":" in address else address


def parts_of(url: str) -> SplitResult:
    """Take a URL apart; what is none has no host."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return urlsplit("")
    return parts


def check(address: str, port: int) -> None:
    """Raise InputError where a port of an address cannot be listened at; 0 is any port."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        if not port:
            raise InputError(
                f"{address} cannot be listened at: {error.strerror}.",
                "Choose another with --host: an address of this machine.",
            ) from error
        raise InputError(
            f"Port {port} of {address} cannot be used: {error.strerror}.",
            "Choose another with --port; 0 takes any free one.",
        ) from error
