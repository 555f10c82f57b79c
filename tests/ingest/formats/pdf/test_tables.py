"""Tables of PDFs are read row by row, with a bar between their cells."""

from __future__ import annotations

from tests.ingest.formats.pdf.reading import (
    MINISTERS,
    PORT,
    article,
)
from tests.ingest.makers import pdf


def test_a_table_is_read_row_by_row_and_keeps_its_repeated_head() -> None:
    rows = [[f"Land {row}", str(row * 3), str(row * 7)] for row in range(80)]
    found = article(
        pdf.typeset([MINISTERS, [["Country", "Exports", "Imports"], *rows]], header="Review {page}")
    )
    assert found.text.startswith(
        f"{MINISTERS}\n\nCountry | Exports | Imports\nLand 0 | 0 | 0\nLand 1 | 3 | 7"
    )
    assert found.text.count("Country | Exports | Imports") == len(found.pages) == 3
    assert all("\n" + " | ".join(row) in found.text for row in rows)


def test_a_table_of_contents_is_read_line_by_line() -> None:
    lines = ["1.1 The sources" + " ." * 50 + " 3", "1.2 The banks" + " ." * 51 + " 14"]
    page = [(60, 700 - 12 * row, text) for row, text in enumerate(lines)]
    assert article(pdf.drawn([page])).text == "\n".join(lines)


def test_empty_cells_keep_their_place() -> None:
    rows = [["", "2023", "2024"], ["Osh", "5", "6"], ["Naryn", "", "7"], ["Batken", "8", ""]]
    found = article(pdf.typeset([MINISTERS, rows, PORT]))
    assert found.text.split("\n\n")[1] == "| 2023 | 2024\nOsh | 5 | 6\nNaryn |  | 7\nBatken | 8 |"


def test_a_row_of_one_cell_is_a_row_and_what_follows_is_none() -> None:
    rows = [["Land", "2023", "2024"], ["Osh", "5", "6"], ["Naryn", "", ""], ["Batken", "8", "9"]]
    found = article(pdf.typeset([MINISTERS, rows, "It ends."]))
    assert found.text.split("\n\n")[1:] == [
        "Land | 2023 | 2024\nOsh | 5 | 6\nNaryn |  |\nBatken | 8 | 9",
        "It ends.",
    ]


def test_cells_that_wrap_are_read_one_after_the_other() -> None:
    columns = (60, 160, 400)
    rows = [
        (["Osh", "2"], ["The canals leak and the", "pumps are old."]),
        (["Naryn", "14"], ["Nobody has counted the", "wells of the valley."]),
        (["Talas", "7"], ["It has neither."]),
    ]
    page = []
    for place, (outer, inner) in enumerate(rows):
        y = 700 - 40 * place
        page += [(columns[0], y, outer[0])]
        page += [(columns[1], y - 12 * row, text) for row, text in enumerate(inner)]
        page += [(columns[2], y, outer[1])]
    assert article(pdf.drawn([page])).text == (
        "Osh | The canals leak and the pumps are old. | 2\n"
        "Naryn | Nobody has counted the wells of the valley. | 14\n"
        "Talas | It has neither. | 7"
    )


def test_a_head_across_columns_moves_none() -> None:
    cells = [(190, 700, "Exports of goods"), (320, 700, "Imports of goods")]
    texts = [["Country", "2022", "2023", "2022", "2023"], ["Osh", "5", "6", "7", "8"]]
    for row, line in enumerate(texts):
        cells += [(60 + 65 * place, 682 - 18 * row, text) for place, text in enumerate(line)]
    text = article(pdf.drawn([cells])).text
    assert text.endswith("Country | 2022 | 2023 | 2022 | 2023\nOsh | 5 | 6 | 7 | 8")
    assert text.split("\n")[0] == "Exports of goods | Imports of goods"


def test_what_is_set_wide_is_no_table() -> None:
    lines = [("The ministers", "of transport met in"), ("the border town of Korgan", "on Tuesday.")]
    page = [
        (x, 700 - 12 * row, text)
        for row, pair in enumerate(lines)
        for x, text in zip(((60, 160), (60, 210))[row], pair, strict=True)
    ]
    assert "|" not in article(pdf.drawn([page])).text
    marked = [(60, 700 - 12 * row, f"{row + 1}.") for row in range(3)]
    items = [(100, 700 - 12 * row, f"Item {row}") for row in range(3)]
    listed = [cell for pair in zip(marked, items, strict=True) for cell in pair]
    assert article(pdf.drawn([listed])).text == "1. Item 0\n2. Item 1\n3. Item 2"
