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


def test_a_chapter_is_a_chapter_whatever_its_id() -> None:
    chapters = {"index": "The ferry stopped.", "contents": "The bridge opened.", "toc": "It rains."}
    assert book(epub.bare(chapters, list(chapters))).text == "\n\n".join(chapters.values())


def test_what_the_guide_calls_no_chapter_stays_out() -> None:
    pages = {"a": "Contents: the ferry, 5", "b": "The ferry stopped."}
    guide = '<reference type="toc" href="a.xhtml"/><reference type="text" href="b.xhtml"/>'
    assert book(epub.bare(pages, ["a", "b"], guide)).text == "The ferry stopped."


def test_a_guide_does_not_hide_a_book_that_is_one_file() -> None:
    pages = {"a": "The ferry stopped."}
    for link in ("a.xhtml", "a.xhtml#contents"):
        guide = f'<reference type="toc" href="{link}"/>'
        assert book(epub.bare(pages, ["a"], guide)).text == "The ferry stopped."


def test_a_chapter_that_is_named_many_times_is_read_once() -> None:
    text = "The ferry stopped. " * 40_000
    content = epub.bare({"a": text}, ["a"] * 400)
    assert len(content) < 10_000
    assert book(content).text == text.strip()


def test_chapters_of_more_than_a_file_may_hold_are_refused() -> None:
    names = [f"c{number}" for number in range(5)]
    content = epub.bare(dict.fromkeys(names, "a ferry " * 40_000), names)
    with pytest.raises(SourceError, match="more than 1 MiB of text"):
        book(content, IngestSettings(file_mb=1))


def test_a_program_is_no_author() -> None:
    creators = "<dc:creator>calibre</dc:creator><dc:creator>Unknown</dc:creator>"
    assert book(epub.bare({"a": "It rains."}, ["a"], creator=creators)).author is None


def test_a_date_that_names_no_day_is_told() -> None:
    assert book(epub.epub(day="<dc:date>2025</dc:date>")).written_date == "2025"
    assert book(epub.epub()).written_date == ""


def test_a_part_that_is_missing_is_named() -> None:
    with pytest.raises(SourceError, match=r"lacks a part that it names: content\.opf"):
        book(epub.bare({}, []).replace(b"content.opf", b"kontent.opf"))


def test_an_encoding_that_is_none_of_text_is_not_taken() -> None:
    package = '<?xml version="1.0" encoding="UTF-7"?><package>+ADwAIQ-ENTITY x "y"></package>'
    with pytest.raises(SourceError, match="no text"):
        book(epub.epub(package=package))


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
