"""PDFs that cannot be read say why, and none is read in part."""

from __future__ import annotations

import logging

import pytest

from ingest.formats.article import File
from ingest.formats.pdf import read
from ingest.settings import IngestSettings
from tests.ingest.formats.pdf.reading import (
    ARTICLE,
    MINISTERS,
    article,
    failure,
    numbered,
)
from tests.ingest.makers import pdf
from vectorstore import SourceError


def test_a_pdf_locked_with_a_password_says_so() -> None:
    error = failure(pdf.encrypted(pdf.typeset(ARTICLE), "secret"))
    assert "password" in str(error)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_is_only_locked_to_change_is_read(algorithm: str) -> None:
    found = article(pdf.encrypted(pdf.typeset(ARTICLE), "", algorithm))
    assert found.text == "\n\n".join(ARTICLE)


@pytest.mark.parametrize(
    "content", [b"", b"<html><p>404</p></html>", b"PK\x03\x04", b"\x00" * 5000]
)
def test_what_is_no_pdf_says_so(content: bytes) -> None:
    assert "no PDF" in str(failure(content))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 100])
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    assert "damaged" in str(failure(content))


def test_a_pdf_whose_end_is_cut_off_is_read_whole_or_not_at_all() -> None:
    whole = pdf.typeset(numbered(30))
    expected = article(whole)
    outcomes = set()
    for length in range(len(whole) - 5, len(whole) // 4, -701):
        try:
            outcomes.add(article(whole[:length]) == expected)
        except SourceError:
            outcomes.add(None)
    assert outcomes == {True, None}


def test_a_page_that_is_not_there_fails_by_its_number() -> None:
    good, lost = (
        pdf.page_content([(60, 700, 10, "First words.")]),
        b"BT /F1 10 Tf 60 700 Td (Lost wo",
    )
    assert "Page 2" in str(failure(pdf.of_contents([good, lost, good])))
    content = pdf.of_contents([good, good]).replace(b"/Contents 7 0 R", b"/Contents 9 0 R")
    assert "Page 2" in str(failure(content))


def test_text_beyond_any_page_is_damage() -> None:
    grown = b"1%b 0 0 1%b 0 0 cm " % (b"0" * 20, b"0" * 20) * 20
    content = grown + pdf.page_content([(60, 700, 10, "Words.")])
    assert "Page 1" in str(failure(pdf.of_contents([content])))


def test_pictures_of_pages_need_recognition() -> None:
    error = failure(pdf.scanned(3))
    assert "pictures" in str(error)
    assert "ocrmypdf" in error.hint


def test_fonts_without_characters_are_told() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+X /Encoding /Identity-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+X "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>] >>"
    )
    for text in (MINISTERS, "The river flows"):
        glyphs = b"".join(b"%04x" % (ord(character) - 29) for character in text)
        content = b"BT /F1 10 Tf 60 700 Td <%s> Tj ET" % glyphs
        assert "fonts" in str(failure(pdf.of_contents([content], font=font)))


def test_letters_that_stand_for_others_are_told() -> None:
    lines = [
        "".join(chr(ord(letter) - 29) if letter.islower() else letter for letter in text[:140])
        for text in ARTICLE
    ]
    content = pdf.page_content((60, 700 - 12 * row, 10, line) for row, line in enumerate(lines))
    assert "fonts" in str(failure(pdf.of_contents([content])))


def test_abbreviations_are_text() -> None:
    row = "GDP 12 HPP 40 TWh MW KRW KZT BCM RBC SMR"
    text = article(pdf.drawn([[(50, 780 - 12 * place, row) for place in range(20)]])).text
    assert text.count("KZT") == 20


def test_more_pages_than_the_limit_are_refused() -> None:
    content = pdf.of_contents([pdf.page_content([(60, 700, 10, "Words.")])] * 4)
    assert "4 pages" in str(failure(content, IngestSettings(pages=3)))
    assert list(read(File("report.pdf", content, settings=IngestSettings(pages=4))))


def test_a_bomb_is_refused() -> None:
    content = pdf.bomb()
    assert len(content) < 2**20
    assert "unpacks" in str(failure(content))


@pytest.mark.slow
def test_a_form_that_draws_itself_many_times_over_is_refused() -> None:
    # Each form draws the next one ten times: ten thousand million pictures of one word.
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources "
        b"<< /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>",
        pdf.stream(b"/X Do"),
    ]
    for level in range(10):
        resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % (7 + level)
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources
        objects.append(pdf.stream(b"/X Do " * 10, form))
    objects.append(
        pdf.stream(
            b"BT /F1 9 Tf (word) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >>",
        )
    )
    assert "Page 1" in str(failure(pdf.of_objects(objects)))


def test_a_tree_of_pages_that_leads_to_itself_is_refused() -> None:
    assert "pages" in str(failure(pdf.with_cyclic_pages()))


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        article(pdf.typeset(ARTICLE)[:-5])
    assert not caplog.records
