"""Questions to begin with: each one is answered, and the sample's own are answered right."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.suggestions import questions_about, suggest
from ingest import ingest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from vectorstore import Corpus, Embedder, load_cross_encoder

SAYS = {
    "How much freight did the Middle Corridor carry in 2024?": "4.5 million tonnes",
    "How large was China's trade with Central Asia in 2024?": "US$94.8 billion",
    "Where were the China-Central Asia summits held?": "Xi'an on 18 and 19 May 2023",
    "How much uranium does Kazakhstan produce?": "21,227 tonnes",
    "When was the Shanghai Cooperation Organisation founded?": "15 June 2001",
}

ARTICLE = """Melons of the Fergana Valley

Melon growers of the Fergana Valley met the Orchard Union on Monday. The Orchard Union is an
association of 300 growers of the Fergana Valley. It buys melons. The Orchard Union has its office
in Margilan, and growers of the Fergana Valley sell to it.
"""


@pytest.fixture
def assistant(corpus: Corpus, embedder: Embedder) -> Assistant:
    return Assistant(corpus, embedder, cross_encoder=load_cross_encoder())


@pytest.mark.slow
def test_the_sample_answers_its_own_questions(
    assistant: Assistant, corpus: Corpus, embedder: Embedder
) -> None:
    ingest(corpus, embedder, [str(sample_folder())])
    assert suggest(assistant, SAMPLE_QUESTIONS, 99) == list(SAMPLE_QUESTIONS) == list(SAYS)
    for question, says in SAYS.items():
        assert says in assistant.ask(question)[0].text


def test_questions_about_articles_of_ones_own(
    assistant: Assistant, corpus: Corpus, embedder: Embedder, tmp_path: Path
) -> None:
    (tmp_path / "melons.txt").write_text(ARTICLE, encoding="utf-8")
    ingest(corpus, embedder, [str(tmp_path / "melons.txt")])
    questions = list(questions_about(corpus))
    assert questions == [
        "What is known about the Fergana Valley?",
        "What is known about the Orchard Union?",
    ]
    assert suggest(assistant, [*SAMPLE_QUESTIONS, *questions], 4) == questions[1:]


def test_no_more_is_asked_than_is_wanted(assistant: Assistant, corpus: Corpus) -> None:
    assert list(questions_about(corpus)) == []
    assert suggest(assistant, ["Who is where?"], 4) == []
    assert suggest(assistant, iter([]), 4) == []
