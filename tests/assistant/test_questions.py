"""Questions made of sentences: as a person would ask them, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions import questions_of
from ingest.sample_corpus import sample_folder
from vectorstore.text import names


def asked(sentence: str) -> list[str]:
    return list(questions_of(sentence, names(sentence)))


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        # What was done, and by whom.
        (
            "The Orchard Union, or OU, was founded in Margilan, a town in the east, on 3 May 2009.",
            ["When was the Orchard Union founded?", "Where was the Orchard Union founded?"],
        ),
        (
            "OpenAI was founded by Sam Altman and Elon Musk in December 2015.",
            ["When was OpenAI founded?", "Who founded OpenAI?"],
        ),
        (
            "The Semipalatinsk test site was closed on 29 August 1991.",
            ["When was the Semipalatinsk test site closed?"],
        ),
        # What somebody did.
        (
            "Marie Curie discovered polonium in 1898.",
            ["What did Marie Curie discover in 1898?", "When did Marie Curie discover polonium?"],
        ),
        (
            "In November 2015, Kazakhstan also joined the World Trade Organization.",
            [
                "When did Kazakhstan join the World Trade Organization?",
                "Which country joined the World Trade Organization in November 2015?",
            ],
        ),
        (
            "President Donald Trump received the Central Asian presidents at the White House.",
            ["Who received the Central Asian presidents at the White House?"],
        ),
        (
            "Deliveries of Russian gas to Uzbekistan began on 7 October 2023.",
            ["When did deliveries of Russian gas to Uzbekistan begin?"],
        ),
        # How much of it.
        (
            "Kazakhstan produced 21,227 tonnes of uranium in 2022, more than any other country.",
            ["How many tonnes of uranium did Kazakhstan produce in 2022?"],
        ),
        (
            "The Khorgos port employs 1,900 people.",
            ["How many people does the Khorgos port employ?"],
        ),
        (
            "Microsoft invested $10 billion in OpenAI in January 2023.",
            ["How much did Microsoft invest in OpenAI in January 2023?"],
        ),
        (
            "China’s trade with Peru reached about US$94.8 billion in 2024, customs said.",
            ["How large was China’s trade with Peru in 2024?"],
        ),
        ("Peru's exports were worth $3 billion.", ["How large were Peru's exports?"]),
        # What it is, and why.
        ("The Orchard Union is an association of growers.", ["What is the Orchard Union?"]),
        ("Tokayev is a career diplomat and a former minister.", ["Who is Tokayev?"]),
        (
            "The Middle Corridor is harder to use than the Northern Corridor, because it is long.",
            ["Why is the Middle Corridor harder to use than the Northern Corridor?"],
        ),
    ],
)
def test_a_sentence_is_turned_into_questions(sentence: str, questions: list[str]) -> None:
    assert asked(sentence) == questions


@pytest.mark.parametrize(
    "sentence",
    [
        "It was founded in Margilan on 3 May 2009.",  # whoever reads this alone knows not what
        "The agreement was signed in June 2024.",
        "Their president visited Beijing in May 2024.",
        "The OTS rests on an agreement signed in Nakhchivan on 3 October 2009.",
        "The presidents of Central Asia have met since 2018.",
        "Kazakhstan was chosen to host the second summit, in 2025.",
        "Iran joined in July 2023.",  # joined what?
        "Kazakhstan is the largest producer of uranium in the world.",
        "Uzbekistan became the fifth member of the organisation in October 2019.",
        "The Tuyuk glacier lost 18 metres of its length in a year.",
        "Goods made in Kazakhstan reached Berlin in May 2020.",
        "Was the Orchard Union founded in 2009?",
        "The Orchard Union was founded on 3 May 2009",
        "The Orchard \u202eUnion was founded on 3 May 2009.",
        f"The Orchard Union was founded in {'Very ' * 100}Margilan on 3 May 2009.",
        "Союз садоводов основан в Маргилане 3 мая 2009 года.",
        "",
    ],
)
def test_what_is_not_understood_gives_none(sentence: str) -> None:
    assert asked(sentence) == []


SAMPLE = [path.read_text(encoding="utf-8") for path in Path(sample_folder()).glob("*.md")]
WORDS = sorted({word for text in SAMPLE for word in text.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=25) | st.text(max_size=80))
def test_any_sentence_may_be_given(pieces: list[str] | str) -> None:
    for question in asked("".join(pieces) if isinstance(pieces, str) else f"{' '.join(pieces)}."):
        assert question.isprintable()
        assert question.endswith("?")
        assert "  " not in question
        assert len(question) <= 120
