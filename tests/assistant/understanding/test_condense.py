"""Follow-up questions made to stand alone without a model."""

from __future__ import annotations

import pytest

from assistant.understanding import condense

SUMMIT = "Which country hosted the second China-Central Asia Summit in 2025?"


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the essay on the West?",
        "How long is the railway to Uzbekistan?",
        "What was signed in 2024?",
    ],
)
def test_a_complete_question_is_left_alone(question: str):
    assert condense(question, [SUMMIT]) == question


def test_the_first_question_of_a_conversation_is_left_alone():
    assert condense("And  its president?", []) == "And its president?"


def test_a_pronoun_brings_the_names_and_dates_of_the_question_before():
    standalone = condense("Who is its president?", [SUMMIT])
    assert standalone.startswith("Who is its president? (")
    assert "China-Central Asia Summit" in standalone
    assert "2025" in standalone


def test_a_date_of_its_own_is_kept():
    assert "2025" not in condense("And in 2023, where was it?", [SUMMIT])


def test_a_name_is_not_said_twice():
    standalone = condense("And the EU's?", ["How large is the EU's trade with Kazakhstan?"])
    assert standalone == "And the EU's? (Kazakhstan)"


def test_what_was_carried_over_does_not_pile_up():
    standalone = condense("What about the CSTO?", ["Who is its Secretary-General? (SCO)"])
    assert "SCO" not in standalone


def test_the_topic_is_carried_where_nothing_is_named():
    assert "railway" in condense("How long is it?", ["What does the railway cost?"])


@pytest.mark.parametrize("question", ["And in 2023?", "What was it in 2023?", "In 2023?"])
def test_a_date_alone_does_not_make_a_question_complete(question: str):
    assert condense(question, [SUMMIT]).startswith(f"{question} (")


@pytest.mark.parametrize(
    "question", ["What happened there last week?", "And what has changed since the Astana summit?"]
)
def test_a_time_of_its_own_keeps_the_old_one_out(question: str) -> None:
    asked = condense(question, ["How much grain did Aktau handle in 2023?"])
    assert asked == f"{question} (Aktau)"
