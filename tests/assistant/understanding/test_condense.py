"""Follow-up questions made to stand alone without a model."""

from __future__ import annotations

import pytest

from assistant.answers import Turn
from assistant.understanding import condense
from tests.patience import patience
from vectorstore.query import LONGEST_QUERY

SUMMIT = Turn("Which country hosted the second China-Central Asia Summit?", ("Kazakhstan",))
UNANSWERED = Turn("Which country hosted the second China-Central Asia Summit in 2025?")
TRADE = Turn("What was China's trade turnover with Central Asia in 2024?", ("US$94.8 billion",))
PRESIDENT = Turn("Who is the president of Kyrgyzstan?", ("Sadyr Japarov",))
RIVERS = Turn("Which is longer, the Amu Darya or the Syr Darya?", ("the Syr Darya",))
JOINED = Turn("When did Kazakhstan join the WTO?", ("2015",))
VISIT = Turn("When did Xi Jinping visit Astana?", ("July 2024",))
DAM = Turn("Which company built the Rogun dam?", ("Salini Impregilo",))

FRAGMENTS = [
    (TRADE, "And the EU's?", "What was the EU's trade turnover with Central Asia in 2024?"),
    (TRADE, "And in 2023?", "What was China's trade turnover with Central Asia in 2023?"),
    (TRADE, "2023?", "What was China's trade turnover with Central Asia in 2023?"),
    (TRADE, "And since 2020?", "What was China's trade turnover with Central Asia since 2020?"),
    (TRADE, "And the year before?", "What was China's trade turnover with Central Asia in 2023?"),
    (TRADE, "What about Russia?", "What was Russia's trade turnover with Central Asia in 2024?"),
    (TRADE, "Russia in 2022?", "What was Russia's trade turnover with Central Asia in 2022?"),
    (TRADE, "And with Mongolia?", "What was China's trade turnover with Mongolia in 2024?"),
    (TRADE, "And its population?", "What was China's population in 2024?"),
    (TRADE, "And Nepal's exports?", "What were Nepal's exports in 2024?"),
    (SUMMIT, "And the third?", "Which country hosted the third China-Central Asia Summit?"),
    (SUMMIT, "And its capital?", "What is Kazakhstan's capital?"),
    (PRESIDENT, "And Uzbekistan?", "Who is the president of Uzbekistan?"),
    (PRESIDENT, "And of Tajikistan?", "Who is the president of Tajikistan?"),
    (PRESIDENT, "And in 2010?", "Who was the president of Kyrgyzstan in 2010?"),
    (JOINED, "And Uzbekistan?", "When did Uzbekistan join the WTO?"),
    (JOINED, "And Tajikistan and Georgia?", "When did Tajikistan and Georgia join the WTO?"),
    (JOINED, "Why?", "Why did Kazakhstan join the WTO?"),
    (VISIT, "And Tashkent?", "When did Xi Jinping visit Tashkent?"),
    (Turn("Did Nepal sign the treaty?"), "When?", "When did Nepal sign the treaty?"),
    (
        Turn("Which countries joined the SCO in 2023?"),
        "How many?",
        "How many countries joined the SCO in 2023?",
    ),
    (
        Turn("What were Brazil's imports from Peru in 2021?"),
        "And exports?",
        "What were Brazil's exports to Peru in 2021?",
    ),
    (
        Turn("When was the Samarkand summit held?"),
        "And the Astana summit?",
        "When was the Astana summit held?",
    ),
    (Turn("Who owns the mines in Kenya?"), "And in Ghana?", "Who owns the mines in Ghana?"),
]

