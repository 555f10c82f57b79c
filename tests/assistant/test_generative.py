"""The seam for chat models: numbered passages in, cited and checked sentences out."""

from __future__ import annotations

import string

import pytest

from assistant import Answer, Question, prompts
from assistant.chain import build_chain
from assistant.generative import GenerativeAnswerer
from assistant.retrieval import Retrieval
from tests.fake_chat_model import ScriptedChatModel
from vectorstore import Corpus, HybridSearch, catalogue


@pytest.fixture
def ask(corpus: Corpus, search: HybridSearch):
    """Return a function that asks with a model that gives one reply."""

    def text_of(document_id: str, version: str) -> str:
        with corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text

    def ask_with(reply: str, question: str = "How long is the railway?") -> Answer:
        model = ScriptedChatModel(replies=[reply])
        answer = build_chain(Retrieval(search), GenerativeAnswerer(model), text_of).invoke(
            Question(question)
        )
        system, human = model.asked[0]
        assert "numbered passages" in str(system.content)
        assert question in str(human.content)
        assert '<passage number="1" title="A railway over the mountains"' in str(human.content)
        return answer

    return ask_with


def test_a_true_sentence_is_verified(ask):
    answer = ask("The railway will be 486 kilometres long [1].")
    assert answer.mode == "generative"
    assert answer.text == "The railway will be 486 kilometres long. [1]"
    assert answer.sentences[0].verified
    assert "486 kilometres" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        ("The railway will be 532 kilometres long [1].", "532"),
        ("Turkmenistan signed the agreement in June 2024 [1].", "Turkmenistan"),
        ("Kyrgyzstan signed the agreement in July 2024 [1].", "July 2024"),
        ("The railway will be 486 kilometres long [2].", "486"),
    ],
)
def test_what_the_source_does_not_say_is_marked(ask, reply: str, problem: str):
    sentence = ask(reply).sentences[0]
    assert not sentence.verified
    assert any(problem in found for found in sentence.problems)


def test_marks_behind_the_full_stop_stay_with_their_sentence(ask):
    answer = ask("Work began at Jalal-Abad.[1] The European Union promised €12 billion. [2]")
    assert [len(sentence.citations) for sentence in answer.sentences] == [1, 1]
    assert all(sentence.verified for sentence in answer.sentences)


def test_a_citation_out_of_range_supports_nothing(ask):
    answer = ask("The railway will be 486 kilometres long [1]. It is the longest of all [9].")
    assert [sentence.verified for sentence in answer.sentences] == [True, False]
    assert answer.sentences[1].citations == ()


@pytest.mark.parametrize("reply", ["NO ANSWER", "", "   "])
def test_a_model_that_does_not_know_abstains(ask, reply: str):
    answer = ask(reply)
    assert not answer.answered
    assert answer.related
    assert all(citation.number is None for citation in answer.related)


def test_prompts_hold_exactly_the_placeholders_that_are_filled():
    def fields(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert fields(prompts.QUESTION) == {"passages", "question"}
    assert fields(prompts.PASSAGE) == {"number", "title", "date", "text"}
    assert fields(prompts.SYSTEM) == set()
