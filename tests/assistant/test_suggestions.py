"""Questions to begin and to go on with: each one is answered, the sample's own are right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.suggestions import follow_ups, questions_about, suggest
from ingest import ingest
from ingest.sample_corpus import SAMPLE_QUESTIONS, sample_folder
from vectorstore import Corpus, Embedder, Filters, catalogue, load_cross_encoder

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


# Questions to go on with.

NEWS = {
    "union.md": """---
title: The Orchard Union
date: 2025-03-01
---
The Orchard Union was founded in Margilan on 3 May 2009. The Orchard Union has 300 growers of melons
as its members. The Orchard Union is an association of growers of the Fergana Valley. It buys
melons.

Aigul Sadykova opened the Orchard Union's new cold store in June 2024.
""",
    "fair.md": """---
title: A fair in Kokand
date: 2025-04-01
---
The Orchard Union sold 120 tonnes of melons at a fair in Kokand. The fair of Kokand was held on
5 September 2024. Nobody has counted the visitors.
""",
    "sorte.md": """---
title: Melonen
date: 2025-04-02
language: de
---
The Orchard Union was renamed in Berlin on 7 July 2025.
""",
}
MEMBERS = "How many growers of melons does the Orchard Union have as its members?"


@pytest.fixture
def news(corpus: Corpus, embedder: Embedder, tmp_path: Path) -> Corpus:
    for name, text in NEWS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(corpus, embedder, [str(tmp_path / name) for name in NEWS])
    return corpus


def told(assistant: Assistant, question: str, filters: Filters | None = None) -> dict[str, Any]:
    return assistant.ask(question, filters)[0].as_json()


def test_what_may_be_asked_next_is_answered_by_another_sentence(
    assistant: Assistant, news: Corpus
) -> None:
    answer = told(assistant, MEMBERS)
    assert answer["answered"]
    shown = {cited["quote"] for cited in answer["citations"]}
    questions = follow_ups(assistant, news, answer, [MEMBERS])
    assert set(questions) <= {
        "When was the Orchard Union founded?",
        "Where was the Orchard Union founded?",
        "What is the Orchard Union?",
        "When did Aigul Sadykova open the Orchard Union's new cold store?",
        "When was the fair of Kokand held?",
    }
    assert len(questions) == 3
    quotes: set[str] = set()
    for question in questions:
        next_ = assistant.quote(question)
        assert next_.answered
        assert next_.confidence >= 0.5
        quotes |= {cited.quote for cited in next_.citations}
    assert len(quotes - shown) == 3
    assert follow_ups(assistant, news, answer, [MEMBERS], 1) == questions[:1]


def test_a_search_that_is_not_wanted_any_more_is_broken_off(
    assistant: Assistant, news: Corpus
) -> None:
    answer = told(assistant, MEMBERS)
    assert len(follow_ups(assistant, news, answer, [MEMBERS])) > 1
    assert len(follow_ups(assistant, news, answer, [MEMBERS], is_wanted=lambda: False)) <= 1


def test_what_was_asked_is_not_offered_again(assistant: Assistant, news: Corpus) -> None:
    answer = told(assistant, MEMBERS)
    first, *rest = follow_ups(assistant, news, answer, [MEMBERS])
    assert first not in follow_ups(assistant, news, answer, [first.lower(), MEMBERS])
    asked_all = follow_ups(assistant, news, answer, [first, *rest, MEMBERS])
    assert not {first, *rest} & set(asked_all)


def test_filters_hold_for_what_is_asked_next(assistant: Assistant, news: Corpus) -> None:
    question = "How many tonnes of melons did the Orchard Union sell at a fair in Kokand?"
    fair = "When was the fair of Kokand held?"
    limited = told(assistant, question, Filters(since=date(2025, 3, 15)))
    assert follow_ups(assistant, news, limited, [question]) == [fair]
    everywhere = follow_ups(assistant, news, told(assistant, question), [question])
    assert set(everywhere) > {fair}
    # What the words of a question limit is not asked for next.
    inferred = told(assistant, f"{question.removesuffix('?')} in articles since April 2025?")
    assert inferred["filters"]["inferred"]
    assert set(follow_ups(assistant, news, inferred, [question])) > {fair}


def test_where_nothing_answers_something_near_is_offered(
    assistant: Assistant, news: Corpus
) -> None:
    question = "Who is the president of the Orchard Union?"
    answer = told(assistant, question)
    assert not answer["answered"]
    assert "When was the Orchard Union founded?" in follow_ups(assistant, news, answer, [question])


def test_nothing_is_offered_where_there_is_nothing(assistant: Assistant, news: Corpus) -> None:
    answer = told(assistant, MEMBERS)
    with news.database.read() as connection:
        all_ = [one.ref.id for one in catalogue.list_documents(connection)]
    news.remove(all_)
    assert follow_ups(assistant, news, answer, [MEMBERS]) == []


@pytest.mark.slow
def test_the_sample_leads_on_from_each_of_its_questions(
    assistant: Assistant, corpus: Corpus, embedder: Embedder
) -> None:
    ingest(corpus, embedder, [str(sample_folder())])
    for question in SAMPLE_QUESTIONS:
        answer = told(assistant, question)
        shown = {cited["quote"] for cited in answer["citations"]}
        questions = follow_ups(assistant, corpus, answer, [question])
        assert len(questions) >= 2, question
        for each in questions:
            quotes = [cited.quote for cited in assistant.ask(each)[0].citations]
            assert set(quotes) - shown, each
