"""The HTML page: whole, without scripts, fetching nothing, and showing sources as text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import lxml.html
import pytest

from tests.ui.reports.samples import (
    BRIDGE,
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


def html(*answers: dict[str, Any], title: str | None = None) -> str:
    return render_answers(answers, Format.HTML, title).decode()


def page_of(*answers: dict[str, Any], title: str | None = None) -> Any:
    return lxml.html.fromstring(html(*answers, title=title).encode())


def shown(element: Any) -> str:
    return " ".join(element.text_content().split())


class Tags(HTMLParser):
    """What Python's own parser finds: elements, their attributes, and what is no element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.comments: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(attrs)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def test_notes_and_mentions_lead_to_each_other() -> None:
    page = page_of(whole(), unanswered(), whole(), title="Crossings")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) == 4 + 6
    targets = page.xpath("//a[starts-with(@href, '#')]/@href")
    assert {target.removeprefix("#") for target in targets} == set(ids)
    (first,) = page.xpath("//li[@id='note-1']")
    assert first.xpath(".//a[@class='back']/@href") == ["#mention-1-1", "#mention-1-2"]


def test_a_note_tells_quote_short_answer_who_says_it_and_source() -> None:
    (note,) = page_of(whole()).xpath("//li[@id='note-1']")
    assert note.xpath(".//*[@class='quote']")[0].text_content() == BRIDGE
    assert note.xpath(".//strong/text()") == ["340 metres"]
    assert "according to the Mayor · plan" in shown(note)
    assert "A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025, https://" in shown(note)
    assert note.xpath(".//a[@rel]/@href") == ["https://gazette.test/bridge"]


def test_what_fails_is_marked() -> None:
    page = page_of(whole())
    assert page.xpath("//*[@class='doubt']/text()") == [
        "(not verified: 4 is not in the source)",
        "(not verified: no source says so)",
    ]
    assert page.xpath("//*[@class='support']/text()") == ["(2 independent sources)"]
    assert "Understood as: How long is the bridge?" in shown(page)
    assert "Articles dated before 1 January 2025 were left out" in shown(page)


def test_an_answer_that_is_none_offers_further_reading_and_no_sources() -> None:
    page = page_of(unanswered())
    assert "The corpus does not answer this" in shown(page)
    assert "“The ferry made its last crossing on Sunday.”" in shown(page.xpath("//ul/li")[0])
    assert page.xpath("//*[@class='sources']") == []


def test_passages_keep_their_lines() -> None:
    told = passages("One.\n\nTwo.", "Three.")
    page = lxml.html.fromstring(render_passages(told, Format.HTML))
    assert [quote.text_content() for quote in page.xpath("//blockquote")] == [
        "One.\n\nTwo.",
        "Three.",
    ]


def test_the_language_of_a_quote_is_told_where_it_is_known() -> None:
    known = citation(1, "Y bont.", document=document(language="cy"))
    page = page_of(answer(sentence("It opened.", 1), citations=[known]))
    assert page.xpath("//*[@class='quote']/@lang") == ["cy"]


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    text = html(whole())
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = page_of(whole()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import", style)


PLAIN = Tags(html(whole(), unanswered(), title="x")).names


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_source_is_markup(hostile: str) -> None:
    text = html(hostile_answer(hostile), title=hostile)
    found = Tags(text)
    assert found.names <= PLAIN
    assert found.comments == []
    names = {name for name, _ in found.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "style")}
    outside = {value for name, value in found.attributes if name == "href" and value[:1] != "#"}
    assert outside <= {link(hostile)}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_characters_of_a_quote_stay(hostile: str) -> None:
    page = page_of(answer(sentence("It opened.", 1), citations=[citation(1, hostile)]))
    printable = re.sub("[\x00\x1b\u202e\u2066\ufffe\ud800]", "\ufffd", hostile)
    (quote,) = page.xpath("//li//*[@class='quote']")
    assert quote.text_content() == re.sub("[\u2028\x85\x0b]", "\n", printable)
