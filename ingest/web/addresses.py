"""Which addresses are fetched, and which hosts are public."""

from __future__ import annotations

import ipaddress
import re
from typing import TypeAlias

import httpx

from vectorstore import SourceError

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 8192
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 addresses that are given out to hosts of the public internet."""
# Listed here since Python's own list differs from version to version: the special-purpose
# registries of IANA, and 168.63.129.16, at which Azure's host agent answers.
_NEVER_4 = tuple(
    map(
        ipaddress.IPv4Network,
        """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16
        172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15
        198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4""".split(),
    )
)
_NEVER_6 = tuple(map(ipaddress.IPv6Network, "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()))


def parse(address: str) -> httpx.URL:
    """Return an address taken apart: host in ASCII (IDNA), no fragment, no port that goes unsaid.

    Any port will do. Raises SourceError for what is no http or https address, or holds a password.
    """
    if len(address) > _LONGEST:
        raise SourceError(
            f"The address is longer than {_LONGEST:,} characters", "Look for a shorter one."
        )
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _no_address() from error
    return _checked(url)


def canonical(address: str) -> str:
    """Return an address in the one form that is stored. Raises SourceError as `parse` does."""
    return str(parse(address))


def joined(base: httpx.URL, reference: str) -> httpx.URL:
    """Return where a redirect or a link in a feed leads. Raises SourceError as `parse`."""
    if len(reference) > _LONGEST:
        return parse(reference)
    try:
        return _checked(base.join(reference.strip()))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _no_address() from error


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Return scheme, host and port: what a robots.txt speaks for."""
    return url.scheme, url.raw_host.decode("ascii"), port_of(url)


def port_of(url: httpx.URL) -> int:
    """Return the port, said or unsaid."""
    return url.port or {"http": 80, "https": 443}[url.scheme]


def is_public(address: IPAddress) -> bool:
    """Tell whether anybody on the internet reaches the same host by this IP address.

    An IPv6 address that wraps an IPv4 one (mapped, NAT64, 6to4) is as public as what it wraps.
    """
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = _wrapped(address)
        if wrapped is not None:
            return is_public(wrapped)
        return address in _GLOBAL_6 and not any(address in network for network in _NEVER_6)
    return not any(address in network for network in _NEVER_4)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https"):
        raise SourceError(
            "Only addresses that begin with http:// or https:// are fetched",
            "Give such an address, or save the article and ingest the file.",
        )
    host = url.raw_host.decode("ascii").lower()
    if not _HOST.fullmatch(host) or (url.port is not None and not 0 < url.port < 65536):
        raise _no_address()
    if url.userinfo:
        raise SourceError(
            "The address holds a user name or a password, and Caravan signs in nowhere",
            "Take them out of the address, or save the article and ingest the file.",
        )
    return url.copy_with(host=host, raw_path=url.raw_path, fragment=None)


def _no_address() -> SourceError:
    return SourceError(
        "It is no address that can be fetched", "Copy it from the browser once more, whole."
    )