PRONOUNS = [
    (SUMMIT, "Who is its president?", "Who is Kazakhstan's president?"),
    (SUMMIT, "And who leads it?", "Who leads Kazakhstan?"),
    (
        SUMMIT,
        "What was its theme?",
        "What was the theme of the second China-Central Asia Summit?",
    ),
    (SUMMIT, "When was it held?", "When was the second China-Central Asia Summit held?"),
    (SUMMIT, "Who attended the summit?", "Who attended the second China-Central Asia Summit?"),
    (SUMMIT, "Who leads that country?", "Who leads Kazakhstan?"),
    (SUMMIT, "How many people live there?", "How many people live in Kazakhstan?"),
    (
        TRADE,
        "How much did it grow?",
        "How much did China's trade turnover with Central Asia grow in 2024?",
    ),
    (TRADE, "What happened that year?", "What happened in 2024?"),
    (PRESIDENT, "When was he elected?", "When was Sadyr Japarov elected?"),
    (PRESIDENT, "What is his party?", "What is Sadyr Japarov's party?"),
    (PRESIDENT, "What did Putin tell him?", "What did Putin tell Sadyr Japarov?"),
    (PRESIDENT, "What is its capital?", "What is Kyrgyzstan's capital?"),
    (
        Turn("Who is the king of Thailand?"),
        "When was he crowned?",
        "When was the king of Thailand crowned?",
    ),
    (RIVERS, "How long is the other one?", "How long is the Amu Darya?"),
    (RIVERS, "How long is the former?", "How long is the Amu Darya?"),
    (RIVERS, "Which one is wider?", "Which is wider, the Amu Darya or the Syr Darya?"),
    (JOINED, "How many members does it have?", "How many members does the WTO have?"),
    (JOINED, "Who was president of Nepal then?", "Who was president of Nepal in 2015?"),
    (JOINED, "What has changed since then?", "What has changed since 2015?"),
    (VISIT, "What did he sign there?", "What did Xi Jinping sign in Astana?"),
    (VISIT, "What happened that month?", "What happened in July 2024?"),
    (DAM, "How high is it?", "How high is the Rogun dam?"),
    (DAM, "Did they finish it?", "Did Salini Impregilo finish the Rogun dam?"),
    (
        Turn("What is the Ventura Council?"),
        "What do they publish?",
        "What does the Ventura Council publish?",
    ),
    (Turn("Did China and Nepal agree?"), "When did they sign?", "When did China and Nepal sign?"),
    (
        Turn("What does the canal to Suez cost?"),
        "How long is it?",
        "How long is the canal to Suez?",
    ),
    (
        Turn("Which country is largest?", ("United States",)),
        "Who governs it?",
        "Who governs the United States?",
    ),
    (
        Turn("Which states joined?", ("Iran", "Belarus")),
        "When did they apply?",
        "When did Iran and Belarus apply?",
    ),
    (Turn("What is photosynthesis?"), "Why is it slow?", "Why is photosynthesis slow?"),
]


@pytest.mark.parametrize(("before", "asked", "alone"), [*FRAGMENTS, *PRONOUNS])
def test_what_is_left_out_is_put_in_its_place(before: Turn, asked: str, alone: str) -> None:
    assert condense(asked, [before]) == alone
    assert condense(alone, [before]) == alone


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the essay on the West?",
        "How long is the railway to Uzbekistan?",
        "What was signed in 2024?",
        "Is it said that Kazakhstan exports gas?",
        "How long does it take to fly to Almaty?",
        "Does Kazakhstan sell its oil to China?",
        "What did Tokayev say that Kazakhstan wants?",
        "Did Xi say that he would visit Tashkent?",
        "Is there a railway from China to Uzbekistan?",
        "How many mosques are there in Bukhara?",
        "Which one day event was held in Astana in 2023?",
        "What do both China and Russia buy from Kazakhstan?",
        "Who was the former president of Kazakhstan?",
        "Are the SCO and the CSTO the same?",
        "WHAT IS THE POPULATION OF KAZAKHSTAN?",
        "When was the CSTO founded and who leads it?",
        "Does the IT sector of Tashkent grow?",
        "What happened to the former members of the Warsaw Pact this year?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    for before in (TRADE, SUMMIT, PRESIDENT, RIVERS):
        assert condense(question, [before]) == question


def test_the_first_question_of_a_conversation_is_left_alone() -> None:
    assert condense("And  its president?", []) == "And its president?"


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        (UNANSWERED, "Who is its president?"),  # a summit has none
        (SUMMIT, "What did it decide?"),  # the summit, or Kazakhstan
        (SUMMIT, "What about Uzbekistan?"),  # stands for neither China nor the summit
        (SUMMIT, "Why?"),
        (TRADE, "What happened there?"),
        (TRADE, "What about the SCO?"),
        (RIVERS, "Where does it begin?"),
        (VISIT, "And Putin?"),  # not known to be a person
        (Turn("What was Peru's trade with Chile?"), "Who is its president?"),
        (Turn("How many Chinese tourists visited Peru?"), "And Chile?"),  # and no Chilean ones?
        (Turn("Who opened the Lune bridge?"), "When was it?"),
        (PRESIDENT, "WHO IS ITS PRESIDENT?"),
        (Turn("Is Sickle cell rare?"), "Will it kill me?"),
    ],
)
def test_in_doubt_names_and_dates_are_carried_over(before: Turn, asked: str) -> None:
    standalone = condense(asked, [before])
    assert standalone.startswith(f"{asked} (")
    assert standalone.endswith(")")


