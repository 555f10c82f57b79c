"""PDFs: paragraphs, pages, what is left out, and files that cannot be read."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.encoding import tidy
from ingest.formats.article import Article, File
from ingest.formats.pdf import read
from ingest.settings import IngestSettings
from tests.ingest.makers import pdf
from vectorstore import SourceError

MINISTERS = (
    "The ministers of transport met in the border town of Korgan on Tuesday and agreed to open the "
    "crossing for goods trains by the end of the year. They said that the infrastructure was ready "
    "and that only the customs rules of both sides were still to be aligned, which is the work of "
    "a joint commission."
)
PORT = (
    "Officials of the port of Almasu expect that the volume of containers will double within five "
    "years. The port has two cranes and a single railway siding, and its director told reporters "
    "that a third berth will be built as soon as the state-owned railway has found the money."
)
ANALYSTS = (
    "Analysts warn, however, that the corridor competes with cheaper routes. A container that goes "
    "by sea takes twice as long but costs half as much."
)
ARTICLE = [MINISTERS, PORT, ANALYSTS]


def article(content: bytes, name: str = "report.pdf") -> Article:
    found = list(read(File(name, content)))
    assert len(found) == 1
    assert isinstance(found[0], Article)
    return found[0]


def failure(content: bytes, limits: IngestSettings | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(read(File("report.pdf", content, settings=limits or IngestSettings())))
    assert caught.value.hint
    return caught.value


def numbered(count: int) -> list[str]:
    """Return paragraphs that no two of are alike."""
    return [f"Paragraph {number} says this. {ARTICLE[number % 3]}" for number in range(count)]


# Paragraphs


@pytest.mark.parametrize("is_justified", [True, False])
@pytest.mark.parametrize(("indent", "space"), [(0, 6), (14, 0), (0, 0)])
@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs_come_back_whole(
    indent: float, space: float, columns: int, is_justified: bool
) -> None:
    paragraphs = numbered(24)
    found = article(
        pdf.typeset(
            paragraphs, indent=indent, space=space, columns=columns, is_justified=is_justified
        )
    )
    assert found.text.split() == " ".join(paragraphs).split()
    whole = set(found.text.split("\n\n"))
    # Nothing tells the end of a paragraph whose last line is full from that of a sentence.
    least = len(paragraphs) - 2 if indent or space else 0.4 * len(paragraphs)
    assert sum(paragraph in whole for paragraph in paragraphs) >= least


def test_a_heading_is_a_line_of_its_own() -> None:
    found = article(
        pdf.typeset(
            ["# The crossing", MINISTERS, "# The port", PORT], shown_title="Ports and Borders"
        )
    )
    assert found.text == f"The crossing\n\n{MINISTERS}\n\nThe port\n\n{PORT}"


def test_a_table_is_read_row_by_row_and_keeps_its_repeated_head() -> None:
    rows = [[f"Land {row}", str(row * 3), str(row * 7)] for row in range(80)]
    found = article(
        pdf.typeset([MINISTERS, [["Country", "Exports", "Imports"], *rows]], header="Review {page}")
    )
    assert found.text.startswith(f"{MINISTERS}\n\nCountry Exports Imports\nLand 0 0 0\nLand 1 3 7")
    assert found.text.count("Country Exports Imports") == len(found.pages) == 3
    assert all("\n" + " ".join(row) in found.text for row in rows)


def test_columns_are_told_where_lines_are_written_across_both() -> None:
    left = [
        "The ministers of transport met in the",
        "border town of Korgan on Tuesday and",
        "agreed to open the crossing for goods",
        "trains by the end of the year. They said",
        "that the infrastructure was ready and",
        "that only the customs rules remained.",
    ]
    right = [
        "Officials of the port of Almasu expect",
        "that the volume of containers will",
        "double within five years. The port has",
        "two cranes and one railway siding, and",
        "its director told reporters that a third",
        "berth will be built in the new year.",
    ]
    lines = zip(left, right, strict=True)
    page = [
        (x, 700 - 13 * row, text)
        for row, pair in enumerate(lines)
        for x, text in zip((60, 300), pair, strict=True)
    ]
    assert article(pdf.drawn([page])).text == f"{' '.join(left)}\n\n{' '.join(right)}"


def test_list_items_are_lines() -> None:
    lines = [
        "The commission has three tasks:",
        "• to align the rules",
        "• to name a chair",
        "• to meet",
    ]
    page = [(60, 700 - 12 * row, text) for row, text in enumerate(lines)]
    assert article(pdf.drawn([page])).text == "\n".join(lines)


def test_footnotes_stay_on_their_page_and_part_no_paragraph() -> None:
    first = [
        (60, 700, 10, "The commission of the two countries has much work, and it is busy"),
        (60, 688, 10, "with the rules of both sides. It meets in the spring and has grown,"),
        (60, 100, 7, "1 It was founded in the year of the flood."),
    ]
    second = [
        (60, 700, 10, "as its members report to both of the governments that sent them here"),
        (60, 688, 10, "and to nobody else."),
    ]
    found = article(pdf.of_contents([pdf.page_content(first), pdf.page_content(second)]))
    assert found.text.split("\n\n") == [
        "1 It was founded in the year of the flood.",
        "The commission of the two countries has much work, and it is busy with the rules of both "
        "sides. It meets in the spring and has grown, as its members report to both of the "
        "governments that sent them here and to nobody else.",
    ]
    assert found.text[found.pages[1].start :].startswith("as its members report")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Their coopera-", "tion goes on."], "Their cooperation goes on."),
        (["The China-", "Central Asia pipeline."], "The China-Central Asia pipeline."),
        (["The years 2020-", "2021 were hard."], "The years 2020-2021 were hard."),
        (["Of COVID-", "19 nobody spoke."], "Of COVID-19 nobody spoke."),
        (["An EU-", "led group came."], "An EU-led group came."),
        (["A state-", "owned bank."], "A state-owned bank."),
        (["The COOPERA-", "TION goes on."], "The COOPERATION goes on."),
        (["The mid-term and the mid-", "term."], "The mid-term and the mid-term."),
        (
            ["Their re-", "election was sure; a re-election."],
            "Their re-election was sure; a re-election.",
        ),
        (["To understand is to under-", "stand."], "To understand is to understand."),
        (["A pause - and then -", "silence."], "A pause - and then - silence."),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], expected: str) -> None:
    page = [(60, 700 - 12 * row, text) for row, text in enumerate(lines)]
    assert article(pdf.drawn([page])).text == expected


def test_ligatures_soft_hyphens_and_odd_spaces_are_made_plain() -> None:
    written = b"<" + b"of\xa0the soft\xadware \x95 item".hex().encode() + b"> Tj"
    found = article(pdf.of_contents([b"BT /F1 10 Tf 60 700 Td " + written + b" ET"]))
    assert found.text == "of the software • item"


def test_a_rotated_page_is_read_as_it_is_seen() -> None:
    lines = ["The commission meets in the spring and reports", "to both of the governments."]
    content = b"\n".join(
        b"BT /F1 10 Tf 0 1 -1 0 %d 60 Tm (%s) Tj ET" % (100 + 12 * row, line.encode())
        for row, line in enumerate(lines)
    )
    assert article(pdf.of_contents([content])).text == " ".join(lines)


# Pages


def test_pages_begin_where_their_first_words_are() -> None:
    paragraphs = [f"Page {number} begins so. {MINISTERS}" for number in range(4)]
    story = [part for paragraph in paragraphs for part in (paragraph, pdf.PAGE_BREAK)]
    found = article(pdf.typeset(story[:-1], header="The Review", footer="{page}"))
    assert [page.label for page in found.pages] == ["1", "2", "3", "4"]
    for page, paragraph in zip(found.pages, paragraphs, strict=True):
        assert found.text[page.start :].startswith(paragraph)


def test_a_paragraph_goes_on_across_pages_and_the_page_begins_within_it() -> None:
    paragraphs = [" ".join(numbered(60)[start : start + 7]) for start in range(0, 60, 7)]
    found = article(pdf.typeset(paragraphs, space=0, indent=12, header="Review", footer="{page}"))
    assert len(found.pages) > 2
    within = [page for page in found.pages[1:] if found.text[page.start - 1] == " "]
    assert within, "no page of this text begins within a paragraph"
    assert found.text.split() == " ".join(paragraphs).split()


def test_a_word_broken_by_the_page_is_one_word() -> None:
    first = pdf.page_content([(60, 700, 10, "It is a matter of coopera-")])
    second = pdf.page_content([(60, 700, 10, "tion between them.")])
    found = article(pdf.of_contents([first, second]))
    assert found.text == "It is a matter of cooperation between them."
    assert found.text[found.pages[1].start :] == "tion between them."


def test_labels_are_the_file_s() -> None:
    story = [part for text in numbered(5) for part in (text, pdf.PAGE_BREAK)]
    content = pdf.labelled(pdf.typeset(story[:-1]), [(0, "", "/r", 3), (2, "A-", "/D", 1)])
    assert [page.label for page in article(content).pages] == ["iii", "iv", "A-1", "A-2", "A-3"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [(145, ["145", "146", "147", "148", "149"]), (-1, ["[1]", "[2]", "1", "2", "3"])],
)
def test_labels_are_the_printed_numbers_where_the_file_has_none(
    first: int, expected: list[str]
) -> None:
    contents = []
    for number, word in enumerate(["First", "Second", "Third", "Fourth", "Fifth"], start=first):
        lines = [(60.0, 700.0, 10.0, f"{word} words."), (60.0, 688.0, 10.0, "More of them.")]
        printed = [(290.0, 30.0, 8.0, str(number))] if number > 0 else []
        contents.append(pdf.page_content([*lines, *printed]))
    found = article(pdf.of_contents(contents))
    assert [page.label for page in found.pages] == expected
    assert not any(character.isdigit() for character in found.text)


def test_an_empty_page_has_no_entry() -> None:
    contents = [pdf.page_content([(60, 700, 10, text)]) for text in ("First words.", "Last words.")]
    found = article(pdf.of_contents([contents[0], b"", contents[1]]))
    assert [(page.label, page.start) for page in found.pages] == [("1", 0), ("3", 14)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_pages_are_exact_whatever_the_text(data: st.DataObject) -> None:
    word = st.text("abcdefghijklmnopqrstuvwxyzABC-äéñ", min_size=1, max_size=9).filter(
        lambda word: word.strip("-") != ""
    )
    sentence = st.lists(word, min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
    paragraphs = st.lists(sentence, min_size=1, max_size=12).map(" ".join)
    pages = data.draw(
        st.lists(st.lists(paragraphs, min_size=1, max_size=4), min_size=1, max_size=5)
    )
    columns = data.draw(st.integers(1, 2))
    story: list[str | list[list[str]]] = []
    for number, page in enumerate(pages):
        story += [pdf.PAGE_BREAK] if number else []
        story += [f"Mark{number} {page[0]}", *page[1:]]
    # On a single page nothing repeats, so that a header is one of its lines.
    header, footer = ("Review of Rivers", "page {page}") if len(pages) > 1 else ("", "")
    found = article(
        pdf.typeset(story, columns=columns, title="Rivers", header=header, footer=footer)
    )
    assert found.text == tidy(found.text)
    starts = [page.start for page in found.pages]
    assert starts == sorted(starts)
    assert starts[0] == 0
    marks = [match.start() for match in re.finditer(r"\bMark\d", found.text)]
    assert len(marks) == len(pages)
    assert set(marks) <= set(starts)


# What is printed on every page


def test_running_headers_footers_and_page_numbers_are_dropped() -> None:
    for footer in ("{page}", "- {page} -", "Page {page} of 3", "Korgan Institute | {page}"):
        found = article(
            pdf.typeset(numbered(40), header="Review of Rivers, May 2021", footer=footer)
        )
        assert found.text.split() == " ".join(numbered(40)).split()


def test_headers_that_change_from_left_to_right_are_dropped() -> None:
    contents = [
        pdf.page_content(
            [
                (60, 800, 8, "Review of Rivers" if number % 2 else "A. Author and B. Writer"),
                (60, 700, 10, f"{text} is what this page says."),
                (60, 688, 10, "It says no more."),
            ]
        )
        for number, text in enumerate(["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"])
    ]
    found = article(pdf.of_contents(contents))
    assert "Review" not in found.text
    assert "Author" not in found.text
    assert found.text.count("is what this page says.") == 6


def test_headers_with_the_page_s_number_are_dropped_though_their_chapter_changes() -> None:
    chapters = ["The sources", "The sources", "Its banks", "Its mouth", "Its mouth", "The lake"]
    contents = [
        pdf.page_content(
            [
                (60, 800, 10, f"Chapter {number}: {chapter}    {number + 1}"),
                (60, 700, 10, f"{text} is what this page says."),
                (60, 688, 10, "It says no more."),
            ]
        )
        for number, (chapter, text) in enumerate(
            zip(chapters, ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"], strict=True)
        )
    ]
    found = article(pdf.of_contents(contents))
    assert "Chapter" not in found.text
    assert found.text.count("is what this page says.") == 6


def test_a_table_of_contents_is_read_line_by_line() -> None:
    lines = ["1.1 The sources" + " ." * 50 + " 3", "1.2 The banks" + " ." * 51 + " 14"]
    page = [(60, 700 - 12 * row, text) for row, text in enumerate(lines)]
    assert article(pdf.drawn([page])).text == "\n".join(lines)


def test_a_refrain_and_headings_of_the_body_stay() -> None:
    pages = []
    for number in range(5):
        lines = [
            "And so the river flows.",
            f"Article {number * number}",
            "The parties agree on this:",
        ]
        lines += [f"what they have agreed on, {number}{row}" for row in range(6)]
        pages.append([(60.0, 760.0 - 12 * row, text) for row, text in enumerate(lines)])
    text = article(pdf.drawn(pages)).text
    assert text.count("And so the river flows.") == 5
    assert text.count("Article ") == 5


def test_a_heading_at_the_same_place_of_many_pages_stays() -> None:
    story: list[str | list[list[str]]] = []
    for paragraph in numbered(6):
        story += ["# Key facts", paragraph, pdf.PAGE_BREAK]
    assert (
        article(pdf.typeset(story[:-1], header="Review", title="Rivers")).text.count("Key facts")
        == 6
    )


def test_what_word_marks_as_a_header_is_dropped_from_a_single_page() -> None:
    mark = b"/Artifact <</Type /Pagination /Subtype /Header>> BDC\n%s\nEMC\n"
    header = mark % pdf.page_content([(60, 800, 9, "Ministry of Rivers")])
    body = pdf.page_content([(60, 700, 10, "The river flows.")])
    assert article(pdf.of_contents([header + body])).text == "The river flows."


def test_a_watermark_is_dropped() -> None:
    mark = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (DRAFT) Tj ET\n"
    contents = [
        mark + pdf.page_content([(60, 700, 10, f"{text} words.")]) for text in ("First", "Second")
    ]
    assert article(pdf.of_contents(contents)).text == "First words.\n\nSecond words."


# Properties


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
    ],
)
def test_no_date_is_taken_for_publication(xmp: str) -> None:
    info = {"/CreationDate": "D:20210504100000Z", "/Title": "Ports and Borders"}
    found = article(pdf.described(pdf.typeset(ARTICLE), info=info, xmp=xmp))
    assert found.published is None
    assert found.title == "Ports and Borders"


# What cannot be read


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
