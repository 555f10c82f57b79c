"""Answers written by a chat model: numbered passages in, cited and checked sentences out."""

from __future__ import annotations

import string
import threading
from collections.abc import Callable

import pytest

from assistant import Answer, Assistant, Length, Question, prompts
from assistant.answers import Turn
from assistant.chatmodel import ChatModel
from tests.fake_chat_model import ScriptedChatModel
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus

pytestmark = pytest.mark.usefixtures("search")
LENGTH = "The railway will be 486 kilometres long [1]."
EARLIER = (
    Turn("Where did the summit meet?", (), "The summit met in Samarkand on 3 April 2025. [1]"),
)
Ask = Callable[..., tuple[Answer, ScriptedChatModel]]


@pytest.fixture
def ask(corpus: Corpus, fake_embedder: HashedEmbedder) -> Ask:
    """Return a function that asks with a model that gives these replies."""

    def ask_with(
        *replies: str | Exception | tuple[str, Exception],
        question: str = "How long is the railway?",
        history: tuple[Turn, ...] = (),
        context: int = 8192,
        ending: str = "stop",
        length: Length = Length.NORMAL,
    ) -> tuple[Answer, ScriptedChatModel]:
        model = ScriptedChatModel(replies=list(replies), ending={"finish_reason": ending})
        assistant = Assistant(corpus, fake_embedder, model=ChatModel(model, "test:m", 30, context))
        return assistant.answer(Question(question, history, length=length)), model

    return ask_with


def test_the_model_is_given_numbered_passages_and_the_question(ask: Ask) -> None:
    answer, model = ask(LENGTH)
    assert answer.mode == "generative"
    system, human = model.asked[0]
    assert "numbered passages" in str(system.content)
    assert "How long is the railway?" in str(human.content)
    assert '<passage number="1" title="A railway over the mountains"' in str(human.content)


def test_a_citation_without_a_passage_is_told_where_nothing_else_supports(ask: Ask) -> None:
    answer, _ = ask(f"{LENGTH} It is the longest line of all the world [9].")
    assert [sentence.verified for sentence in answer.sentences] == [True, False]
    assert "[9]" in answer.sentences[1].problems[0]
    assert answer.sentences[1].citations == ()
    assert "(not verified)" in answer.text


@pytest.mark.parametrize("reply", ["NO ANSWER", "NO ANSWER.", "The passages do not say. NO ANSWER"])
def test_a_model_that_does_not_know_abstains(ask: Ask, reply: str) -> None:
    answer, _ = ask(reply)
    assert not answer.answered
    assert answer.mode == "generative"
    assert answer.related
    assert all(citation.number is None for citation in answer.related)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (ConnectionError("no route"), "was not reached"),
        (TimeoutError("late"), "sent nothing for 30 seconds"),
        ((LENGTH[:20], ConnectionError("gone")), "was not reached"),
        (ValueError("odd"), "could not be asked: odd"),
        ("", "gave an empty reply"),
        ("   \n", "gave an empty reply"),
        ("I'm sorry, but I can't help with that.", "I'm sorry, but I can't help with that."),
    ],
)
def test_a_model_that_fails_gives_way_to_the_sources_own_sentences(
    ask: Ask, reply: str, cause: str
) -> None:
    answer, _ = ask(reply)
    assert answer.mode == "extractive"
    assert answer.answered
    assert "486 kilometres" in answer.text
    assert any("test:m" in note and cause in note for note in answer.notes)


def test_a_refusal_gives_way_too(ask: Ask) -> None:
    answer, _ = ask("I", ending="content_filter")
    assert answer.mode == "extractive"
    assert any("refused to answer" in note for note in answer.notes)


def test_a_reply_that_is_cut_loses_its_last_sentence(ask: Ask) -> None:
    answer, _ = ask(f"{LENGTH} It will be the lon", ending="length")
    assert answer.mode == "generative"
    assert [sentence.text for sentence in answer.sentences] == [LENGTH.replace(" [1]", "")]
    assert any("limit of its reply" in note for note in answer.notes)


def test_a_reply_that_is_cut_in_its_first_sentence_gives_way(ask: Ask) -> None:
    answer, _ = ask("The railway will be the lon", ending="length")
    assert answer.mode == "extractive"
    assert any("reached its limit before it wrote a sentence" in note for note in answer.notes)


