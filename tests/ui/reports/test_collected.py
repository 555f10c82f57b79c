"""What was collected as a file: quotes and answers in order, comments, and what changed since."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

import lxml.html
import pytest
import rispy
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pybtex.database import parse_string

from tests.ui.reports.samples import (
    BRIDGE,
    FERRY,
    HOSTILE,
    answer,
    citation,
    document,
    hostile_answer,
    sentence,
    unanswered,
    whole,
)
from tests.ui.reports.test_page import Tags
from tests.ui.reports.test_table import check_harmless, rows_of
from tests.ui.reports.test_word import W, Word, check_structure
from ui.addresses import link
from ui.changes import Standing, quoted
from ui.reports import Format, render_answers, render_items
from vectorstore import Change
from vectorstore.basket import Item

OTHER = document("0fe77a", title="The last ferry of the Lune", url=None, publisher=None)
QUOTE = citation(4, BRIDGE, "340 metres", attribution={"source": "The Mayor", "kind": "plan"})
FERRY_QUOTE = citation(None, FERRY, document=OTHER, page="7")
PAID = answer(
    sentence("The two towns shared the cost.", 1),
    question="Who paid for it?",
    citations=[citation(1, "They shared the cost.")],
)
CHANGED = "changed since, on 27 November 2026"
STANDS = f"{CHANGED}; the quoted words still stand there"


def quote(content: dict[str, Any], note: str = "") -> Item:
    return Item("q", "quote", content, note, "2026-11-27T00:00:00+00:00")


def given(content: dict[str, Any], note: str = "") -> Item:
    return Item("a", "answer", content, note, "2026-11-27T00:00:00+00:00")


ITEMS = [
    quote(QUOTE, "Too long?\n\n  Ask the mayor. "),
    quote(FERRY_QUOTE),
    given(PAID, "Half each."),
    quote(FERRY_QUOTE, "And again."),
    given(unanswered()),
]


def render(items: Sequence[Item], format: Format, title: str = "Crossings", **known: Any) -> bytes:
    return render_items(items, format, title, **known)


def changed(
    content: dict[str, Any], has_words: bool = True, is_removed: bool = False
) -> dict[Any, Standing]:
    """Return that the source of a quote has changed since."""
    at = "2026-11-27T12:00:00+00:00"
    return {quoted(content): Standing(Change(is_removed, at), has_words)}


TEXT = """\
Crossings
=========

Quotes
------

    “It is 340 metres long and cost 3 million pounds.” [1]

Comment: Too long?
Ask the mayor.

    “The ferry made its last crossing on Sunday.” [2]

Who paid for it?
----------------

The two towns shared the cost. [3]

Comment: Half each.

Quotes
------

    “The ferry made its last crossing on Sunday.” [4]

Comment: And again.

Who governs Peru?
-----------------

The corpus does not answer this: nothing mentions “Peru”.

For further reading, the nearest passages:

-   “The ferry made its last crossing on Sunday.”
    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,
    https://gazette.test/bridge (version 5b07c1d2e3f4)

Sources
-------

[1] according to the Mayor · plan
    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,
    https://gazette.test/bridge (version 5b07c1d2e3f4; changed since, on 27
    November 2026; the quoted words still stand there)

[2] The last ferry of the Lune, Ana Reis, 17 June 2025, p. 7, bridge.md
    (version 0fe77a0fe77a)

[3] “They shared the cost.”
    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,
    https://gazette.test/bridge (version 5b07c1d2e3f4)

[4] The last ferry of the Lune, Ana Reis, 17 June 2025, p. 7, bridge.md
    (version 0fe77a0fe77a)
