"""Which words of a quote are marked as the short answer."""

from __future__ import annotations

import pytest

from assistant.shortanswer import is_rate_for_amount, short_answer
from vectorstore import Span

SENTENCE = "The harbour was opened in 1878 by the engineer Anna Lomidze because trade had grown."


def marked(question: str, words: str, certainty: float = 0.9) -> str | None:
    start = SENTENCE.index(words)
    found = short_answer(question, SENTENCE, Span(start, start + len(words)), certainty)
    return found.of(SENTENCE) if found else None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When was the harbour opened?", "1878"),
        ("Who opened the harbour?", "Anna Lomidze"),
        ("What was opened in 1878 by an engineer, the pier or something else?", "harbour"),
    ],
)
def test_what_was_asked_for_is_marked(question: str, words: str) -> None:
    assert marked(question, words) == words


@pytest.mark.parametrize(
    ("question", "words", "certainty"),
    [
        ("When was the harbour opened?", "Anna Lomidze", 0.9),  # no date
        ("How many harbours were opened?", "the engineer", 0.9),  # no number
        ("Who opened the harbour?", "trade had grown", 0.9),  # no name
        ("Who opened the harbour?", "Anna Lomidze", 0.01),  # a guess
        ("Why was the harbour opened?", "trade had grown", 0.9),  # reasons are whole sentences
        ("When was the harbour opened?", SENTENCE, 0.9),  # not short
    ],
)
def test_what_was_not_is_not(question: str, words: str, certainty: float) -> None:
    assert marked(question, words, certainty) is None


def test_words_of_the_question_are_no_answer() -> None:
    assert marked("What was the harbour?", "The harbour") is None


def test_without_a_short_answer_nothing_is_marked() -> None:
    assert short_answer("Who?", SENTENCE, None, 0.9) is None


def test_a_figure_is_marked_whole() -> None:
    sentence = "Trade with Peru reached US$94.8 billion in 2024."
    start = sentence.index("94.8")
    found = short_answer("How large was trade with Peru?", sentence, Span(start, start + 4), 0.9)
    assert found is not None
    assert found.of(sentence) == "US$94.8 billion"


@pytest.mark.parametrize(
    ("question", "words", "is_one"),
    [
        ("How much freight was carried in 2024?", "62 per cent", True),
        ("How much freight was carried in 2024?", "4.5 million tonnes", False),
        ("How much did freight grow?", "62 per cent", False),
        ("How much of the freight went by rail?", "62 per cent", False),
        ("How many percent went by rail?", "62 per cent", False),
        ("What share went by rail?", "62 per cent", False),
    ],
)
def test_a_percentage_is_no_amount(question: str, words: str, is_one: bool) -> None:
    assert is_rate_for_amount(question, words) is is_one
