"""Articles are fetched from real servers, on loopback."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping

import httpcore
import pytest

from ingest.settings import IngestSettings
from ingest.web import Fetched, Fetcher, Network
from ingest.web.unpacking import Limits, collect
from tests.ingest.web.sites import (
    ARTICLE,
    HTML,
    Clock,
    Page,
    ScriptedStream,
    html,
    redirect,
    serving,
)
from vectorstore import SourceError

SETTINGS = IngestSettings()
MIB = 2**20


def fetch(
    pages: Mapping[str, Page], path: str = "/a", settings: IngestSettings = SETTINGS
) -> Fetched:
    with serving(pages) as site, Fetcher(settings, allow_private=True) as fetcher:
        return fetcher.fetch(site.address + path)


def failure(
    pages: Mapping[str, Page], path: str = "/a", settings: IngestSettings = SETTINGS
) -> SourceError:
    with pytest.raises(SourceError) as raised:
        fetch(pages, path, settings)
    assert raised.value.hint.endswith(".")
    assert not str(raised.value).endswith(".")
    return raised.value


def test_an_article_comes_with_its_address_name_and_encoding() -> None:
    with serving({"/news/rails?id=7": html()}) as site, Fetcher(SETTINGS, True) as fetcher:
        found = fetcher.fetch(f"{site.address}/news/rails?id=7#top")
    assert found == Fetched(f"{site.address}/news/rails?id=7", "rails.html", ARTICLE, "utf-8")


def test_a_request_says_who_asks_and_nothing_more() -> None:
    with serving({"/a": html()}) as site, Fetcher(SETTINGS, True) as fetcher:
        fetcher.fetch(f"{site.address}/a")
    sent = site.headers[-1]
    assert sent["user-agent"].startswith("Caravan/")
    assert sent["host"] == f"127.0.0.1:{site.port}"
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding"}


def test_nothing_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch({"/a": html()}).content == ARTICLE


def test_cookies_are_not_kept() -> None:
    pages = {
        "/a": Page(status=302, headers={"Location": "/b", "Set-Cookie": "id=1"}),
        "/b": html(),
    }
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        fetcher.fetch(f"{site.address}/a")
        fetcher.fetch(f"{site.address}/b")
    assert not any("cookie" in headers for headers in site.headers)


# Names and encodings


@pytest.mark.parametrize(
    ("path", "content_type", "disposition", "name"),
    [
        ("/a.php", "text/html", "", "a.html"),
        ("/", "text/html", "", "127.0.0.1.html"),
        ("/news/", "application/xhtml+xml", "", "news.xhtml"),
        ("/summit-2.0", "text/html", "", "summit-2.0.html"),
        ("/README", "text/plain", "", "README.txt"),
        ("/raw/README.md", "text/plain; charset=utf-8", "", "README.md"),
        ("/table.csv", "text/plain", "", "table.csv"),
        ("/report", "application/pdf", "", "report.pdf"),
        ("/get?id=7", "application/octet-stream", 'attachment; filename="Report.PDF"', "get.pdf"),
        (
            "/get",
            "application/octet-stream",
            "attachment; filename*=UTF-8''%D0%B0.docx",
            "get.docx",
        ),
        ("/get", "application/octet-stream", 'attachment; filename="../../x.md"', "get.md"),
        ("/get.md", "application/octet-stream", "attachment; filename*=idna''x.pdf", "get.md"),
        ("/book.epub", "application/zip", "", "book.epub"),
        ("/all", "application/zip", "", "all.zip"),
        ("/feed", "application/rss+xml", "", "feed.rss"),
        ("/feed", "text/xml; charset=utf-8", "", "feed.xml"),
        ("/rows.jsonl", "application/json", "", "rows.jsonl"),
        ("/%2e%2e%2fetc%2fpasswd", "text/plain", "", "passwd.txt"),
        ("/%D0%A2%D0%B0%D1%88%D0%BA%D0%B5%D0%BD%D1%82", "text/html", "", "Ташкент.html"),
        ("/" + "long" * 100, "text/html", "", "long" * 20 + ".html"),
    ],
)
def test_a_name_tells_the_format(path: str, content_type: str, disposition: str, name: str) -> None:
    headers = {"Content-Type": content_type, "Content-Disposition": disposition}
    found = fetch({path: Page(b"words", headers=headers)}, path)
    assert found.name == name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "a.pdf"),
        (b"<!doctype html><p>Words", "a.html"),
        (b"PK\x03\x04..", "a.zip"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/octet-stream"}])
def test_where_nothing_tells_the_format_the_content_does(
    content: bytes, name: str, headers: dict[str, str]
) -> None:
    assert fetch({"/a": Page(content, headers=headers)}).name == name


def test_a_format_that_nothing_tells_is_an_error() -> None:
    assert "format cannot be told" in str(failure({"/a": Page(b"\x00\x01\x02")}))


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "application/json", "application/msword"]
)
def test_what_is_no_article_is_named_and_not_loaded(kind: str) -> None:
    page = Page(b"x", headers={"Content-Type": kind}, length=1 << 40)
    assert f"It is no article but {kind}" in str(failure({"/a": page}))


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ('"UTF-8"', "utf-8"),
        ("ISO-8859-1", "iso8859-1"),
        ("no-such", None),
        ("rot13", None),
        ("unicode_escape", None),
        ("", None),
    ],
)
def test_an_encoding_is_passed_on_where_it_is_one(charset: str, encoding: str | None) -> None:
    page = Page(b"words", headers={"Content-Type": f"text/html; charset={charset}"})
    assert fetch({"/a": page}).encoding == encoding


# Redirects


def test_redirects_are_followed() -> None:
    pages = {"/a": redirect("b", 301), "/b": redirect("/c?x=1", 308), "/c?x=1": html()}
    assert fetch(pages).url.endswith("/c?x=1")


def test_a_circle_is_named() -> None:
    assert str(failure({"/a": redirect("/b"), "/b": redirect("/a")})) == "It sends in a circle"


def test_redirects_end() -> None:
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(10)}
    with serving(pages) as site, Fetcher(IngestSettings(redirects=2), True) as fetcher:
        with pytest.raises(SourceError, match="more than 2 times"):
            fetcher.fetch(f"{site.address}/0")
        assert site.articles_asked == ["/0", "/1", "/2"]


def test_as_many_redirects_as_allowed_are_followed() -> None:
    pages = {"/a": redirect("/b"), "/b": redirect("/c"), "/c": html()}
    assert fetch(pages, settings=IngestSettings(redirects=2)).content == ARTICLE


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "http:// or https://"),
        ("ftp://example.org/", "http:// or https://"),
        ("http://anna:secret@127.0.0.1/", "user name or a password"),
        ("http://[broken", "no address"),
    ],
)
def test_a_redirect_to_what_is_not_fetched_is_refused(target: str, reason: str) -> None:
    assert reason in str(failure({"/a": redirect(target)}))


def test_a_redirect_without_a_target_is_no_page() -> None:
    assert "status 302" in str(failure({"/a": Page(status=302)}))


# Statuses


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "login"),
        (403, "refuses it (status 403)"),
        (404, "no such page"),
        (410, "taken away"),
        (418, "status 418"),
        (429, "asked too often"),
        (451, "refuses it"),
        (500, "fault of its own (status 500)"),
        (503, "not available now"),
        (204, "status 204"),
        (206, "status 206"),
    ],
)
def test_each_status_has_its_reason(status: int, reason: str) -> None:
    length = None if status == 204 else -1
    assert reason in str(failure({"/a": Page(status=status, length=length)}))


@pytest.mark.parametrize(
    ("retry_after", "hint"),
    [
        ("7200", "Try again in 2 hours with --retry."),
        ("150", "Try again in 3 minutes with --retry."),
        ("5", "Try again in a minute or two with --retry."),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "Try again later with --retry."),
        ("soon", "Try again later with --retry."),
        ("9" * 50, "Try again later with --retry."),
    ],
)
def test_when_to_come_back_is_passed_on(retry_after: str, hint: str) -> None:
    page = Page(status=503, headers={"Retry-After": retry_after})
    assert failure({"/a": page}).hint == hint


def test_an_empty_page_is_an_error() -> None:
    assert str(failure({"/a": html(b"")})) == "The site sent nothing"


# Size


def test_what_announces_to_be_too_large_is_not_loaded() -> None:
    page = Page(b"x", headers={"Content-Type": HTML}, length=2 * MIB)
    assert "larger than 1 MiB" in str(failure({"/a": page}, settings=IngestSettings(file_mb=1)))


def test_what_says_nothing_of_its_size_is_left_off_at_the_limit() -> None:
    page = Page(b"x" * (3 * MIB), headers={"Content-Type": HTML}, length=None)
    assert "larger than 1 MiB" in str(failure({"/a": page}, settings=IngestSettings(file_mb=1)))


def test_a_body_that_breaks_off_is_an_error() -> None:
    page = Page(b"half of it", headers={"Content-Type": HTML}, length=1000)
    assert "broke off" in str(failure({"/a": page}))


def test_packed_pages_are_unpacked() -> None:
    for coding, packed in (("gzip", gzip.compress(ARTICLE)), ("deflate", zlib.compress(ARTICLE))):
        assert fetch({"/a": html(packed, **{"Content-Encoding": coding})}).content == ARTICLE


def test_what_is_packed_in_several_streams_is_whole() -> None:
    packed = gzip.compress(ARTICLE[:20]) + gzip.compress(b"") + gzip.compress(ARTICLE[20:])
    for chunks in ([packed], [packed[n : n + 1] for n in range(len(packed))]):
        assert collect(chunks, "gzip", Limits(MIB, 200)) == ARTICLE
        assert collect([*chunks, b"\0\0\0"], "gzip", Limits(MIB, 200)) == ARTICLE
    with pytest.raises(SourceError, match="damaged or cut off"):
        collect([packed[:-5]], "gzip", Limits(MIB, 200))


def test_streams_without_end_are_left_off() -> None:
    with pytest.raises(SourceError, match="damaged"):
        collect([gzip.compress(b"")] * 20_000, "gzip", Limits(MIB, 200))


def test_a_packed_bomb_is_left_off() -> None:
    bomb = gzip.compress(bytes(40 * MIB))
    problem = failure({"/a": html(bomb, **{"Content-Encoding": "gzip"})})
    assert "more than 200 times" in str(problem)


def test_what_unpacks_to_more_than_is_taken_is_left_off() -> None:
    settings = IngestSettings(file_mb=1, expansion=100_000)
    bomb = gzip.compress(bytes(40 * MIB))
    problem = failure({"/a": html(bomb, **{"Content-Encoding": "gzip"})}, settings=settings)
    assert "larger than 1 MiB" in str(problem)


@pytest.mark.parametrize("packed", [b"not packed", gzip.compress(ARTICLE)[:-20]])
def test_packing_that_is_damaged_is_an_error(packed: bytes) -> None:
    problem = failure({"/a": html(packed, **{"Content-Encoding": "gzip"})})
    assert "damaged or cut off" in str(problem)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
def test_packing_that_was_not_asked_for_is_named(coding: str) -> None:
    assert coding in str(failure({"/a": html(b"x", **{"Content-Encoding": coding})}))


# Time


def scripted(answer: bytes, silent: bool = False) -> tuple[Fetcher, ScriptedStream]:
    """Return a fetcher whose second connection, after that for robots.txt, is a scripted one."""
    clock = Clock()
    allowed = ScriptedStream(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", clock, size=1000)
    article = ScriptedStream(answer, clock, silent=silent)
    streams: list[httpcore.NetworkStream] = [allowed, article]
    network = Network(
        lambda _host, _port: ["93.184.216.34"],
        lambda _address, _port, _timeout: streams.pop(0),
        clock,
        clock.wait,
    )
    return Fetcher(IngestSettings(seconds=60), network=network), article


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 1000,
    ],
    ids=["headers", "body"],
)
def test_a_server_that_drips_is_left_at_the_deadline(answer: bytes) -> None:
    fetcher, stream = scripted(answer)
    with fetcher, pytest.raises(SourceError, match="took longer than 60 seconds"):
        fetcher.fetch("http://news.example/a")
    assert stream.is_closed


def test_a_server_that_falls_silent_is_left() -> None:
    fetcher, stream = scripted(b"HTTP/1.1", silent=True)
    with fetcher, pytest.raises(SourceError, match="fell silent"):
        fetcher.fetch("http://news.example/a")
    assert stream.is_closed


def test_what_is_no_http_is_an_error() -> None:
    fetcher, _stream = scripted(b"SSH-2.0-OpenSSH\r\n\r\n")
    with fetcher, pytest.raises(SourceError, match="no proper answer"):
        fetcher.fetch("http://news.example/a")


def test_headers_without_end_are_an_error() -> None:
    clock = Clock()
    endless = ScriptedStream(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000, clock, size=65_536)
    network = Network(lambda *_: ["93.184.216.34"], lambda *_: endless, clock, clock.wait)
    with Fetcher(SETTINGS, network=network) as fetcher, pytest.raises(SourceError):
        fetcher.fetch("http://news.example/a")


def test_a_host_that_takes_no_connections_says_so() -> None:
    with serving({}) as site:
        address = site.address
    with Fetcher(SETTINGS, True) as fetcher, pytest.raises(SourceError, match="takes no conn"):
        fetcher.fetch(f"{address}/a")


def test_each_article_has_its_own_time() -> None:
    clock = Clock()
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"
    network = Network(
        lambda *_: ["93.184.216.34"],
        lambda *_: ScriptedStream(page, clock, size=4),
        clock,
        clock.wait,
    )
    with Fetcher(IngestSettings(seconds=60), network=network) as fetcher:
        for number in range(5):
            assert fetcher.fetch(f"http://news.example/{number}").content == b"x"
    assert clock.now > 1060


def test_a_server_that_closes_its_connections_can_be_asked_again() -> None:
    with serving({"/a": html()}) as site, Fetcher(SETTINGS, True) as fetcher:
        for _ in range(3):
            assert fetcher.fetch(f"{site.address}/a").content == ARTICLE
    assert site.asked == ["/robots.txt", "/a", "/a", "/a"]
