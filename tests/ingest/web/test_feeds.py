"""A feed gives the addresses of its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.settings import IngestSettings
from ingest.web import Fetcher
from tests.ingest.web.sites import ARTICLE, Page, html, redirect, serving
from vectorstore import SourceError

SETTINGS = IngestSettings()


def rss(links: list[str]) -> bytes:
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()


def atom(links: list[str]) -> bytes:
    entries = "".join(
        f'<entry><id>urn:{n}</id><title>T</title><link rel="enclosure" href="/sound.mp3"/>'
        f'<link rel="alternate" href="{link}"/></entry>'
        for n, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>F</title>{entries}</feed>"
    ).encode()


def feed(
    body: bytes, settings: IngestSettings = SETTINGS, kind: str = "application/rss+xml"
) -> list[str]:
    """Return what a feed at /news/feed lists, with the site's own address taken off."""
    with (
        serving({"/news/feed": Page(body, headers={"Content-Type": kind})}) as site,
        Fetcher(settings, True) as fetcher,
    ):
        return [one.replace(site.address, "") for one in fetcher.feed(f"{site.address}/news/feed")]


@pytest.mark.parametrize("form", [rss, atom])
def test_links_come_in_order_once_and_absolute(form: object) -> None:
    links = ["https://b.example/2", "/1", "3?a=1&amp;b=2#x", "https://B.example:443/2", "../4"]
    assert callable(form)
    assert feed(form(links)) == ["https://b.example/2", "/1", "/news/3?a=1&b=2", "/4"]


def test_links_that_lead_elsewhere_are_left_out() -> None:
    links = ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.example", "http://[", "/a"]
    assert feed(rss(links)) == ["/a"]


def test_an_entry_without_a_link_is_left_out() -> None:
    body = rss(["/a"]).replace(b"</channel>", b"<item><title>No link</title></item></channel>")
    assert feed(body) == ["/a"]


def test_a_permanent_name_that_is_an_address_will_do() -> None:
    body = rss([]).replace(
        b"</channel>", b"<item><guid>https://a.example/7</guid></item></channel>"
    )
    assert feed(body) == ["https://a.example/7"]


def test_links_are_joined_to_where_the_feed_was_found_at_last() -> None:
    pages = {"/feed": redirect("/moved/feed"), "/moved/feed": Page(rss(["a"]))}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert fetcher.feed(f"{site.address}/feed") == [f"{site.address}/moved/a"]


def test_the_base_that_a_feed_names_counts() -> None:
    body = atom(["a"]).replace(b"<feed ", b'<feed xml:base="https://base.example/x/" ')
    assert feed(body) == ["https://base.example/x/a"]


def test_a_feed_without_entries_lists_nothing() -> None:
    assert feed(rss([])) == []


def test_a_feed_may_be_called_anything_and_be_in_any_encoding() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?>' + rss(["/статья"]).decode()
    found = feed(body.encode("cp1251"), kind="text/plain")
    assert found == ["/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"]


@pytest.mark.parametrize("body", [ARTICLE, b"words", b"", b"{}", b"\x00\x01\x02" * 100])
def test_what_is_no_feed_says_so(body: bytes) -> None:
    with pytest.raises(SourceError, match="no RSS or Atom feed"):
        feed(body)


def test_a_feed_that_names_a_file_does_not_open_it(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(["/stolen"]))
    with pytest.raises(SourceError, match="no RSS or Atom feed"):
        feed(str(path).encode())


def test_a_feed_with_too_many_articles_is_refused() -> None:
    links = [f"/{number}" for number in range(4)]
    assert len(feed(rss(links), IngestSettings(articles=4))) == 4
    with pytest.raises(SourceError, match="more than 3 articles"):
        feed(rss(links), IngestSettings(articles=3))


def test_a_feed_that_is_too_large_is_refused() -> None:
    with pytest.raises(SourceError, match="larger than 1 MiB"):
        feed(rss(["/a" * 600_000]), IngestSettings(file_mb=1))


def test_entities_are_neither_multiplied_nor_opened() -> None:
    lines = ['<!ENTITY a0 "https://a.example/">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    lines += ['<!ENTITY file SYSTEM "file:///etc/passwd">']
    bomb = f"<!DOCTYPE rss [{''.join(lines)}]>".encode() + rss(["/a", "&a11;", "&file;"])
    with pytest.raises(SourceError, match="entities"):
        feed(bomb)


@pytest.mark.parametrize("codec", ["punycode", "idna", "unicode_escape", "utf-7", "hex", "none"])
@pytest.mark.parametrize("where", ["header", "declaration"])
def test_neither_server_nor_feed_chooses_a_codec_of_no_text(codec: str, where: str) -> None:
    body, kind = rss(["/a"]), "application/xml"
    if where == "header":
        kind += f"; charset={codec}"
    else:
        body = f'<?xml version="1.0" encoding="{codec}"?>'.encode() + body
    assert feed(body, kind=kind) == ["/a"]


def test_a_codec_that_would_run_for_minutes_is_not_taken() -> None:
    body = b"a" * 1_000_000 + b"-zzzz" + b"9" * 300_000
    with pytest.raises(SourceError, match="no RSS or Atom feed"):
        feed(body, kind="application/xml; charset=punycode")


def test_tags_that_would_keep_the_parser_busy_for_minutes_are_refused() -> None:
    attributes = b"<x " + b" ".join(b"a%d='>'" % n for n in range(60_000)) + b"/>"
    namespaces = b"".join(b"<a%d:x xmlns:a%d='u%d'/>" % (n, n, n) for n in range(40_000))
    for trap in (attributes, namespaces):
        with pytest.raises(SourceError, match="attributes or namespaces"):
            feed(rss(["/a"]).replace(b"</channel>", trap + b"</channel>"))


def test_the_articles_of_a_feed_are_then_fetched() -> None:
    pages = {"/feed": Page(rss(["/a"])), "/a": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert [fetcher.fetch(link).content for link in fetcher.feed(f"{site.address}/feed")] == [
            ARTICLE
        ]
