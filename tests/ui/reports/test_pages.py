"""Where a source has pages, a report names those of each quote."""

from __future__ import annotations

import csv
import io
import json

import docx
import pytest

from tests.ui.reports.samples import BRIDGE, FERRY, answer, citation, passages, sentence
from ui.pages import told_page
from ui.reports import Format, render_answers, render_passages

PAGED = answer(
    sentence("It is 340 metres long.", 1),
    sentence("The ferry is no more.", 2),
    citations=[citation(1, BRIDGE, page="7"), citation(2, FERRY, page="iv–ix")],
)


@pytest.mark.parametrize(
    ("page", "told"),
    [(None, ""), ("", ""), ("7", "p. 7"), ("A-3", "p. A-3"), ("7–8", "pp. 7–8")],
)
def test_how_pages_are_told(page: str | None, told: str) -> None:
    assert told_page(page) == told


def test_a_label_cannot_reach_the_terminal_or_another_line() -> None:
    assert told_page("7\x1b[31m\n8") == "p. 7\N{REPLACEMENT CHARACTER}[31m 8"


@pytest.mark.parametrize("format_", [Format.TEXT, Format.MARKDOWN])
def test_in_prose(format_: Format) -> None:
    written = " ".join(render_answers([PAGED], format_).decode().split())
    assert "17 June 2025, p. 7, " in written
    assert "17 June 2025, pp. iv–ix, " in written
    found = render_passages(passages(BRIDGE), format_).decode()
    assert "p. 7" not in found
    paged = passages(BRIDGE)
    paged["passages"][0]["page"] = "7"
    assert ", p. 7, " in " ".join(render_passages(paged, format_).decode().split())


def test_in_html() -> None:
    page = render_answers([PAGED], Format.HTML).decode()
    assert "<bdi>17 June 2025</bdi>, <bdi>p. 7</bdi>, <a " in page


def test_in_word() -> None:
    document = docx.Document(io.BytesIO(render_answers([PAGED], Format.DOCX)))
    (notes,) = (part for part in document.part.package.iter_parts() if "footnotes" in part.partname)
    assert ", 17 June 2025, p. 7</w:t>" in notes.blob.decode()


def test_in_a_table() -> None:
    content = render_answers([PAGED], Format.CSV).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["page"] for row in rows] == ["p. 7", "pp. iv–ix"]
    assert content.splitlines()[0].endswith("passage id,page")


def test_in_bibliographies_as_a_note_because_their_pages_are_those_of_the_whole_article() -> None:
    assert "cited: p. 7, pp. iv–ix}" in render_answers([PAGED], Format.BIBTEX).decode()
    (item,) = json.loads(render_answers([PAGED], Format.CSL_JSON))
    assert item["note"].endswith("; cited: p. 7, pp. iv–ix")
    assert "page" not in item
    ris = render_answers([PAGED], Format.RIS).decode()
    assert "; cited: p. 7, pp. iv–ix\r\n" in ris