def test_names_and_dates_are_those_of_the_question_before() -> None:
    standalone = condense("Who is its president?", [UNANSWERED])
    assert "China-Central Asia Summit" in standalone
    assert "2025" in standalone


def test_the_last_that_agrees_is_meant() -> None:
    turns = [Turn("Who leads the SCO?", ("Zhang Ming",)), Turn("How old is Zhang Ming?", ("68",))]
    assert condense("Where was he born?", turns) == "Where was Zhang Ming born?"
    assert (
        condense("How many members does it have?", turns) == "How many members does the SCO have?"
    )
    rivers = [RIVERS, Turn("How long is the Syr Darya?", ("2,212 km",))]
    assert condense("How long is the other one?", rivers) == "How long is the Amu Darya?"


def test_what_lies_far_back_is_not_meant() -> None:
    turns = [PRESIDENT, *[Turn("What does the canal cost?")] * 50]
    assert "Japarov" not in condense("When was he born?", turns)


def test_a_date_of_its_own_is_kept() -> None:
    assert "2025" not in condense("And in 2023, where was it?", [UNANSWERED])


def test_what_was_carried_over_does_not_pile_up() -> None:
    standalone = condense("What about the CSTO?", [Turn("Is it a union? (SCO)")])
    assert "SCO" not in standalone


def test_what_a_question_with_words_carried_over_is_about_is_in_doubt() -> None:
    asked = condense(
        "Can women play it?", [Turn("What is it called outside of Peru? (ball, game)")]
    )
    assert asked == "Can women play it? (Peru)"


def test_the_topic_is_carried_where_nothing_is_named() -> None:
    assert "railway" in condense("Who pays for that?", [Turn("What does the railway cost?")])


@pytest.mark.parametrize("question", ["What was it in 2023?", "In 2023?"])
def test_a_date_alone_does_not_make_a_question_complete(question: str) -> None:
    assert condense(question, [Turn("Which deal did Nepal sign in May 2022 or 2024?")]) != question


def test_a_time_of_its_own_keeps_the_old_one_out() -> None:
    before = Turn("How much grain did Aktau handle in 2023?")
    changed = "And what has changed since the Astana summit?"
    assert condense(changed, [before]) == f"{changed} (Aktau)"
    asked = condense("What happened there last week?", [Turn("What was built in Aktau in 2023?")])
    assert asked == "What happened in Aktau last week?"


def test_an_answer_that_is_a_clause_stands_for_nothing() -> None:
    told = Turn("What did Nepal sign?", ("it signed the treaty on water with India in 2020",))
    assert "it signed" not in condense("Why did it matter?", [told])


def test_a_standalone_question_is_no_longer_than_a_question_may_be() -> None:
    long = Turn(f"What did {', '.join(f'Ministry {n} of Lagos' for n in range(80))} sign?"[:1990])
    asked = f"And {'very ' * 380}much of it?"
    assert len(condense(asked, [long])) <= LONGEST_QUERY
    assert len(condense("And it?", [long])) <= LONGEST_QUERY


@pytest.mark.parametrize(
    "hostile",
    [
        "it " * 660,
        "the " * 490,
        "And the EU's " * 150,
        "does it cost " * 150,
        "A and B or " * 180,
        "in 2023 " * 240,
        "''s’s’" * 300,
        "(((" * 600,
        "there then that one " * 95,
        "x" * 1990,
        "it's its it’s " * 28,
        "Who's China's EU's " * 20,
        "that year the other one both " * 13,
        "\x00﷐‮ it?",
    ],
)
def test_hostile_questions_take_no_time(hostile: str) -> None:
    with patience():
        for history in ([SUMMIT], [Turn(hostile, (hostile,))] * 5):
            assert len(condense(hostile[:2000], history)) <= LONGEST_QUERY
            condense("And its president?", [Turn(hostile, (hostile,))])


def test_what_is_said_there_is_said_at_the_meeting() -> None:
    turn = Turn("Who hosted the Samarkand summit?", ("Uzbekistan",))
    found = condense("What did Tokayev say there?", [turn])
    assert found == "What did Tokayev say at the Samarkand summit?"
