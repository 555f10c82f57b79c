"""Which sentences are chosen for an answer, given how likely each of them is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Length
from assistant.selection import LIMITS, choose
from tests.assistant.test_reader import CANDIDATES, FISHING, HARBOUR


def chosen(question: str, scores: list[float], limit: int = LIMITS[Length.NORMAL]) -> list[str]:
    return [CANDIDATES[i].text for i in choose(question, CANDIDATES, scores, 0.09, limit=limit)]


def test_below_the_threshold_nothing_is_chosen() -> None:
    scores = [0.2] * 8
    assert choose("Who came?", CANDIDATES, scores, 0.21) == []
    assert choose("Who came?", CANDIDATES, scores, 0.19) != []


def test_a_clear_best_answers_alone() -> None:
    assert chosen("Who came?", [0.1, 0.2, 0.8, 0.3, *[0.1] * 4]) == [HARBOUR[2]]


def test_a_list_has_more_sentences_than_another_answer() -> None:
    scores = [0.8] * 8
    one = choose("Who came?", CANDIDATES, scores, 0.09)
    several = choose("Which countries came?", CANDIDATES, scores, 0.09)
    assert len(one) < len(several)


def test_a_sentence_that_points_back_brings_the_one_before() -> None:
    scores = [*[0.01] * 5, 0.8, 0.01, 0.01]
    assert chosen("When do they meet?", scores) == [FISHING[0], FISHING[1]]


def test_a_sentence_that_is_explained_brings_the_one_after() -> None:
    scores = [*[0.01] * 6, 0.8, 0.01]
    assert chosen("What is a soft quota?", scores) == [FISHING[2], FISHING[3]]


def test_documents_come_best_first_and_their_sentences_in_order() -> None:
    scores = [0.75, 0.01, 0.74, 0.01, 0.7, 0.01, 0.8, 0.01]
    assert chosen("Which rules are there?", scores) == [
        FISHING[0],
        FISHING[2],
        FISHING[3],
        HARBOUR[0],
        HARBOUR[2],
    ]


@pytest.mark.parametrize("limit", [40, 120, 200, 700])
def test_the_limit_holds(limit: int) -> None:
    text = " ".join(chosen("Which rules are there?", [0.8] * 8, limit=limit))
    assert 0 < len(text) <= limit


def test_the_same_is_said_once() -> None:
    twice = [CANDIDATES[0], replace(CANDIDATES[0], text=HARBOUR[0].rstrip("."), document="copy")]
    assert choose("Who came?", twice, [0.8, 0.79], 0.09) == [0]


# How long an answer is wanted.


def of_length(length: Length, question: str, scores: list[float]) -> list[str]:
    return [CANDIDATES[i].text for i in choose(question, CANDIDATES, scores, 0.09, length)]


ALL_ALIKE = [0.8] * 8
RULES, ONE, WHY = "Which rules are there?", "When do they meet?", "Why is there a league?"


def test_a_short_answer_is_one_sentence() -> None:
    for question in (RULES, ONE, WHY):
        assert len(of_length(Length.SHORT, question, [0.8, *[0.75] * 7])) == 1


def test_a_short_answer_keeps_what_it_is_understood_by() -> None:
    points_back = [*[0.7] * 5, 0.8, 0.7, 0.7]
    assert of_length(Length.SHORT, RULES, points_back) == [FISHING[0], FISHING[1]]
    is_explained = [*[0.7] * 6, 0.8, 0.7]
    assert of_length(Length.SHORT, RULES, is_explained) == [FISHING[2], FISHING[3]]


def test_a_long_answer_has_more_sentences() -> None:
    for question in (RULES, ONE, WHY):
        normal, long = (
            of_length(each, question, ALL_ALIKE) for each in (Length.NORMAL, Length.LONG)
        )
        assert set(normal) < set(long)
    less_likely = [0.8, *[0.45] * 7]
    assert len(of_length(Length.NORMAL, WHY, less_likely)) == 1
    assert len(of_length(Length.LONG, WHY, less_likely)) > 3
    assert of_length(Length.LONG, WHY, [0.08] * 8) == []


def test_without_a_length_it_is_the_normal_one() -> None:
    for scores in (ALL_ALIKE, [0.8, *[0.45] * 7]):
        for question in (RULES, ONE, WHY):
            assert chosen(question, scores) == of_length(Length.NORMAL, question, scores)


def test_a_long_answer_has_more_room() -> None:
    document = [
        replace(CANDIDATES[0], text=f"{word} " * 40, start=place)
        for place, word in enumerate(
            ("harbour", "fish", "salt", "boat", "rope", "wind", "tide", "sail")
        )
    ]
    normal, long = (
        choose(RULES, document, ALL_ALIKE, 0.09, length) for length in (Length.NORMAL, Length.LONG)
    )
    assert len(normal) < len(long)
    assert sum(len(document[index].text) + 1 for index in long) <= 1_370
