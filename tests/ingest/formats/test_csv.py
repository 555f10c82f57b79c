"""Tables: an article a row, whichever way the table is written, and each bad row by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import Article, File, Unreadable
from ingest.formats.csv import read
from tests.ingest.makers.tables import csv_of
from tests.patience import patience
from vectorstore import SourceError

NAMES = ["ID", "Headline", "Body", "Published At", "Byline", "Outlet", "Link", "Lang"]
BRIDGE = ["7", "A bridge", "The bridge is open; it cost 3, not 4, million.", "2025-06-17"]
BRIDGE += ["Ana Reis", "River Herald", "https://x.test/7", "en"]
FERRY = ["8", "A ferry", 'The "Lune" ferry\n\nruns no more.', "17 June 2025", "", "", "", ""]
ARTICLES = [
    Article(
        text=BRIDGE[2],
        title="A bridge",
        author="Ana Reis",
        publisher="River Herald",
        published=date(2025, 6, 17),
        language="en",
        url="https://x.test/7",
        key="7",
    ),
    Article(
        text='The "Lune" ferry\n\nruns no more.',
        title="A ferry",
        published=date(2025, 6, 17),
        key="8",
    ),
]


def rows(content: bytes | str, columns: dict[str, str] | None = None) -> list[Article | Unreadable]:
    content = content if isinstance(content, bytes) else content.encode()
    return list(read(File("a.csv", content, columns=columns or {})))


def texts(content: bytes | str) -> list[str]:
    return [each.text if isinstance(each, Article) else str(each.error) for each in rows(content)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_whichever_way_it_is_written(
    delimiter: str, encoding: str, end: str
) -> None:
    assert rows(csv_of([NAMES, BRIDGE, FERRY], delimiter, encoding, end)) == ARTICLES


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "^"])
def test_a_first_line_that_tells_the_delimiter_is_believed(delimiter: str) -> None:
    told = f"sep={delimiter}\r\n".encode("utf-16") + csv_of(
        [NAMES, BRIDGE, FERRY], delimiter, "utf-16-le"
    )
    assert rows(told) == ARTICLES


def test_what_an_export_says_of_itself_above_the_names_is_passed_over() -> None:
    above = 'Search results\n"Made on 17 June 2025, 10:30"\nText: bridge\n\n'
    assert rows(above.encode() + csv_of([NAMES, BRIDGE, FERRY])) == ARTICLES
    (chosen,) = rows(f"{above}No;Hit\n7;It is open.\n", {"text": "Hit", "id": "No"})
    assert chosen == Article("It is open.", key="7")
    (bad,) = rows(f"{above}title,text\nA,\n")
    assert str(bad.error if isinstance(bad, Unreadable) else "") == "Line 6 has no text"


def test_names_that_are_not_known_are_told_from_what_stands_above_them() -> None:
    with pytest.raises(SourceError, match="its columns are: No, Hit"):
        rows("Search results\n\nNo,Hit\n1,It is open.\n")


def test_a_row_is_not_taken_for_the_names_above_which_there_are_as_many_cells() -> None:
    with pytest.raises(SourceError, match="its columns are: field, means"):
        rows("field,means\ntitle,text\nbody,words\n")


def test_a_chosen_column_stands_above_the_usual_names() -> None:
    content = "text,summary,when\nLong text.,Short text.,2025-06-17\n"
    (article,) = rows(content, {"text": "Summary", "date": "when"})
    assert isinstance(article, Article)
    assert (article.text, article.published) == ("Short text.", date(2025, 6, 17))


def test_a_table_without_text_names_its_columns_and_the_next_step() -> None:
    with pytest.raises(SourceError, match="its columns are: name, size") as caught:
        rows("name,size\na,1\n")
    assert "--column text=NAME" in caught.value.hint
    assert "sidecar" in caught.value.hint


def test_a_chosen_column_that_is_not_there_is_told() -> None:
    with pytest.raises(SourceError, match="no column story") as caught:
        rows("text,size\na,1\n", {"text": "story"})
    assert "text, size" in caught.value.hint


@pytest.mark.parametrize("content", ["text\n", "text,title\n\n\n", "text"])
def test_a_table_without_rows_is_told(content: str) -> None:
    with pytest.raises(SourceError, match="no rows"):
        rows(content)


def test_a_bad_row_is_told_by_its_line_and_costs_no_other() -> None:
    found = rows('id,title,text\n1,A,"Two\nlines"\n2,B,\n\n3,C,D,E,F\n4,G\n5,H,Good\n')
    assert [each.key for each in found] == ["1", "line 4", "line 6", "line 7", "5"]
    problems = [str(each.error) for each in found if isinstance(each, Unreadable)]
    assert problems == [
        "Line 4 has no text",
        "Line 6 has 5 cells for 3 columns",
        "Line 7 has no text",
    ]


def test_cells_left_out_at_the_end_of_a_row_are_empty() -> None:
    assert texts("text,title,author\nA text.\nAnother.,T,,,\n") == ["A text.", "Another."]


def test_a_quote_that_is_never_closed_takes_in_no_other_row() -> None:
    found = texts('title,text\nA,One\nB,"Two\nC,Three\nD,Four\n')
    assert found == ["One", "Line 3 has a quote that is never closed", "Three", "Four"]


def test_the_last_row_may_end_in_a_quote() -> None:
    assert texts('title,text\nA,"One"\nB,"Two" more') == ["One", "Two more"]
    assert texts('title,text\nA,"One"x "y\nB,Two')[-1] == "Two"


def test_a_file_full_of_open_quotes_ends_in_time() -> None:
    with patience():
        found = rows("text\n" + 'a," b\n' * 30_001)
    assert any(isinstance(each, Unreadable) for each in found)


def test_stray_zero_bytes_cost_nothing() -> None:
    content = csv_of([NAMES, BRIDGE, FERRY]).replace(b"bridge is", b"bri\0dge is")
    assert rows(content) == ARTICLES


def test_a_cell_of_megabytes_is_read() -> None:
    (article,) = rows(csv_of([["text"], ["The bridge is open. " * 100_000]]))
    assert isinstance(article, Article)
    assert len(article.text) > 1_900_000


def test_a_cell_of_html_is_read_as_its_reader_sees_it() -> None:
    assert texts(csv_of([["text"], ["<p>Fish &amp; chips.</p><p>It is <b>open</b>.</p>"]])) == [
        "Fish & chips.\n\nIt is open."
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (
            "It is <b>open</b>.\n\nThe <a href='/x'>law</a> is new.",
            "It is open.\n\nThe law is new.",
        ),
        ("Fish &amp; chips.<br>Open.", "Fish & chips.\nOpen."),
        ("3 < 4 and p <p-value> 0.05", "3 < 4 and p <p-value> 0.05"),
    ],
)
def test_marks_are_told_from_what_looks_like_them(cell: str, text: str) -> None:
    assert texts(csv_of([["text"], [cell]])) == [text]


def test_a_row_whose_markup_cannot_be_read_costs_no_other() -> None:
    deep = "<div>" * 100_000 + "x" + "</div>" * 100_000
    found = texts(csv_of([["text"], [deep], ["It is open."], ["<p> </p>"]]))
    assert found[1:] == ["It is open.", "Line 4 has no words in its text"]
    assert "nest" in found[0]


def test_a_title_that_the_text_begins_with_is_not_repeated() -> None:
    cell = "The bridge is OPEN.\n\nIt cost 3 million."
    (article,) = rows(csv_of([["title", "text"], ["The bridge is open.", cell]]))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("The bridge is open.", "It cost 3 million.")


def test_rows_without_an_id_have_a_key_of_their_own_that_stays() -> None:
    keys = [each.key for each in rows("text,url\nOne,\nTwo,https://x.test/2\n")]
    assert keys[1] == "https://x.test/2"
    assert keys[0] == rows("text,url\nZero,\nOne,\n")[1].key
    assert keys[0]


def test_the_first_line_of_a_text_is_no_title_where_there_is_a_title() -> None:
    (article,) = rows(csv_of([["title", "text"], ["A bridge", "Lune, Monday\n\nIt is open."]]))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("A bridge", "Lune, Monday\n\nIt is open.")


@given(st.binary(max_size=200), st.text('a,";\n\r\t| \x00', max_size=80))
def test_any_table_is_read_or_refused(content: bytes, written: str) -> None:
    for table in (content, b"text,title\n" + content, f"text;title\n{written}".encode()):
        try:
            found = rows(table)
        except SourceError as error:
            assert error.hint
            continue
        assert all(each.key for each in found)
