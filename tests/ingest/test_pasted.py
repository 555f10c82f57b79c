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
        "Tags: rivers, bridges",
    ],
)
@pytest.mark.parametrize("ending", ["", "\n", "\r\n", f"\n\n{STANDFIRST}"])
def test_page_furniture_is_dropped(line: str, ending: str) -> None:
    text = read(pasted("A bridge", BODY, line) + ending).text
    assert line not in text
    assert text.startswith(BODY)


LISTED = "Osh 340 dollars a tonne\n\nJalal-Abad 320 dollars a tonne\n\nBatken 310 dollars a tonne"


@pytest.mark.parametrize(
    "heading", ["Latest", "Latest prices", "Latest news", "Contents", "Recent"]
)
@pytest.mark.parametrize("after", [BODY, f"By district\n\n{BODY}"])
def test_a_list_of_the_article_is_kept_whatever_heads_it(heading: str, after: str) -> None:
    whole = pasted(STANDFIRST, heading, LISTED, after)
    assert read(pasted("A price for onions", whole)).text == whole


@pytest.mark.parametrize("heading", ["Latest", "Contents", "Popular", "Search", "Related links"])
def test_a_list_at_the_end_is_kept_where_its_heading_can_be_the_article_s(heading: str) -> None:
    whole = pasted(BODY, heading, "A school", "A ferry", "A bridge")
    assert read(pasted("A bridge", whole)).text == whole


HEADLINES = ("A ferry for sale", "The school gets a roof", "Ten wells for Osh")


@pytest.mark.parametrize("heading", ["Related articles", "Most read", "Читайте также:"])
def test_headlines_of_other_articles_are_dropped(heading: str) -> None:
    assert read(pasted("A bridge", BODY, heading, *HEADLINES)).text == BODY
    assert read(pasted("A bridge", BODY, "\n".join((heading, *HEADLINES)))).text == BODY
    between = pasted("A bridge", STANDFIRST, "\n".join((heading, *HEADLINES)), "The vote", BODY)
    assert read(between).text == pasted(STANDFIRST, "The vote", BODY)


def test_two_lines_among_paragraphs_are_too_few_to_be_surely_headlines() -> None:
    whole = pasted(STANDFIRST, "Most read", "The Gazette", "The Herald", BODY)
    assert read(pasted("Two papers", whole)).text == whole


def test_what_can_be_either_is_dropped_beside_furniture_alone() -> None:
    assert read(pasted("A bridge", BODY, "Share this article", "Donate\nSearch")).text == BODY
    assert read(pasted("A phone", BODY, "Search", STANDFIRST)).text == pasted(
        BODY, "Search", STANDFIRST
    )


def test_a_refrain_is_kept() -> None:
    whole = pasted("Never again!\nNever again!", BODY, "Never again!")
    assert read(pasted("A song", whole)).text == whole


def test_a_first_sentence_is_no_byline() -> None:
    for first in ("By Tuesday the river had risen.", "By train across Almaty", "Report by the UN"):
        assert read(pasted("A bridge", first, BODY)).text == pasted(first, BODY)


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
