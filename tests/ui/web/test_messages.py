"""Foreign text is shown, never read as markup; only web addresses become links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ui.web.messages import plain
from ui.web.reading.component import web_address

HOSTILE = [
    "![pixel](http://evil.test/p.png)",
    "[click](javascript:alert(1))",
    "<img src=x onerror=alert(1)> & &amp; &#58;",
    "`code` **bold** _it_ ~~gone~~ $x^2$ :red[x] :material/home: :smile: # 1. - > | ---",
    "back\\slash \\[escaped\\]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_as_it_stands(text: str) -> None:
    tokens = MarkdownIt().enable(["strikethrough"]).parseInline(plain(text))[0].children or []
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1))
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    tokens = MarkdownIt().parseInline(plain(text))[0].children or []
    assert "".join(token.content for token in tokens) == text


def test_it_stays_on_one_line() -> None:
    assert plain("a\n\n# b\tc") == r"a \# b c"


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
