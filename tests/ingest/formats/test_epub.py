"""A book becomes one article of its chapters; what is locked, damaged or too large says so."""

from datetime import date

import pytest

from ingest.formats import Article, File
from ingest.formats.epub import read
from ingest.settings import IngestSettings
from tests.ingest.makers import epub
from vectorstore import SourceError


def book(content: bytes, settings: IngestSettings | None = None) -> Article:
    (found,) = read(File("book.epub", content, settings=settings or IngestSettings()))
    return found


def test_a_book_is_its_chapters_in_the_order_of_reading() -> None:
    assert book(epub.epub()) == Article(
        "The ferry\n\nThe ferry crossed the Lune for two hundred years.\n\n"
        "The bridge\n\nThe bridge opened on Monday.\n\na bridge",
        title="Two towns",
        author="Ana Reis, Jon Hallam",
        publisher="Lune Press",
        published=date(2025, 6, 2),
        language="en",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("<dc:date>2025</dc:date>", None),
        ("<dc:date>2999-01-01</dc:date>", None),
        (
            '<dc:date xmlns:opf="http://www.idpf.org/2007/opf" opf:event="modification">'
            "2025-01-01</dc:date>",
            None,
        ),
        (
            '<dc:date xmlns:opf="http://www.idpf.org/2007/opf" opf:event="publication">'
            "2024-03-01</dc:date>",
            date(2024, 3, 1),
        ),
        ("", None),
    ],
)
def test_only_a_day_of_publication_is_one(written: str, day: date | None) -> None:
    assert book(epub.epub(day=written)).published == day


def test_veiled_fonts_are_no_lock() -> None:
    veiled = {"META-INF/encryption.xml": epub.LOCKED.format(epub.FONT).encode()}
    assert book(epub.epub(extra=veiled)).title == "Two towns"


def test_nothing_outside_the_book_is_opened() -> None:
    with pytest.raises(SourceError, match="lacks a part"):
        book(epub.epub({"../../../../etc/passwd": "x"}, package=(
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" '
            'href="../../../etc/passwd" '
            'media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></package>'
        )))  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            epub.epub(extra={"META-INF/encryption.xml": epub.LOCKED.format(epub.AES).encode()}),
            "locked",
        ),
        (epub.epub()[:-200], "damaged"),
        (b"PK\x03\x04 no book", "damaged"),
        (epub.epub({}), "no text"),
        (epub.epub({"big.xhtml": "<p>" + "a " * 3_000_000 + "</p>"}), "unpacks"),
        (
            epub.epub(package='<!DOCTYPE p [<!ENTITY a "b">]><package>&a;</package>'),
            "entities",
        ),
    ],
)
def test_what_cannot_be_read_says_so(content: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        book(content, IngestSettings(expansion=50))
    assert raised.value.hint
