"""Text pasted from a web page becomes an article: title and paragraphs, nothing of the page."""

from pathlib import Path

import pytest

from ingest.reading import read_file
from vectorstore import Extract

CAPTION = "Ministers at the river's new bridge. Photo: Harbour Office"
STANDFIRST = "Two towns share a ferry, a school and now a bridge."
BODY = "The bridge over the Lune opened on Monday. It is 340 metres long."


def read(text: str, name: str = "a-river-town.txt") -> Extract:
    return read_file(Path(name), text.encode())


def pasted(*blocks: str) -> str:
    return "\n\n".join(blocks)


def test_the_first_line_is_the_title_and_the_second_the_first_paragraph() -> None:
    extract = read(pasted("A bridge for two towns", STANDFIRST, BODY))
    assert extract.metadata.title == "A bridge for two towns"
    assert extract.text == pasted(STANDFIRST, BODY)


def test_title_and_standfirst_need_no_blank_line_between_them() -> None:
    extract = read(f"A bridge for two towns\n{STANDFIRST}\n\n{BODY}")
    assert extract.metadata.title == "A bridge for two towns"
    assert extract.text == pasted(STANDFIRST, BODY)


@pytest.mark.parametrize(
    "again", [CAPTION, CAPTION.replace("'", "’")], ids=["as it was", "with a curly apostrophe"]
)
@pytest.mark.parametrize("between", ["\n", "\n\n", f"\n\n{BODY}\n\n"])
def test_a_caption_given_twice_is_kept_once(again: str, between: str) -> None:
    text = read(pasted("A bridge", f"{CAPTION}{between}{again}", "It cost 3 million.")).text
    assert text.replace("’", "'").count(CAPTION) == 1
    assert text.endswith("It cost 3 million.")


def test_a_sentence_said_again_later_is_kept() -> None:
    text = read(pasted("A bridge", BODY, STANDFIRST, BODY)).text
    assert text.count(BODY) == 2


@pytest.mark.parametrize(
    "line",
    [
        "About Author /",
        "ABOUT THE AUTHOR",
        "Start typing and press Enter to search",
        "Share on Facebook",
        "Leave a comment",
        "Back to top",
        "Tags:",
    ],
)
@pytest.mark.parametrize("ending", ["", "\n", "\r\n", f"\n\n{STANDFIRST}"])
def test_page_furniture_is_dropped(line: str, ending: str) -> None:
    text = read(pasted("A bridge", BODY, line) + ending).text
    assert line not in text
    assert text.startswith(BODY)


def test_a_sentence_that_only_begins_like_furniture_is_kept() -> None:
    sentence = "About author and translator Ana Reis little is known."
    assert sentence in read(pasted("A bridge", BODY, sentence)).text


def test_text_broken_at_a_column_is_joined() -> None:
    wrapped = (
        "The ferry had carried people, carts and cattle across the\n"
        "river for two hundred years before the council decided that\n"
        "a bridge would cost less than a third boat would in the end.\n"
        "Nobody who lived on the eastern bank objected to the plan\n"
        "when it was read out in the school hall."
    )
    text = read(pasted("A bridge", wrapped, wrapped.replace("ferry", "boat"))).text
    assert text.splitlines()[0] == wrapped.replace("\n", " ")
    assert len(text.split("\n\n")) == 2


def test_the_items_of_a_list_stay_apart() -> None:
    items = "- a bridge\n- a school\n- a ferry"
    assert read(pasted("What they share", "Three things:", items)).text.endswith(items)


def test_list_items_stay_apart_in_text_broken_at_a_column() -> None:
    wrapped = (
        "1. The bridge is to be open to carts and walkers at all hours of\n"
        "the day and the night, whatever the height of the river below\n"
        "2. The ferry is to run until the last of its crew has found other\n"
        "work, and at the least until the end of the year that follows"
    )
    lines = read(pasted("The agreement", wrapped, "Both towns signed it.")).text.split("\n")
    assert lines[0].startswith("1. The bridge")
    assert lines[1].startswith("2. The ferry")


def test_a_first_line_that_is_a_sentence_stays_in_the_text() -> None:
    extract = read(pasted(BODY, STANDFIRST))
    assert extract.text == pasted(BODY, STANDFIRST)
    assert extract.metadata.title == "A river town"


def test_a_single_line_is_text_and_the_title_comes_from_the_file_name() -> None:
    extract = read("A bridge for two towns")
    assert extract.text == "A bridge for two towns"
    assert extract.metadata.title == "A river town"


def test_a_very_long_first_line_is_no_title() -> None:
    line = "word " * 60
    assert read(pasted(line, BODY)).text == pasted(line.strip(), BODY)


def test_spaces_within_lines_are_single_and_tabs_are_gone() -> None:
    assert read("A bridge\n\nIt\t is   long.\u00a0Very.").text == "It is long. Very."
