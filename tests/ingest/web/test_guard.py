"""Addresses lead to public hosts only, whatever names, redirects and name servers say."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.settings import IngestSettings
from ingest.web import Fetcher
from tests.ingest.web.sites import ARTICLE, PUBLIC, Internet, html, redirect, serving
from vectorstore import SourceError

SETTINGS = IngestSettings()
NOT_PUBLIC = "is not on the public internet"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "localhost",
        "[::1]",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[fd00:ec2::254]",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
    ],
)
def test_private_hosts_are_refused_however_they_are_written(host: str) -> None:
    with Fetcher(SETTINGS) as fetcher, pytest.raises(SourceError, match=NOT_PUBLIC) as failure:
        fetcher.fetch(f"http://{host}/a")
    assert "--allow-private" in failure.value.hint


def test_a_private_server_is_not_even_connected_to() -> None:
    with serving({"/a": html()}) as site, Fetcher(SETTINGS) as fetcher:
        with pytest.raises(SourceError, match=NOT_PUBLIC):
            fetcher.fetch(f"{site.address}/a")
        with pytest.raises(SourceError, match=NOT_PUBLIC):
            fetcher.feed(f"{site.address}/a")
    assert site.asked == []


def test_a_public_name_is_fetched_under_its_name() -> None:
    with serving({"/a": html()}) as site:
        internet = Internet({"news.example": site})
        with Fetcher(SETTINGS, network=internet.network()) as fetcher:
            assert fetcher.fetch("http://news.example/a").content == ARTICLE
    assert set(internet.connected) == {PUBLIC}
    assert site.headers[-1]["host"] == "news.example"


def test_a_name_that_is_public_first_and_private_then_leads_nowhere() -> None:
    with serving({"/a": html()}) as site:
        internet = Internet({"rebinding.example": site})
        internet.answers["rebinding.example"] = [[PUBLIC], ["127.0.0.1"]]
        with (
            Fetcher(SETTINGS, network=internet.network()) as fetcher,
            pytest.raises(SourceError, match=NOT_PUBLIC),
        ):
            fetcher.fetch("http://rebinding.example/a")
    assert internet.connected == [PUBLIC]
    assert site.asked == ["/robots.txt"]


def test_each_connection_looks_its_name_up_once_and_goes_to_what_was_found() -> None:
    with serving({"/a": html()}) as site:
        internet = Internet({"news.example": site})
        with Fetcher(SETTINGS, network=internet.network()) as fetcher:
            fetcher.fetch("http://news.example/a")
    assert len(internet.resolved) == len(internet.connected) == 2  # robots.txt and the page


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with serving({"/a": html()}) as site:
        internet = Internet({"news.example": site})
        internet.answers["news.example"] = [[PUBLIC, "10.0.0.1"]]
        with (
            Fetcher(SETTINGS, network=internet.network()) as fetcher,
            pytest.raises(SourceError, match=NOT_PUBLIC),
        ):
            fetcher.fetch("http://news.example/a")
    assert internet.connected == []


@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_a_redirect_to_a_private_host_is_refused(path: str) -> None:
    with serving({"/secret": html(b"secret")}) as inner:
        pages = {"/a": html(), path: redirect(f"http://127.0.0.1:{inner.port}/secret")}
        with serving(pages) as outer:
            internet = Internet({"news.example": outer})
            internet.answers["127.0.0.1"] = [["127.0.0.1"]]
            with (
                Fetcher(SETTINGS, network=internet.network()) as fetcher,
                pytest.raises(SourceError, match=NOT_PUBLIC),
            ):
                fetcher.fetch("http://news.example/a")
    assert inner.asked == []
    assert "127.0.0.1" not in internet.connected


def test_a_redirect_to_another_public_host_is_followed() -> None:
    with (
        serving({"/b": html()}) as there,
        serving({"/a": redirect("http://there.example/b")}) as here,
    ):
        internet = Internet({"here.example": here, "there.example": there})
        with Fetcher(SETTINGS, network=internet.network()) as fetcher:
            assert fetcher.fetch("http://here.example/a").url == "http://there.example/b"
    assert there.headers[-1]["host"] == "there.example"


def test_a_name_that_nobody_knows_says_so() -> None:
    internet = Internet({})
    with (
        Fetcher(SETTINGS, network=internet.network()) as fetcher,
        pytest.raises(SourceError, match=r"no host nowhere\.example"),
    ):
        fetcher.fetch("http://nowhere.example/a")


def test_a_name_that_cannot_be_looked_up_is_no_crash() -> None:
    with Fetcher(SETTINGS) as fetcher, pytest.raises(SourceError, match="no host"):
        fetcher.fetch(f"http://{'a' * 80}.example/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and a certificate for news.example that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Internet]:
    """Return an internet with one site, by TLS, under its own name and a wrong one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    pages = {"/a": html(), "/down": redirect("http://news.example/a")}
    with serving(pages, context) as site:
        yield Internet({"news.example": site, "other.example": site})


def test_certificates_are_held_to_the_name(secure: Internet, certificate: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate))
    with Fetcher(SETTINGS, network=secure.network(trusted)) as fetcher:
        assert fetcher.fetch("https://news.example/a").content == ARTICLE
        with pytest.raises(SourceError, match=r"certificate of other\.example does not hold"):
            fetcher.fetch("https://other.example/a")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Internet) -> None:
    with (
        Fetcher(SETTINGS, network=secure.network()) as fetcher,
        pytest.raises(SourceError, match="certificate"),
    ):
        fetcher.fetch("https://news.example/a")


def test_plain_http_after_https_is_refused(secure: Internet, certificate: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate))
    with (
        Fetcher(SETTINGS, network=secure.network(trusted)) as fetcher,
        pytest.raises(SourceError, match="plain http"),
    ):
        fetcher.fetch("https://news.example/down")


def test_a_server_without_tls_says_so() -> None:
    with serving({"/a": html()}) as site:
        internet = Internet({"news.example": site})
        with (
            Fetcher(SETTINGS, network=internet.network()) as fetcher,
            pytest.raises(SourceError, match="No secure connection"),
        ):
            fetcher.fetch("https://news.example/a")
