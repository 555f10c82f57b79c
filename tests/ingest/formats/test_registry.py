"""Which format a file has, by its name and by what it certainly is."""

import io
import zipfile

import pytest

from ingest.formats import FORMATS, format_of
from ingest.formats.registry import SUFFIXES, is_archive, not_read
from tests.ingest.makers.zip import zip_of

WORD = zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
SHEET = zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})
WORD_LATE = zip_of({"word/numbering.xml": "", "word/document2.xml": "", "[Content_Types].xml": ""})
EPUB = zip_of({"mimetype": "application/epub+zip", "a.xhtml": "<p/>"}, zipfile.ZIP_STORED)
ODT = zip_of({"mimetype": "application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED)
ARCHIVE = zip_of({"a.txt": "A text"})
WITH_WORD = zip_of({"a.docx": WORD}, zipfile.ZIP_STORED)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HTML = b"<!DOCTYPE html>\n<html><body><p>Hi"
RSS = b'<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0"><channel/></rss>'
ATOM = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>'
RDF = b'<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>'


def named(name: str, content: bytes) -> str | None:
    found = format_of(name, content)
    return found.name if found else None


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_every_suffix_has_its_format(suffix: str) -> None:
    found = format_of(f"An article{suffix.upper()}", b"whatever it holds")
    assert found is not None
    assert suffix in found.suffixes


def test_no_two_formats_share_a_suffix_or_an_extractor() -> None:
    assert len(SUFFIXES) == sum(len(each.suffixes) for each in FORMATS)
    assert len({each.extractor for each in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    ("name", "content", "format_name"),
    [
        ("a.txt", PDF, "PDF"),
        ("a", PDF, "PDF"),
        ("a.pdf", HTML, "HTML"),
        ("a.txt", HTML, "HTML"),
        ("a", b"\xef\xbb\xbf \n<HTML lang=en>", "HTML"),
        ("a.txt", HTML.decode().encode("utf-16"), "HTML"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE html><html/>', "HTML"),
        ("a.txt", RSS, "feed"),
        ("a.html", ATOM, "feed"),
        ("a", RDF, "feed"),
        ("a.doc", WORD, "Word"),
        ("a.zip", WORD, "Word"),
        ("a", WORD_LATE, "Word"),
        ("a.zip", EPUB, "EPUB"),
        ("a.docx", EPUB, "EPUB"),
        ("a.docx", b"damaged", "Word"),
        ("a.md", b"<div>\n\n# Title", "Markdown"),
        ("a.txt", b"The mark <html> begins a page.", "text"),
        ("a.txt", b"%PDF is a mark", "text"),
        ("a.eml", b"Subject: <html>", "e-mail"),
        ("README", b"Words", None),
        ("a.xlsx", SHEET, None),
        ("a.odt", ODT, None),
        ("a.zip", ARCHIVE, None),
        ("a", b"", None),
    ],
)
def test_what_a_file_certainly_is_counts_for_more_than_its_name(
    name: str, content: bytes, format_name: str | None
) -> None:
    assert named(name, content) == format_name


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.zip", ARCHIVE, True),
        ("a.txt", ARCHIVE, True),
        ("a", ARCHIVE, True),
        ("a.ZIP", b"damaged", True),
        ("a.zip", WITH_WORD, True),
        ("a.zip", zip_of({}), True),
        ("a.zip", WORD, False),
        ("a.zip", EPUB, False),
        ("a.docx", ARCHIVE, False),
        ("a.xlsx", SHEET, False),
        ("a.jar", ARCHIVE, False),
        ("a.zip", ODT, False),
        ("a.txt", b"PK is short for a kilo of peas", False),
    ],
)
def test_archives_are_told_from_documents_that_are_built_as_one(
    name: str, content: bytes, expected: bool
) -> None:
    assert is_archive(name, content) is expected


def test_a_cut_off_archive_breaks_nothing() -> None:
    for end in range(len(WORD)):
        format_of("a", WORD[:end])
        is_archive("a.zip", WORD[:end])


def test_a_comment_behind_an_archive_hides_nothing() -> None:
    packed = io.BytesIO(WORD)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = b"A comment " * 100
    assert named("a", packed.getvalue()) == "Word"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", ".docx"),
        ("a.xlsx", "as CSV"),
        ("a.PPTX", "as PDF"),
        ("scan.png", "OCR"),
        ("a.json", ".jsonl"),
        ("a.tar.gz", ".zip"),
        ("a.unheardof", ".txt or .md"),
        ("README", ".txt or .md"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(name: str, advice: str) -> None:
    error = not_read(name)
    assert "is not a format that Caravan reads" in str(error)
    assert advice in error.hint
    assert ".pdf" in error.hint


def test_a_hostile_suffix_is_not_repeated() -> None:
    assert "\x1b" not in str(not_read("a.\x1b[31m"))
    assert len(str(not_read("a." + "x" * 200))) < 100
