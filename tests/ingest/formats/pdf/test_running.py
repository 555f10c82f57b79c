"""Headers, footers and page numbers are dropped, and nothing that could be text."""

from __future__ import annotations

import pytest

from tests.ingest.formats.pdf.reading import (
    PORT,
    article,
    numbered,
)
from tests.ingest.makers import pdf


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
                (60, 800, 10, f"Chapter: {chapter}    {number + 1}"),
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


def test_headers_as_large_as_the_body_are_dropped_where_they_stand_amid_a_sentence() -> None:
    words = (" ".join(numbered(30))).split()
    pages = []
    for number in range(5):
        lines = [
            (125.0, 700.0 - 12 * row, " ".join(words[(number * 20 + row) * 9 :][:9]))
            for row in range(20)
        ]
        header = [(125.0, 740.0, "Rivers of the West"), (460.0, 740.0, str(number + 31))]
        pages.append(header + lines if number % 2 else [(125.0, 740.0, "A. Bek"), *lines])
    found = article(pdf.drawn(pages))
    assert found.text.split() == words[: 5 * 20 * 9]
    assert "Rivers" not in found.text


def with_one_line(lines: list[str], y: float, size: float) -> bytes:
    """Return a PDF with a line on each page that stands apart from a paragraph."""
    return pdf.of_contents(
        [
            pdf.page_content(
                [
                    (60, y, size, line),
                    *(
                        (60, 690 - 13 * row, 11, f"Row {page}-{row}. {PORT[:70]}.")
                        for row in range(9)
                    ),
                ]
            )
            for page, line in enumerate(lines)
        ]
    )


@pytest.mark.parametrize("y", [80, 30])
@pytest.mark.parametrize(
    "notes",
    [
        ["1 Law on Water of 14 May 2019.", "2 Interview with A. Tosh, Osh.", "3 Census, table 4."],
        [f"{number} Ministry of Water, report, p. {number + 39}." for number in (1, 2, 3, 4)],
        ["1 Ibid.", "2 Ibid.", "3 Ibid.", "4 Ibid."],
        ["1 Law on Water", "2 Interview with A. Tosh", "3 Census", "4 Letter to the author"],
    ],
)
def test_a_note_on_each_page_stays(notes: list[str], y: float) -> None:
    text = article(with_one_line(notes, y, 8)).text
    assert [note for note in notes if note not in text] == []


@pytest.mark.parametrize(
    "headings",
    [
        [f"Article {number}" for number in range(1, 6)],
        [str(year) for year in range(2015, 2020)],
        ["Summary of the region"] * 5,
        ["1", "2", "3", "4"],
        ["Table 1. Exports", "Table 2. Imports", "Table 3. Debts", "Table 4. Prices"],
    ],
)
def test_a_heading_on_each_page_stays_and_names_no_page(headings: list[str]) -> None:
    found = article(with_one_line(headings, 740, 11))
    assert [line for line in found.text.split("\n\n") if line in headings] == headings
    assert [page.label for page in found.pages] == [str(n + 1) for n in range(len(headings))]


def test_the_source_below_each_figure_stays() -> None:
    text = article(with_one_line(["Source: the census."] * 5, 200, 8)).text
    assert text.count("Source: the census.") == 5


def test_parts_and_years_stay_even_in_a_narrow_margin() -> None:
    for headings in ([f"Article {number}" for number in range(1, 6)], ["2015", "2016", "2017"]):
        text = article(with_one_line(headings, 800, 11)).text
        assert [heading for heading in headings if heading not in text] == []


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
