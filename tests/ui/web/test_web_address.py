"""Only web addresses become links: an article may claim anything to be its own."""

from __future__ import annotations

import pytest

from ui.web.reading.component import web_address


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
