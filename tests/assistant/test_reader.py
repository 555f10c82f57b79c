"""What is read as an answer, what is refused, and what is chosen, with hashed words for vectors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.evidence import FEATURES
from assistant.reader import WEIGHTS, BiEncoderReader, Candidate, Reading
from assistant.selection import choose
from tests.fake_embedder import HashedEmbedder

HARBOUR = (
    "Georgia signed 12 contracts worth US$3 billion at the second harbour conference in Batumi.",
    "Chile sent a delegation to the conference.",
    "In 2021 the trade of Georgia with Chile reached US$480 million.",
    "The harbour of Batumi was opened in 1878 by the engineer Anna Lomidze.",
)
FISHING = (
    "Five countries belong to the fishing league: Chile, Ghana, Malta, Norway and Peru.",
    "They meet each spring.",
    "The league follows what is called a soft quota.",
    "In other words, each member may exceed its share once in three years.",
)


def passage(texts: tuple[str, ...], title: str, document: str, rank: int = 0) -> list[Candidate]:
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    return [
        Candidate(
            text=text,
            title=title,
            document=document,
            start=int(starts[index]),
            before=texts[index - 1] if index else "",
            after=texts[index + 1] if index + 1 < len(texts) else "",
            passage=rank,
            passage_score=0.5,
        )
        for index, text in enumerate(texts)
    ]


CANDIDATES = [
    *passage(HARBOUR, "The harbour conference in Georgia", "harbour"),
    *passage(FISHING, "A league of fishing nations", "fishing", 1),
]


@pytest.fixture
def reader() -> BiEncoderReader:
    return BiEncoderReader(HashedEmbedder(dimension=256))


def answer(reader: BiEncoderReader, question: str) -> list[str]:
    reading = reader.read(question, CANDIDATES)
    return [
        CANDIDATES[index].text
        for index in choose(question, CANDIDATES, reading.scores, reader.threshold)
    ]


def alone(text: str, title: str = "") -> Candidate:
    return replace(CANDIDATES[0], text=text, title=title, before="", after="")


def odds(reader: BiEncoderReader, question: str, candidate: Candidate) -> float:
    (score,) = reader.read(question, [candidate]).scores
    return score / (1 - score)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many contracts did Georgia sign at the second harbour conference?", HARBOUR[0]),
        ("What did the trade of Georgia with Chile reach in 2021?", HARBOUR[2]),
        ("Who opened the harbour of Batumi?", HARBOUR[3]),
        ("When was the harbour of Batumi opened?", HARBOUR[3]),
        ("how many contracts did georgia sign at the second harbour conference?", HARBOUR[0]),
        ("How many contracts were signed at the second Georgian harbour conference?", HARBOUR[0]),
        ("Which countries belong to the fishing league?", FISHING[0]),
    ],
)
def test_the_sentence_that_answers_comes_first(
    reader: BiEncoderReader, question: str, expected: str
) -> None:
    reading = reader.read(question, CANDIDATES)
    assert CANDIDATES[int(np.argmax(reading.scores))].text == expected
    assert expected in answer(reader, question)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How many contracts did Portugal sign at the second harbour conference?", "Portugal"),
        ("What did the trade of Georgia with Chile reach in 1997?", "1997"),
        ("What is the population of Batumi?", "population"),
        ("How many contracts did Georgia sign at the fourth harbour conference?", "fourth"),
        ("Who won the chess tournament in Reykjavik?", "Reykjavik"),
        ("What did Ruth Okafor say at the harbour conference?", "Ruth Okafor"),
    ],
)
def test_what_no_sentence_mentions_is_refused_and_named(
    reader: BiEncoderReader, question: str, lacking: str
) -> None:
    reading = reader.read(question, CANDIDATES)
    assert lacking in reading.missing
    assert choose(question, CANDIDATES, reading.scores, reader.threshold) == []


def test_nothing_is_missing_from_an_answer(reader: BiEncoderReader) -> None:
    assert reader.read("Who opened the harbour of Batumi?", CANDIDATES).missing == ()


def test_how_many_wants_a_number(reader: BiEncoderReader) -> None:
    number = alone("The town of Batumi has 40 bridges of iron.")
    none = alone("The town of Batumi has old bridges of iron.")
    asked = "How many bridges of iron has Batumi?"
    assert odds(reader, asked, none) < odds(reader, asked, number) / 2


def test_another_year_counts_against_a_sentence(reader: BiEncoderReader) -> None:
    other, none = alone("In 2021 trade with Chile rose."), alone("Trade with Chile rose.")
    asked = "How did trade with Chile go in 1997?"
    assert odds(reader, asked, other) < odds(reader, asked, none) / 4


def test_a_name_that_the_passage_lacks_counts_against_it(reader: BiEncoderReader) -> None:
    there = alone("The ministry signed contracts for the harbour.", title="Georgia")
    elsewhere = replace(there, title="Peru")
    asked = "Which contracts did Georgia sign for the harbour?"
    assert odds(reader, asked, elsewhere) < odds(reader, asked, there) / 15


def test_the_neighbours_of_a_sentence_count(reader: BiEncoderReader) -> None:
    first, second = passage(("The harbour of Batumi is old.", "Anna Lomidze opened it."), "", "a")
    apart = replace(second, before="", passage=1)
    asked = "Who opened the old harbour of Batumi?"
    together = reader.read(asked, [first, second]).scores[1]
    assert together > 2 * reader.read(asked, [first, apart]).scores[1]


def test_a_country_is_mentioned_by_its_capital_and_its_adjective(reader: BiEncoderReader) -> None:
    for text in ("Beijing opened a new embassy.", "The Chinese opened a new embassy."):
        assert reader.read("Did China open a new embassy?", [alone(text)]).missing == ()


def test_scores_are_probabilities(reader: BiEncoderReader) -> None:
    reading = reader.read("Who opened the harbour of Batumi?", CANDIDATES)
    assert len(reading.scores) == len(CANDIDATES)
    assert all(0 <= score <= 1 for score in reading.scores)


def test_no_candidates_are_no_answer(reader: BiEncoderReader) -> None:
    reading = reader.read("Who opened the harbour of Batumi?", [])
    assert reading == Reading((), ())
    assert choose("Who opened the harbour of Batumi?", [], reading.scores, reader.threshold) == []


def test_a_repeated_sentence_is_embedded_once() -> None:
    embedder = HashedEmbedder(dimension=256)
    BiEncoderReader(embedder).read("Who came?", [CANDIDATES[0], CANDIDATES[0], CANDIDATES[1]])
    assert sorted(embedder.encoded) == sorted(["Who came?", HARBOUR[0], HARBOUR[1]])


def test_every_feature_has_a_weight() -> None:
    assert tuple(WEIGHTS) == FEATURES
