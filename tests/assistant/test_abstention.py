"""What is said where nothing answers, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.abstention import Near, abstention, note_of_unmet
from assistant.answers import Inferred
from assistant.requirements import Need, Requirement

INDIA = Requirement("India", Need.NAME)
GHANA = Requirement("Ghana", Need.NAME)
YEAR = Requirement("2019", Need.DATE)
MANY = Requirement("how many ships", Need.NUMBER)
LAST_WEEK = (Inferred("since", date(2025, 6, 9), "last week"),)
TRADE = [
    Near("Trade with China", "China exports machines. China buys copper."),
    Near("The EU buys less", "European Union imports fell in 2023."),
]
PORT = [Near("The port of Batumi", "The port handles coal.")]


def test_an_empty_corpus() -> None:
    assert abstention([]) == (
        "The corpus holds no articles. Add some: “Add articles” in the app, or "
        "`caravan ingest PATH` in a terminal."
    )


def test_limits_that_leave_nothing() -> None:
    assert abstention([], filtered=True) == (
        "No article in the corpus lies within the filters that were set."
    )
    assert abstention([], inferred=LAST_WEEK) == (
        "No article in the corpus is from the time that was asked about (“last week”)."
    )
    assert abstention([], filtered=True, inferred=LAST_WEEK) == (
        "No article in the corpus lies within the filters that were set and is from the time that "
        "was asked about (“last week”)."
    )


def test_limits_that_leave_something() -> None:
    assert abstention(PORT, filtered=True) == (
        "The articles within the filters do not answer this. "
        "The nearest article is “The port of Batumi”."
    )
    assert abstention(PORT, inferred=LAST_WEEK) == (
        "The articles from the time that was asked about (“last week”) do not answer this. "
        "The nearest article is “The port of Batumi”."
    )
    assert abstention(PORT, filtered=True, inferred=LAST_WEEK) == (
        "The articles within the filters and from the time that was asked about (“last week”) do "
        "not answer this. The nearest article is “The port of Batumi”."
    )


def test_a_name_that_no_passage_has_and_those_that_they_have() -> None:
    assert abstention(TRADE, required=[INDIA]) == (
        "The corpus does not answer this: none of the nearest passages mentions “India”. "
        "They name “China” and “European Union”."
    )


def test_a_year_that_no_passage_has_and_those_that_they_have() -> None:
    near = [Near("Ports", "In 2024 it grew."), Near("Ships", "In 2023 and in 2024 ships sank.")]
    assert abstention(near, required=[YEAR]) == (
        "The corpus does not answer this: none of the nearest passages mentions “2019”. "
        "They state “2023” and “2024”."
    )


def test_a_name_that_no_passage_has_where_they_have_none_of_its_sort() -> None:
    assert abstention(PORT, required=[INDIA]) == (
        "The corpus does not answer this: none of the nearest passages mentions “India”. "
        "The nearest article is “The port of Batumi”."
    )


def test_several_things_missing() -> None:
    assert abstention(PORT, required=[INDIA, YEAR], missing=["copper"]) == (
        "The corpus does not answer this: none of the nearest passages mentions “India”, “2019” or "
        "“copper”. The nearest article is “The port of Batumi”."
    )


def test_no_more_than_three_are_named() -> None:
    text = abstention(PORT, missing=["amber", "copper", "tin", "wool"])
    assert "“amber”, “copper” or “tin”." in text


def test_a_word_of_the_question_is_named_with_its_name_alone() -> None:
    one = Requirement("Fisheries Council", Need.NAME)
    text = abstention(PORT, required=[one], missing=["Council"])
    assert "mentions “Fisheries Council”." in text


def test_what_a_passage_mentions_is_never_said_to_be_missing() -> None:
    text = "The corpus does not answer this. The nearest article is “The port of Batumi”."
    assert abstention(PORT, required=[Requirement("Batumi", Need.NAME)], missing=["coal"]) == text
    near = [Near("Fuel", "Indian exports fell.")]
    assert "mentions" not in abstention(near, required=[INDIA])


def test_the_kind_of_answer_is_no_word_of_a_passage() -> None:
    assert abstention(PORT, required=[MANY]) == (
        "The corpus does not answer this. The nearest article is “The port of Batumi”."
    )


def test_the_nearest_sentence_is_about_another() -> None:
    near = [Near("Ghana and Kenya", "Kenya exports tea.")]
    assert abstention(near, required=[GHANA], unmet=[GHANA], sentence="Kenya exports tea.") == (
        "The corpus does not answer this. The nearest sentence names “Kenya”, not “Ghana”."
    )


def test_the_nearest_sentence_is_of_another_year() -> None:
    near = [Near("The ports in 2019", "In 2024 it grew.")]
    assert abstention(near, required=[YEAR], unmet=[YEAR], sentence="In 2024 it grew.") == (
        "The corpus does not answer this. The nearest sentence states “2024”, not “2019”."
    )


def test_the_nearest_sentence_has_none_of_the_kind() -> None:
    near = [Near("Ghana", "Ships sank.")]
    assert abstention(near, unmet=[MANY], sentence="Ships sank.") == (
        "The corpus does not answer this. The nearest sentence gives no number."
    )
    assert abstention(near, unmet=[GHANA, MANY], sentence="Ships sank.") == (
        "The corpus does not answer this. The nearest sentence does not name “Ghana”. "
        "The nearest sentence gives no number."
    )


def test_several_articles() -> None:
    near = [*TRADE, *TRADE, *PORT, Near("A fourth", "")]
    assert abstention(near) == (
        "The corpus does not answer this. The nearest articles are “Trade with China”, "
        "“The EU buys less” and “The port of Batumi”."
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Two\nlines", "Two lines"),
        ("Ends with a stop.", "Ends with a stop"),
        ("Why wait?", "Why wait?"),
        ("The “best” port", "The ‘best’ port"),
        ("\u202eturned\u202c round", "turned round"),
        ("# *Loud* [link](x)", "# *Loud* [link](x)"),
        ("word " * 40, "word " * 16 + "…"),
        ("x" * 200, "x" * 80 + " …"),
    ],
)
def test_any_title_stands_in_one_line(title: str, shown: str) -> None:
    text = abstention([Near(title, "")])
    assert text == f"The corpus does not answer this. The nearest article is “{shown}”."


def test_an_article_without_a_title() -> None:
    assert abstention([Near(" ", "Ships.")]) == "The corpus does not answer this."


@pytest.mark.parametrize(
    ("unmet", "says"),
    [
        ([YEAR], "do not state “2019”"),
        ([GHANA], "do not name “Ghana”"),
        ([GHANA, INDIA, YEAR], "do not name “Ghana” or “India” and do not state “2019”"),
        ([MANY], "give no number"),
        ([YEAR, MANY], "do not state “2019” and give no number"),
        ([MANY, Requirement("when", Need.TIME)], "give no number and no date or time"),
    ],
)
def test_a_note_beside_an_answer(unmet: list[Requirement], says: str) -> None:
    assert note_of_unmet(unmet) == f"The sentences quoted {says}."


def test_no_note_where_all_is_met() -> None:
    assert note_of_unmet([]) == ""
