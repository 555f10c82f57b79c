"""Which addresses are fetched, and which hosts are public."""

from __future__ import annotations

import ipaddress

import pytest

from ingest.web import canonical
from ingest.web.addresses import is_public
from vectorstore import SourceError


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("HTTPS://example.org:443/a", "https://example.org/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        (" https://example.org/a#part-2 ", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7", "https://example.org/a?utm_source=x&id=7"),
        (
            "https://пример.example/статья",
            "https://xn--e1afmkfd.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F",
        ),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_an_address_has_one_form(address: str, expected: str) -> None:
    assert canonical(address) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/a", "begin with http"),
        ("file:///etc/passwd", "begin with http"),
        ("javascript:alert(1)", "begin with http"),
        ("example.org/a", "begin with http"),
        ("http:///a", "no address"),
        ("http://", "no address"),
        ("http://[::1", "no address"),
        ("http://[broken", "no address"),
        ("http://exa%6dple.org/", "no address"),
        ("http://0177.0.0.1/", "no address"),
        ("http://example.org:99999/", "no address"),
        ("http://example.org:0/", "no address"),
        ("http://exa\nmple.org/", "no address"),
        ("http://\uff11\uff12\uff17.0.0.1/", "no address"),
        ("https://example.org/" + "a" * 9000, "longer than"),
        ("https://anna:secret@example.org/", "user name or a password"),
        ("https://anna@example.org/", "user name or a password"),
    ],
)
def test_what_cannot_be_fetched_says_why(address: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as failure:
        canonical(address)
    assert failure.value.hint
    assert "secret" not in f"{failure.value} {failure.value.hint}"


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2a00:1450:4001:82a::200e",
        "100.63.255.255",
        "192.0.1.1",
    ],
)
def test_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.0.0.192",
        "192.88.99.1",
        "198.51.100.1",
        "203.0.113.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "2001:2::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "100::1",
        "::ffff:0:7f00:1",
        "::ffff:192.0.0.192",
        "64:ff9b::c000:c0",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