"""


def test_as_text() -> None:
    assert render(ITEMS, Format.TEXT, standings=changed(QUOTE)).decode() == TEXT


def test_quotes_alone_need_no_heading_but_the_title() -> None:
    told = render(ITEMS[:2], Format.TEXT).decode()
    assert told.startswith("Crossings\n=========\n\n    “It is 340 metres")
    alone = render(ITEMS[2:3], Format.TEXT).decode()
    assert alone.startswith("Crossings\n=========\n\nWho paid for it?\n---")


def test_a_report_of_nothing_is_a_title() -> None:
    assert render([], Format.TEXT) == b"Crossings\n=========\n"


def page_of_markdown(text: str) -> Any:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True})
    parser = parser.enable(["linkify", "table", "strikethrough"]).use(footnote_plugin)
    return lxml.html.fromstring(f"<main>{parser.render(text)}</main>")


def test_as_markdown() -> None:
    told = render(ITEMS, Format.MARKDOWN, standings=changed(QUOTE)).decode()
    page = page_of_markdown(told)
    assert page.xpath("//h2/text()") == [
        "Quotes",
        "Who paid for it?",
        "Quotes",
        "Who governs Peru?",
    ]
    assert [each.xpath("string(p)")[:20] for each in page.xpath("//blockquote")] == [
        BRIDGE[:20],
        FERRY[:20],
        FERRY[:20],
    ]
    comments = page.xpath("./p[strong='Comment:']")
    assert [each.text_content() for each in comments] == [
        "Comment: Too long?\nAsk the mayor.",
        "Comment: Half each.",
        "Comment: And again.",
    ]
    notes = page.xpath("//section[@class='footnotes']//li")
    assert len(notes) == 4
    assert notes[0].text_content().strip().startswith("A bridge for two towns, Ana Reis")
    assert notes[0].xpath(".//strong/text()") == [STANDS]
    assert notes[2].text_content().strip().startswith("“They shared the cost.” — A bridge")


def test_as_a_web_page() -> None:
    page = lxml.html.fromstring(render(ITEMS, Format.HTML, standings=changed(QUOTE)))
    assert [each.text_content() for each in page.xpath("//blockquote")] == [
        f"{BRIDGE}[1]",
        f"{FERRY}[2]",
        f"{FERRY}[4]",
    ]
    assert page.xpath("//blockquote//strong") == []  # a quote has no emphasis but its source's
    assert page.xpath("//p[@class='comment']/bdi/text()")[0] == "Too long?\nAsk the mayor."
    assert page.xpath("//li/@id") == [f"note-{number}" for number in (1, 2, 3, 4)]
    targets = {target.removeprefix("#") for target in page.xpath("//a/@href") if target[0] == "#"}
    assert targets == set(page.xpath("//@id"))
    assert page.xpath("//li[@id='note-1']//strong[@class='doubt']/text()") == [STANDS]
    assert BRIDGE not in page.xpath("//li[@id='note-1']")[0].text_content()


def test_in_word() -> None:
    told = Word(render(ITEMS, Format.DOCX, standings=changed(QUOTE, has_words=False)))
    check_structure(told)
    styles = [(one.style.name, one.text) for one in told.opened.paragraphs]
    assert styles[:8] == [
        ("Heading 1", "Crossings"),
        ("Heading 2", "Quotes"),
        ("Quote", BRIDGE),
        ("Normal", "Comment: Too long?\nAsk the mayor."),
        ("Quote", FERRY),
        ("Heading 2", "Who paid for it?"),
        ("Normal", "The two towns shared the cost."),
        ("Normal", "Comment: Half each."),
    ]
    assert list(told.notes) == ["1", "2", "3", "4"]
    lost = f"; {CHANGED}; the quoted words no longer stand there"
    assert told.notes["1"].endswith(lost)
    marked = [
        run for run in told.footnotes.iter(f"{W}r") if run.find(f"{W}rPr/{W}color") is not None
    ]
    assert ["".join(one.itertext()) for one in marked] == [lost]


def test_as_a_table() -> None:
    rows = rows_of(render(ITEMS, Format.CSV, standings=changed(QUOTE)))
    told = [(row["number"], row["question"], row["quote"], row["comment"]) for row in rows]
    assert told == [
        ("1", "", BRIDGE, "Too long?\nAsk the mayor."),
        ("2", "", FERRY, ""),
        ("3", "Who paid for it?", "They shared the cost.", "Half each."),
        ("4", "", FERRY, "And again."),
        ("", "Who governs Peru?", "", ""),
    ]
    assert [row["changed since"] for row in rows] == [STANDS, "", "", "", ""]
    assert (rows[0]["short answer"], rows[1]["page"]) == ("340 metres", "p. 7")


def test_what_no_row_tells_has_no_column() -> None:
    (row, *_) = rows_of(render(ITEMS[1:2], Format.CSV))
    assert not {"comment", "changed since"} & row.keys()


def test_one_bibliography_that_says_which_version_has_changed() -> None:
    note = f"Text cited as of version {QUOTE['document']['version']} ({CHANGED}) (SHA-256)"
    known = changed(QUOTE) | changed(PAID["citations"][0], has_words=False)
    works = json.loads(render(ITEMS, Format.CSL_JSON, standings=known))
    assert [work["title"] for work in works] == [
        "A bridge for two towns",
        "The last ferry of the Lune",
    ]
    entries = parse_string(render(ITEMS, Format.BIBTEX, standings=known).decode(), "bibtex").entries
    records = rispy.loads(render(ITEMS, Format.RIS, standings=known).decode())
    told = [works[0]["note"], next(iter(entries.values())).fields["note"], records[0]["notes"][0]]
    assert told == [note] * 3


@pytest.mark.parametrize("format", list(Format))
def test_a_removed_source_is_marked_everywhere(format: Format) -> None:
    content = render(ITEMS[:1], format, standings=changed(QUOTE, is_removed=True))
    told = (
        " ".join(Word(content).notes.values()) if format is Format.DOCX else content.decode("utf-8")
    )
    assert "removed since, on 27 November 2026" in " ".join(told.split())
    assert "stand there" not in told


@pytest.mark.parametrize("format", [one for one in Format if one is not Format.DOCX])
def test_a_conversation_marks_what_has_changed_and_is_else_as_it_was(format: Format) -> None:
    told = whole()
    (*_, bridge) = told["citations"]
    marked = render_answers([told], format, standings=changed(bridge)).decode()
    assert CHANGED in " ".join(marked.split())
    plain = render_answers([told], format, standings={})
    assert plain == render_answers([told], format)


# What an article, a model or the writer may have written.


def hostile_items(text: str) -> list[Item]:
    told = hostile_answer(text)
    return [quote(told["citations"][0], text), given(told, text), quote(told["related"][0])]


def marks(text: str) -> dict[Any, Standing]:
    return changed(hostile_answer(text)["citations"][0])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_forges_a_line_of_text(hostile: str) -> None:
    told = render(hostile_items(hostile), Format.TEXT, hostile, standings=marks(hostile)).decode()
    (_, sources) = told.split("\nSources\n-------\n\n")
    for line in sources.splitlines():
        assert re.match(r"\[[123]\] |    |$", line)
    assert not any(ord(one) < 32 and one != "\n" for one in told)
    assert not set("\u202e\u2066\u2028\x85\ufffe") & set(told)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_is_markdown(hostile: str) -> None:
    told = render(hostile_items(hostile), Format.MARKDOWN, hostile, standings=marks(hostile))
    page = page_of_markdown(told.decode())
    ours = "main h1 h2 p em strong sup a hr section ol ul li code blockquote br".split()
    assert {element.tag for element in page.iter()} <= set(ours)
    own = re.compile(r"#fn(ref)?\d+(:\d+)?")
    assert {href for href in page.xpath("//a/@href") if not own.fullmatch(href)} <= {link(hostile)}
    assert len(page.xpath("//section[@class='footnotes']//li")) == 3
    assert len(page.xpath("//p[strong[1]='Comment:']")) == 2
    assert (len(page.xpath("//h1")), len(page.xpath("//h2"))) == (1, 3)
    assert len(page.xpath("//blockquote")) == 2


PLAIN = Tags(render([*ITEMS, quote(FERRY_QUOTE)], Format.HTML, standings=changed(QUOTE)).decode())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_is_markup(hostile: str) -> None:
    told = render(hostile_items(hostile), Format.HTML, hostile, standings=marks(hostile))
    found = Tags(told.decode())
    assert found.names <= PLAIN.names
    assert found.comments == []
    names = {name for name, _ in found.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "style")}
    outside = {value for name, value in found.attributes if name == "href" and value[:1] != "#"}
    assert outside <= {link(hostile)}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_word_opens_it_and_reads_text(hostile: str) -> None:
    told = Word(render(hostile_items(hostile), Format.DOCX, hostile, standings=marks(hostile)))
    check_structure(told)
    assert told.addresses <= {link(hostile)}
    assert sum(one.startswith("Comment: ") for one in told.paragraphs) == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula(hostile: str) -> None:
    content = render(hostile_items(hostile), Format.CSV, hostile, standings=marks(hostile))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == 3
    check_harmless(rows)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_bibliography_has_another_entry(hostile: str) -> None:
    items, known = hostile_items(hostile), marks(hostile)
    assert len(json.loads(render(items, Format.CSL_JSON, standings=known))) == 1
    bibtex = render(items, Format.BIBTEX, standings=known).decode()
    assert len(parse_string(bibtex, "bibtex").entries) == 1
    assert len(list(rispy.loads(render(items, Format.RIS, standings=known).decode()))) == 1
