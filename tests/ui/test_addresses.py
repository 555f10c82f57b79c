"""Only web addresses become links: an article may claim anything to be its own."""

from __future__ import annotations

import pytest

from ui.addresses import link, web_address


@pytest.mark.parametrize(
    "url", ["https://a.test/b?c=d#e", "http://localhost:8000/", "HTTP://A.TEST"]
)
def test_web_addresses(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//a.test/",
        "https:///path",
        "http://[::1",
        "http://a.test:port/",
        "https:javascript:alert(1)",
        "http://a.test\\@b.test/",
        "http://a b.test/",
        "http://bank.test@evil.test/",
        "http://a.test:99999999/",
    ],
)
def test_what_is_no_web_address(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.test/b?c=d#e", "https://a.test/b?c=d#e"),
        (" https://a.test/ ", "https://a.test/"),
        ('https://a.test/a b<c>{d}"\u202e\n', "https://a.test/a%20b%3Cc%3E%7Bd%7D%22%E2%80%AE"),
        ("https://пример.test/Путь", "https://пример.test/Путь"),
        ("\x01https://a.test/", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_links_hold_nothing_that_a_format_could_read_as_its_own(
    url: str | None, written: str | None
) -> None:
    assert link(url) == written
