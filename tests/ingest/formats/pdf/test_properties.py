"""What a PDF says about itself, as far as it can be believed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.formats.pdf.reading import (
    ARTICLE,
    article,
)
from tests.ingest.makers import pdf


def test_the_title_is_the_file_s_and_is_not_repeated() -> None:
    content = pdf.typeset(
        ARTICLE, title="Ports and Borders", author="Aida Bek", shown_title="Ports and Borders"
    )
    found = article(content)
    assert (found.title, found.author, found.text[:13]) == (
        "Ports and Borders",
        "Aida Bek",
        "The ministers",
    )
    assert found.pages[0].start == 0
    assert found.published is None


@pytest.mark.parametrize(
    "made_up",
    [
        "",
        "untitled",
        "Microsoft Word - draft3.doc",
        "draft_final_v2.indd",
        "report",
        "Document1",
        "PowerPoint Presentation",
        "C:\\Users\\x\\report.doc",
        "about:blank",
        "20210304_0001",
    ],
)
def test_a_title_that_a_program_made_up_gives_way_to_the_largest_letters(made_up: str) -> None:
    content = pdf.typeset(ARTICLE, shown_title="Ports and Borders of the Western Sea")
    found = article(pdf.described(content, info={"/Title": made_up}))
    assert found.title == "Ports and Borders of the Western Sea"
    assert found.text.startswith("The ministers")


def test_a_title_alone_is_still_text() -> None:
    found = article(pdf.typeset([], title="Ports", shown_title="Ports"))
    assert (found.title, found.text) == ("Ports", "Ports")


@pytest.mark.parametrize("heading", ["1. The valley", "1.2. Canals", "1 Introduction", "Summary"])
def test_the_heading_of_a_part_is_no_title(heading: str) -> None:
    found = article(pdf.typeset(ARTICLE, shown_title=heading))
    assert found.title is None
    assert found.text.startswith(f"{heading}\n\n")


def test_without_larger_letters_there_is_no_title() -> None:
    assert article(pdf.typeset(ARTICLE)).title is None


@pytest.mark.parametrize(
    "nobody", ["user", "Admin", "jsmith", "DESK-PC", "Microsoft Word", "(anonymous)"]
)
def test_an_author_that_is_nobody_is_not_known(nobody: str) -> None:
    content = pdf.described(pdf.typeset(ARTICLE), info={"/Author": nobody})
    assert article(content).author is None


def test_xmp_tells_authors_and_publication() -> None:
    xmp = """
      <dc:title>
        <rdf:Alt><rdf:li xml:lang="x-default">Ports &amp; Borders</rdf:li></rdf:Alt>
      </dc:title>
      <dc:creator><rdf:Seq><rdf:li>Aida Bek</rdf:li><rdf:li>Jan Tal</rdf:li></rdf:Seq></dc:creator>
      <dc:publisher><rdf:Bag><rdf:li>Korgan Institute</rdf:li></rdf:Bag></dc:publisher>
      <prism:publicationDate>2021-05-04</prism:publicationDate>"""
    found = article(pdf.described(pdf.typeset(ARTICLE), xmp=xmp, language="en-GB"))
    assert (found.title, found.author) == ("Ports & Borders", "Aida Bek, Jan Tal")
    assert (found.publisher, found.published) == ("Korgan Institute", date(2021, 5, 4))
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    "xmp",
    [
        "<dc:date>2021-05-04</dc:date>",
        "<prism:publicationDate>2021-05</prism:publicationDate>",
        "<prism:publicationDate>May",
        "<prism:publicationDate>1970-01-01</prism:publicationDate>",
        "<prism:publicationDate>2199-01-01</prism:publicationDate>",
    ],
)
def test_no_date_is_taken_for_publication(xmp: str) -> None:
    info = {"/CreationDate": "D:20210504100000Z", "/Title": "Ports and Borders"}
    found = article(pdf.described(pdf.typeset(ARTICLE), info=info, xmp=xmp))
    assert found.published is None
    assert found.title == "Ports and Borders"
