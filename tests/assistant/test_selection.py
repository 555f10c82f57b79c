"""Which sentences are chosen for an answer, given how likely each of them is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.selection import LIMIT, choose
from tests.assistant.test_reader import CANDIDATES, FISHING, HARBOUR


def chosen(question: str, scores: list[float], limit: int = LIMIT) -> list[str]:
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
