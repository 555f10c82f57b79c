"""The Word document, opened by python-docx, and its footnotes read as XML."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from lxml import etree

from tests.ui.reports.samples import (
    BRIDGE,
    FERRY,
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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Word:
    """A document's parts, and its text as python-docx reads it."""

    def __init__(self, content: bytes) -> None:
        self.package = zipfile.ZipFile(BytesIO(content))
        self.opened = docx.Document(BytesIO(content))
        self.body = self.part("word/document.xml")
        self.footnotes = self.part("word/footnotes.xml")

    def part(self, name: str) -> Any:
        return etree.fromstring(self.package.read(name))

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph.text for paragraph in self.opened.paragraphs]

    @property
    def notes(self) -> dict[str, str]:
        """The text of each footnote, but for the separators."""
        return {
            note.get(f"{W}id"): "".join(map(_text, note.iter())).strip()
            for note in self.footnotes
            if note.get(f"{W}type") is None
        }

    @property
    def addresses(self) -> set[str]:
        """Where links lead, in any part."""
        return {
            relationship.get("Target")
            for name in self.package.namelist()
            if name.endswith(".rels")
            for relationship in self.part(name).iter(RELATIONSHIPS)
            if relationship.get("TargetMode") == "External"
        }


def _text(element: Any) -> str:
    if element.tag == f"{W}br":
        return "\n"
    if element.tag == f"{W}tab":
        return "\t"
    return element.text or "" if element.tag == f"{W}t" else ""


def word(*answers: dict[str, Any], title: str | None = None) -> Word:
    return Word(render_answers(answers, Format.DOCX, title))


def check_structure(told: Word) -> None:
    """Check what Word insists on before it opens a file without complaint."""
    overrides = {
        element.get("PartName"): element.get("ContentType")
        for element in told.part("[Content_Types].xml")
        if element.get("PartName")
    }
    assert overrides["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    assert {name.removeprefix("/") for name in overrides} <= set(told.package.namelist())
    types = [(note.get(f"{W}id"), note.get(f"{W}type")) for note in told.footnotes]
    assert types[:2] == [("-1", "separator"), ("0", "continuationSeparator")]
    ids = [id_ for id_, _ in types]
    assert len(ids) == len(set(ids))
    references = [one.get(f"{W}id") for one in told.body.iter(f"{W}footnoteReference")]
    assert references == ids[2:]  # Word numbers by the order of references
    settings = told.part("word/settings.xml")
    (named,) = settings.iter(f"{W}footnotePr")
    assert [one.get(f"{W}id") for one in named] == ["-1", "0"]
    assert named.getnext().tag == f"{W}compat"
    styles = {one.get(f"{W}styleId") for one in told.part("word/styles.xml").iter(f"{W}style")}
    for part in (told.body, told.footnotes):
        used = {one.get(f"{W}val") for one in part.iter(f"{W}pStyle", f"{W}rStyle")}
        assert used <= styles
    for name, part in (("document", told.body), ("footnotes", told.footnotes)):
        used = {one.get(f"{R}id") for one in part.iter(f"{W}hyperlink")}
        if used:
            known = told.part(f"word/_rels/{name}.xml.rels")
            assert used <= {one.get("Id") for one in known}
    bookmarks = [one.get(f"{W}name") for one in told.body.iter(f"{W}bookmarkStart")]
    assert len(bookmarks) == len(set(bookmarks))
    for field in told.body.iter(f"{W}instrText"):
        assert re.fullmatch(r"NOTEREF (_RefNote\d+) \\f \\h", field.text)[1] in bookmarks
    assert not list(told.footnotes.iter(f"{W}instrText", f"{W}fldSimple"))


def test_an_answer_with_all_that_it_can_tell() -> None:
    told = word(whole())
    check_structure(told)
    assert told.paragraphs == [
        "How long is it?",
        "Understood as: How long is the bridge?",
        "The bridge is 340 metres long., (2 independent sources) It cost 4 million pounds.1 "
        "(not verified: 4 is not in the source) Nobody mourns the ferry. "
        "(not verified: no source says so)",
        "Only articles dated 31 December 2025 or earlier, whose publisher contains “Lune”, in the "
        "language “en” were searched.",
        "Articles dated before 1 January 2025 were left out (“since 2025”).",
        "The model was too slow: these are sentences of the sources.",
    ]
    assert told.notes == {
        "1": f"“{BRIDGE}” A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025, "
        "https://gazette.test/bridge; according to the Mayor · plan; version 5b07c1d2e3f4",
        "2": f"“{FERRY}” The last ferry of the Lune, ferry.txt; version 0fe77a0fe77a",
    }
    assert told.addresses == {"https://gazette.test/bridge"}


def test_the_short_answer_is_bold_and_what_fails_is_red() -> None:
    told = word(whole())
    bold = [run for run in told.footnotes.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert ["".join(map(_text, run)) for run in bold] == ["340 metres"]
    runs = [run for paragraph in told.opened.paragraphs for run in paragraph.runs]
    marked = [run for run in runs if "not verified" in run.text]
    assert all(run.bold and str(run.font.color.rgb) == "A3261B" for run in marked)
    assert len(marked) == 2


def test_footnotes_are_numbered_through_a_conversation() -> None:
    told = word(whole(), unanswered(), whole(), title="Crossings")
    check_structure(told)
    assert list(told.notes) == ["1", "2", "3", "4"]
    headings = [one.text for one in told.opened.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["Crossings", "How long is it?", "Who governs Peru?", "How long is it?"]


def test_an_answer_that_is_none_has_no_footnotes_but_further_reading() -> None:
    told = word(unanswered())
    check_structure(told)
    assert told.notes == {}
    assert told.paragraphs[-1].startswith(f"“{FERRY}” A bridge for two towns, Ana Reis")


def test_passages_are_quoted_with_a_footnote_each() -> None:
    told = Word(render_passages(passages("One.\n\nTwo.", "Three."), Format.DOCX))
    check_structure(told)
    assert told.paragraphs == ["Passages on “the bridge”", "One.\n\nTwo.", "Three."]
    assert told.notes["2"].startswith("A bridge for two towns, Ana Reis, Lune Gazette")


def test_it_says_what_it_is_and_not_who_made_it() -> None:
    told = word(whole(), title="x" * 300)
    known = told.opened.core_properties
    assert known.title == "x" * 255
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert b"/home/ana" not in b"".join(map(told.package.read, told.package.namelist()))
    assert not any("thumbnail" in name for name in told.package.namelist())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_sources_hold_is_text(hostile: str) -> None:
    told = word(hostile_answer(hostile), title=hostile)
    check_structure(told)
    assert told.addresses <= {link(hostile)}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_quotes_are_exact_but_for_what_xml_forbids(hostile: str) -> None:
    told = word(answer(sentence("It opened.", 1), citations=[citation(1, hostile)]))
    printable = re.sub("[\x00\x1b\u202e\u2066\ufffe\ud800]", "\ufffd", hostile)
    lines = re.sub("[\u2028\x85\x0b]", "\n", printable)
    assert told.notes["1"].startswith(f"“{lines}” A bridge")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//evil.test"])
def test_only_web_addresses_are_links(url: str) -> None:
    known = document(url=url)
    told = word(
        answer(sentence("x", 1), citations=[citation(1, "x", document=known)]),
        unanswered() | {"related": [citation(None, "x", document=known)]},
    )
    assert told.addresses == set()
