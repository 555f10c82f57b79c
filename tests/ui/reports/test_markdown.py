"""Markdown, rendered by markdown-it with footnotes and with links from bare addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from tests.ui.reports.samples import (
    HOSTILE,
    answer,
    citation,
    document,
    hostile_answer,
    passages,
    sentence,
    unanswered,
    whole,
)
from ui.addresses import link
from ui.reports import Format, render_answers, render_passages

FRAGMENTS = ["[", "]", "(", ")", "!", "*", "_", "`", "<", ">", "&", "#", "^", ":", "~", "|", "\\"]
FRAGMENTS += ["http://", "www.", "evil.test", "@", "a", " ", "\n", "\n\n", "1.", "- ", "    ", "="]


def markdown(*answers: dict[str, Any], title: str | None = None) -> str:
    return render_answers(answers, Format.MARKDOWN, title).decode()


def rendered(text: str) -> Any:
    """Return the page that a reader who is generous with links makes of `text`."""
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True})
    parser = parser.enable(["linkify", "table", "strikethrough"]).use(footnote_plugin)
    return lxml.html.fromstring(f"<main>{parser.render(text)}</main>")


def shown(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_footnotes_hold_quote_and_source() -> None:
    page = rendered(markdown(whole()))
    notes = [shown(item) for item in page.xpath("//section[@class='footnotes']//li")]
    assert notes[0].startswith(
        "“It is 340 metres long and cost 3 million pounds.” — A bridge for two towns, Ana Reis, "
        "Lune Gazette, 17 June 2025, https://gazette.test/bridge; according to the Mayor · plan; "
        "version 5b07c1d2e3f4"
    )
    assert notes[1].startswith("“The ferry made its last crossing on Sunday.”")
    assert len(notes) == 2
    assert [link.get("href") for link in page.xpath("//li//a[not(contains(@class, 'back'))]")] == [
        "https://gazette.test/bridge"
    ]
    assert page.xpath("//li//strong/text()") == ["340 metres"]


def test_what_fails_is_marked() -> None:
    page = rendered(markdown(whole()))
    assert page.xpath("./p/strong/text()") == [
        "(not verified: 4 is not in the source)",
        "(not verified: no source says so)",
    ]
    assert "It cost 4 million pounds." in page.xpath("//p/em/text()")
    assert "(2 independent sources)" in shown(page)


def test_an_answer_that_is_none_has_no_footnotes() -> None:
    text = markdown(unanswered())
    assert "[^" not in text
    assert "“The ferry made its last crossing on Sunday.”" in shown(
        rendered(text).xpath("//ul/li")[0]
    )


def test_numbers_are_unique_across_answers() -> None:
    text = markdown(whole(), unanswered(), whole(), title="Crossings")
    assert re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == ["1", "2", "3", "4"]
    assert len(rendered(text).xpath("//section[@class='footnotes']//li")) == 4


def test_passages_are_quoted_whole_with_a_footnote_each() -> None:
    page = rendered(
        render_passages(passages("- One.\n\n2. Two.", "Three."), Format.MARKDOWN).decode()
    )
    quotes = page.xpath("//blockquote")
    assert [[p.text for p in quote] for quote in quotes] == [["- One.", "2. Two."], ["Three."]]
    assert len(page.xpath("//section[@class='footnotes']//li")) == 2


OURS = {
    "main",
    "h1",
    "h2",
    "p",
    "em",
    "strong",
    "sup",
    "a",
    "hr",
    "section",
    "ol",
    "ul",
    "li",
    "code",
}


def check_harmless(text: str) -> None:
    page = rendered(markdown(hostile_answer(text), title=text))
    assert {element.tag for element in page.iter()} <= OURS
    ours = re.compile(r"#fn(ref)?\d+(:\d+)?")
    hrefs = {href for href in page.xpath("//a/@href") if not ours.fullmatch(href)}
    # The address of the document itself, where it is one; a renderer escapes what it likes of it.
    assert {unquote(href) for href in hrefs} <= {unquote(link(text) or "")}
    assert len(page.xpath("//section[@class='footnotes']//li")) == 1
    assert len(page.xpath("//h1")) == len(page.xpath("//h2")) == 1


@pytest.mark.parametrize("hostile", [*HOSTILE, "http://http://["])
def test_nothing_of_a_source_is_markdown(hostile: str) -> None:
    check_harmless(hostile)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_characters_of_a_quote_stay(hostile: str) -> None:
    told = markdown(answer(sentence("It opened.", 1), citations=[citation(1, hostile)]))
    note = shown(rendered(told).xpath("//section[@class='footnotes']//li")[0])
    printable = re.sub("[\x00\x1b\u202e\u2066\ufffe\ud800]", "\ufffd", hostile)
    assert note.startswith(re.sub(r"[\s\u2028\x85\x0b]+", " ", f"“{printable}” — "))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12).map("".join))
def test_nothing_made_of_active_fragments_is_markdown(text: str) -> None:
    check_harmless(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join),
)
def test_a_highlight_changes_no_character(before: str, short: str) -> None:
    quote = f"{before}{short} and more"
    highlight = [len(before), len(before) + len(short)]
    told = citation(1, quote, highlight=highlight)
    page = rendered(markdown(answer(sentence("It opened.", 1), citations=[told])))
    note = shown(page.xpath("//section[@class='footnotes']//li")[0])
    shown_quote = note[: note.rindex(" — A bridge")].replace("*", "").replace(" ", "")
    assert shown_quote == f"“{quote}”".replace("*", "").translate({32: None, 10: None})


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.test/)>[x](https://evil.test"])
def test_only_web_addresses_are_links(url: str) -> None:
    known = document(url=url, source="/home/ana/bridge.md")
    told = markdown(answer(sentence("x", 1), citations=[citation(1, "x", document=known)]))
    hrefs = rendered(told).xpath("//li//a[not(contains(@class, 'back'))]/@href")
    assert hrefs in ([], ["https://a.test/)%3E%5Bx%5D(https://evil.test"])
    assert "javascript" not in told