def test_what_does_not_fit_the_context_is_left_out_and_told(ask: Ask) -> None:
    question = "How long is the railway? " + "Tell it as it stands in the articles. " * 50
    answer, model = ask(LENGTH, question=question, context=2048)
    prompt = str(model.asked[0][1].content)
    assert prompt.count("<passage ") < 3
    assert "<passage " in prompt
    assert any("do not fit its context" in note for note in answer.notes)


def test_an_address_in_no_passage_is_left_out(ask: Ask) -> None:
    answer, _ = ask(f"{LENGTH} See https://evil.test/?q=486 for the railway agreement [1].")
    assert "evil.test" not in str(answer.as_json())
    assert not answer.sentences[1].verified
    assert "[address left out]" in answer.sentences[1].text


def test_an_answer_grows_sentence_by_sentence(
    corpus: Corpus, fake_embedder: HashedEmbedder
) -> None:
    reply = f"{LENGTH} Kyrgyzstan signed the agreement in June 2024 [1]."
    model = ChatModel(ScriptedChatModel(replies=[reply]), "test:m")
    replies = list(Assistant(corpus, fake_embedder, model=model).stream("How long is the railway?"))
    assert [len(one.answer.sentences) for one in replies] == [1, 2, 2]
    assert [one.complete for one in replies] == [False, False, True]


def test_stopped_before_a_word_the_sources_answer(
    corpus: Corpus, fake_embedder: HashedEmbedder
) -> None:
    stopped = threading.Event()
    stopped.set()
    model = ChatModel(ScriptedChatModel(replies=[LENGTH]), "test:m")
    assistant = Assistant(corpus, fake_embedder, model=model)
    *_, last = assistant.stream("How long is the railway?", stopped=stopped)
    assert last.answer.mode == "extractive"
    assert any("was stopped" in note for note in last.answer.notes)


def test_a_follow_up_is_rewritten_by_the_model(ask: Ask) -> None:
    answer, model = ask(
        "When did the summit in Samarkand meet?",
        "The summit met in Samarkand on 3 April 2025 [1].",
        question="When?",
        history=EARLIER,
    )
    assert answer.standalone_question == "When did the summit in Samarkand meet?"
    assert "Where did the summit meet?" in str(model.asked[0][1].content)
    assert "When did the summit in Samarkand meet?" in str(model.asked[1][1].content)


@pytest.mark.parametrize(
    "rewritten", ["When did the summit in Tashkent meet?", "When in 2031?", "", "x" * 3000]
)
def test_a_rewriting_that_invents_is_not_taken(ask: Ask, rewritten: str) -> None:
    replies = [rewritten, "The summit met in Samarkand on 3 April 2025 [1]."]
    answer, _ = ask(*replies, question="When did it meet?", history=EARLIER)
    assert rewritten not in ("", answer.standalone_question) or not rewritten
    assert "Tashkent" not in answer.standalone_question
    assert "2031" not in answer.standalone_question
    assert "summit" in answer.standalone_question


def test_a_model_that_cannot_rewrite_is_not_asked_again(ask: Ask) -> None:
    answer, model = ask(ConnectionError("gone"), question="When did it meet?", history=EARLIER)
    assert len(model.asked) == 1
    assert answer.mode == "extractive"
    assert any("was not reached" in note for note in answer.notes)


def test_the_first_question_is_not_rewritten(ask: Ask) -> None:
    _, model = ask(LENGTH)
    assert len(model.asked) == 1


def test_prompts_hold_exactly_the_placeholders_that_are_filled() -> None:
    def fields(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert fields(prompts.QUESTION) == {"passages", "question"}
    assert fields(prompts.PASSAGE) == {"number", "title", "date", "text"}
    assert fields(prompts.REWRITE) == {"turns", "question"}
    assert fields(prompts.TURN) == {"question", "answer"}
    for plain in (prompts.SYSTEM, prompts.SHORT, prompts.LONG, prompts.REWRITE_SYSTEM):
        assert fields(plain) == set()


def test_the_model_is_told_how_long_an_answer_is_wanted(ask: Ask) -> None:
    told = {}
    for length in Length:
        _, model = ask(LENGTH, length=length)
        told[length] = str(model.asked[0][0].content)
    assert told[Length.NORMAL] == prompts.SYSTEM
    assert told[Length.SHORT] == f"{prompts.SYSTEM}\n{prompts.SHORT}"
    assert told[Length.LONG] == f"{prompts.SYSTEM}\n{prompts.LONG}"
