"""robots.txt is asked for once, and obeyed."""

from __future__ import annotations

import pytest

from ingest.settings import IngestSettings
from ingest.web import Fetcher
from tests.ingest.web.sites import ARTICLE, Clock, Internet, Page, html, redirect, serving
from vectorstore import SourceError

SETTINGS = IngestSettings()
DISALLOWED = "asks programs not to fetch it"


def robots(text: str) -> Page:
    return Page(text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /private",
        "User-agent: caravan\nDisallow: /private",
        "\ufeffUser-agent: *\r\nDisallow: /*.html$\r\nDisallow: /private",
        "User-agent: *\nAllow: /\n\nUser-agent: Caravan\nDisallow: /private",
    ],
)
def test_what_is_disallowed_is_not_asked_for(rules: str) -> None:
    pages = {"/robots.txt": robots(rules), "/private/a": html(), "/public": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        with pytest.raises(SourceError, match=DISALLOWED):
            fetcher.fetch(f"{site.address}/private/a")
        assert fetcher.fetch(f"{site.address}/public").content == ARTICLE
    assert site.asked == ["/robots.txt", "/public"]


def test_rules_for_others_do_not_count() -> None:
    pages = {"/robots.txt": robots("User-agent: OtherBot\nDisallow: /"), "/a": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert fetcher.fetch(f"{site.address}/a").content == ARTICLE


def test_a_redirect_is_held_to_the_rules_of_where_it_leads() -> None:
    with (
        serving({"/robots.txt": robots("User-agent: *\nDisallow: /b"), "/b": html()}) as there,
        serving({"/a": redirect("http://there.example/b")}) as here,
    ):
        internet = Internet({"here.example": here, "there.example": there})
        with (
            Fetcher(SETTINGS, network=internet.network()) as fetcher,
            pytest.raises(SourceError, match=f"there.example {DISALLOWED}"),
        ):
            fetcher.fetch("http://here.example/a")
    assert there.asked == ["/robots.txt"]


def test_feeds_are_held_to_it_too() -> None:
    pages = {"/robots.txt": robots("User-agent: *\nDisallow: /feed")}
    with (
        serving(pages) as site,
        Fetcher(SETTINGS, True) as fetcher,
        pytest.raises(SourceError, match=DISALLOWED),
    ):
        fetcher.feed(f"{site.address}/feed")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_allows_all(status: int) -> None:
    pages = {"/robots.txt": Page(status=status), "/a": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert fetcher.fetch(f"{site.address}/a").content == ARTICLE


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_nobody_can_tell_nothing_is_fetched(status: int) -> None:
    pages = {"/robots.txt": Page(status=status), "/a": html(), "/b": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(SourceError, match=rf"robots\.txt.*status {status}") as failure:
                fetcher.fetch(site.address + path)
            assert failure.value.hint
    assert site.asked == ["/robots.txt"]


def test_its_redirects_are_followed_and_not_without_end() -> None:
    rules = robots("User-agent: *\nDisallow: /a")
    pages = {"/robots.txt": redirect("/r1"), "/r1": redirect("/r2"), "/r2": rules, "/a": html()}
    with (
        serving(pages) as site,
        Fetcher(SETTINGS, True) as fetcher,
        pytest.raises(SourceError, match=DISALLOWED),
    ):
        fetcher.fetch(f"{site.address}/a")
    pages = {"/robots.txt": redirect("/robots.txt"), "/a": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert fetcher.fetch(f"{site.address}/a").content == ARTICLE
    assert site.asked.count("/robots.txt") == 6


def test_an_endless_robots_txt_is_read_as_far_as_500_kib() -> None:
    rules = "User-agent: *\nDisallow: /early\n" + "# x\n" * 200_000 + "Disallow: /late\n"
    pages = {"/robots.txt": robots(rules), "/early": html(), "/late": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        with pytest.raises(SourceError, match=DISALLOWED):
            fetcher.fetch(f"{site.address}/early")
        assert fetcher.fetch(f"{site.address}/late").content == ARTICLE


def test_what_is_no_robots_txt_allows_all() -> None:
    pages = {"/robots.txt": Page(b"\xff\xfe\x00binary\x00" * 100), "/a": html()}
    with serving(pages) as site, Fetcher(SETTINGS, True) as fetcher:
        assert fetcher.fetch(f"{site.address}/a").content == ARTICLE


def test_time_passes_between_two_requests_where_the_site_wants_it() -> None:
    clock = Clock()
    pages = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 4"), "/a": html(), "/b": html()}
    with serving(pages) as site, serving({"/c": html()}) as other:
        internet = Internet({"slow.example": site, "quick.example": other}, clock)
        with Fetcher(IngestSettings(seconds=3), network=internet.network()) as fetcher:
            fetcher.fetch("http://slow.example/a")
            fetcher.fetch("http://quick.example/c")
            clock.now += 1
            fetcher.fetch("http://slow.example/b")
    assert clock.waits == [3.0]


def test_nobody_is_made_to_wait_for_hours() -> None:
    clock = Clock()
    pages = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 86400"), "/a": html()}
    with serving(pages) as site:
        internet = Internet({"slow.example": site}, clock)
        with Fetcher(SETTINGS, network=internet.network()) as fetcher:
            fetcher.fetch("http://slow.example/a")
            fetcher.fetch("http://slow.example/a")
    assert clock.waits == [10.0]
