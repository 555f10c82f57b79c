"""Paragraphs of PDFs come back whole, in the order in which one reads."""

from __future__ import annotations

import pytest

from tests.ingest.formats.pdf.reading import (
    MINISTERS,
    PORT,
    article,
    numbered,
)
from tests.ingest.makers import pdf


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


def test_letters_that_are_drawn_one_by_one_are_words() -> None:
    line = "The ministry said: I saw a MOWING man will fill it with 14 jugs."
    widths = pdf.widths(line)
    page = [
        (60 + sum(widths[:place]), 700.0, letter)
        for place, letter in enumerate(line)
        if letter != " "
    ]
    assert article(pdf.drawn([page])).text == line
