"""Questions are answered once each and in order, whoever listens, and none is lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from assistant import Asked, Assistant, BackgroundAnswers, Length, Reply, Talk
from tests.fake_embedder import HashedEmbedder
from vectorstore import (
    LOCAL,
    Corpus,
    CorpusBusy,
    Filters,
    InputError,
    Stopped,
    conversations,
)
from vectorstore.embedding.base import Vectors

pytestmark = pytest.mark.usefixtures("search")
QUESTIONS = ["How long will the railway be?", "When did work begin?", "What did the EU promise?"]


class SlowAssistant(Assistant):
    """The real assistant, which answers only when it is let."""

    def __init__(self, corpus: Corpus, embedder: HashedEmbedder) -> None:
        super().__init__(corpus, embedder)
        self.let = threading.Event()
        self.begun = threading.Event()
        self.failures: list[Exception] = []

    def stream(self, *given: Any, **named: Any) -> Iterator[Reply]:
        self.begun.set()
        assert self.let.wait(30)
        if self.failures:
            raise self.failures.pop()
        yield from super().stream(*given, **named)


@pytest.fixture
def assistant(corpus: Corpus, fake_embedder: HashedEmbedder) -> SlowAssistant:
    return SlowAssistant(corpus, fake_embedder)


@pytest.fixture
def answers(assistant: SlowAssistant) -> Iterator[BackgroundAnswers]:
    started = BackgroundAnswers(assistant)
    yield started
    assistant.let.set()
    started.stop()


def whole(asked: Asked) -> Reply:
    """Wait for the end of an answer and return its last reply."""
    *_, last = asked.replies()
    assert last is not None
    assert last.complete
    return last


def kept(assistant: Assistant, talk: Talk) -> list[str]:
    assert talk.conversation is not None
    return [turn["question"] for turn in assistant.turns(talk.conversation)]


def test_questions_of_one_talk_are_answered_once_each_in_order(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talk = answers.talk(None)
    asked = [answers.ask(talk, question) for question in QUESTIONS]
    assert talk.unanswered == tuple(asked)
    assistant.let.set()
    assert [whole(one).turn for one in asked] == [1, 2, 3]
    assert kept(assistant, talk) == QUESTIONS
    assert {whole(one).conversation for one in asked} == {talk.conversation}


def test_it_is_answered_if_nobody_listens(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talk = answers.talk(None)
    asked = answers.ask(talk, QUESTIONS[0])
    replies = asked.replies()
    assert next(replies) is None
    replies.close()
    assistant.let.set()
    assert whole(asked).turn == 1
    assert kept(assistant, talk) == QUESTIONS[:1]


def test_many_may_listen(answers: BackgroundAnswers, assistant: SlowAssistant) -> None:
    asked = answers.ask(answers.talk(None), QUESTIONS[0])
    heard: list[Reply] = []
    listeners = [threading.Thread(target=lambda: heard.append(whole(asked))) for _ in range(5)]
    for listener in listeners:
        listener.start()
    assistant.let.set()
    for listener in listeners:
        listener.join(30)
    assert heard == [asked.reply] * 5
    assert whole(asked) is asked.reply  # also who comes late


def test_an_answer_grows(answers: BackgroundAnswers, assistant: SlowAssistant) -> None:
    assistant.let.set()
    heard = [reply for reply in answers.ask(answers.talk(None), QUESTIONS[0]).replies() if reply]
    assert [reply.complete for reply in heard].count(True) == 1
    assert heard[-1].complete


def test_all_who_are_in_a_conversation_share_its_talk(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talk = answers.talk(None)
    asked = answers.ask(talk, QUESTIONS[0])
    assert assistant.begun.wait(30)
    other = answers.talk(talk.conversation)  # as after a reload, before there is an answer
    assert other is talk
    assert other.unanswered == (asked,)
    assert answers.talk(None) is not talk
    assistant.let.set()
    whole(asked)
    assert answers.talk(talk.conversation) is talk


def test_talks_do_not_wait_for_one_another(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talks = [answers.talk(None) for _ in range(3)]
    asked = [answers.ask(talk, one) for talk, one in zip(talks, QUESTIONS, strict=True)]
    assistant.let.set()
    for one in asked:
        whole(one)
    assert [kept(assistant, talk) for talk in talks] == [[one] for one in QUESTIONS]


def test_what_fails_stays_until_it_is_asked_again(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    assistant.failures.append(CorpusBusy("The corpus is busy.", "Wait."))
    talk = answers.talk(None)
    failed, second = (answers.ask(talk, question) for question in QUESTIONS[:2])
    assistant.let.set()
    assert [reply for reply in failed.replies() if reply] == []
    assert str(failed.error) == "The corpus is busy."
    assert whole(second).turn == 1
    assert talk.unanswered == (failed,)
    assistant.let.clear()
    answers.ask_again(talk, failed)
    answers.ask_again(talk, failed)  # a second click
    (again,) = talk.unanswered
    assistant.let.set()
    assert whole(again).turn == 2
    assert kept(assistant, talk) == [QUESTIONS[1], QUESTIONS[0]]


def test_limits_from_the_words_are_not_taken_where_they_are_not_wanted(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    question = "What did articles published in 2024 say about the railway?"
    talk = answers.talk(None)
    assistant.let.set()
    assert whole(answers.ask(talk, question)).answer.inferred
    assert not whole(answers.ask(talk, question, infer=False)).answer.inferred
    assistant.failures.append(CorpusBusy("The corpus is busy.", "Wait."))
    failed = answers.ask(talk, question, infer=False)
    list(failed.replies())
    assistant.let.clear()
    answers.ask_again(talk, failed)
    (again,) = talk.unanswered
    assistant.let.set()
    assert not whole(again).answer.inferred


def test_a_surprise_is_logged_and_costs_no_other_question(
    answers: BackgroundAnswers, assistant: SlowAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.failures.append(ZeroDivisionError("by nought"))
    talk = answers.talk(None)
    failed, second = (answers.ask(talk, question) for question in QUESTIONS[:2])
    with caplog.at_level(logging.ERROR):
        assistant.let.set()
        list(failed.replies())
    assert isinstance(failed.error, ZeroDivisionError)
    assert "by nought" in caplog.text
    assert whole(second).turn == 1


def test_what_cannot_be_asked_begins_no_conversation(
    answers: BackgroundAnswers, assistant: SlowAssistant, corpus: Corpus
) -> None:
    assistant.let.set()
    talk = answers.talk(None)
    failed = answers.ask(talk, "???")
    list(failed.replies())
    assert isinstance(failed.error, InputError)
    assert talk.conversation is None
    with corpus.database.read() as connection:
        assert conversations.list_conversations(connection) == []


# Stopped by whoever asked.


class StoppingEmbedder(HashedEmbedder):
    """Calls `stop` once, when a question is encoded."""

    stop: Callable[[], None] | None = None

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if (stop := self.stop) is not None:
            self.stop = None
            stop()
        return super()._encode(texts)


def test_what_is_stopped_while_it_is_looked_up_is_not_answered(corpus: Corpus) -> None:
    embedder = StoppingEmbedder()
    answers = BackgroundAnswers(Assistant(corpus, embedder))
    talk = answers.talk(None)
    asked: list[Asked] = []
    taken = threading.Event()

    def stop() -> None:
        assert taken.wait(30)
        asked[0].stop()

    embedder.stop = stop
    asked.append(answers.ask(talk, QUESTIONS[0]))
    taken.set()
    assert [reply for reply in asked[0].replies() if reply] == []
    assert isinstance(asked[0].error, Stopped)
    assert str(asked[0].error) == "Stopped before it was answered."
    assert talk.unanswered == tuple(asked)
    assert kept(answers._assistant, talk) == []
    answers.ask_again(talk, asked[0])
    (again,) = talk.unanswered
    assert whole(again).turn == 1
    answers.stop()


def test_a_question_that_waits_is_stopped_at_once(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talk = answers.talk(None)
    in_hand, waiting, last = (answers.ask(talk, question) for question in QUESTIONS)
    assert assistant.begun.wait(30)
    waiting.stop()
    assert isinstance(waiting.error, Stopped)
    assert [reply for reply in waiting.replies() if reply] == []
    answers.forget(talk, waiting)
    assert talk.unanswered == (in_hand, last)
    assistant.let.set()
    assert (whole(in_hand).turn, whole(last).turn) == (1, 2)
    for ended in (in_hand, last):
        ended.stop()
        assert ended.error is None


def test_what_is_stopped_before_anything_was_answered_leaves_no_conversation(
    answers: BackgroundAnswers, assistant: SlowAssistant, corpus: Corpus
) -> None:
    asked = answers.ask(answers.talk(None), QUESTIONS[0])
    assert assistant.begun.wait(30)
    asked.stop()
    assistant.let.set()
    assert [reply for reply in asked.replies() if reply] == []
    assert isinstance(asked.error, Stopped)
    with corpus.database.read() as connection:
        assert conversations.list_conversations(connection) == []


# Owners, and what is asked with a question.


def test_nobody_gets_anothers_talk(answers: BackgroundAnswers, assistant: SlowAssistant) -> None:
    assistant.let.set()
    hers = answers.talk(None, owner="alice")
    whole(answers.ask(hers, QUESTIONS[0]))
    assert answers.talk(hers.conversation, owner="alice") is hers
    for owner in ("bob", LOCAL):
        mine = answers.talk(hers.conversation, owner=owner)
        assert mine is not hers
        asked = answers.ask(mine, QUESTIONS[1])
        list(asked.replies())
        assert isinstance(asked.error, InputError)
        assert "There is no conversation" in str(asked.error)
    assert hers.conversation is not None
    turns = assistant.turns(hers.conversation, owner="alice")
    assert [turn["question"] for turn in turns] == QUESTIONS[:1]


def test_filters_and_length_are_those_asked_with(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    filters = Filters(since=date(2025, 4, 1))
    talk = answers.talk(None)
    assistant.failures.append(CorpusBusy("The corpus is busy.", "Wait."))
    failed = answers.ask(talk, "What is said of the railway?", filters=filters, length=Length.SHORT)
    assert (failed.filters, failed.infer, failed.length) == (filters, True, Length.SHORT)
    assistant.let.set()
    list(failed.replies())
    assistant.let.clear()
    answers.ask_again(talk, failed)
    (again,) = talk.unanswered
    assert (again.filters, again.infer, again.length) == (filters, True, Length.SHORT)
    assistant.let.set()
    answer = whole(again).answer
    assert answer.filters == filters
    assert all("railway" not in one.document.metadata.title for one in answer.related)


def test_so_many_questions_wait_and_no_more(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talks = [answers.talk(None) for _ in range(4)]
    in_hand = [answers.ask(talk, QUESTIONS[0]) for talk in talks]
    for asked in in_hand:
        next(asked for _ in asked.replies() if not asked.waits)
    waiting = [answers.ask(talks[number % 3], QUESTIONS[1]) for number in range(50)]
    assert all(asked.waits for asked in waiting)
    for talk in (talks[0], answers.talk(None)):
        with pytest.raises(InputError, match="50 questions wait") as raised:
            answers.ask(talk, QUESTIONS[2])
        assert "shortly" in raised.value.hint
        assert not any(asked.question == QUESTIONS[2] for asked in talk.unanswered)
    waiting[0].stop()
    answers.ask(talks[3], QUESTIONS[2])
    with pytest.raises(InputError, match="50 questions wait"):
        answers.ask_again(talks[0], waiting[0])
    assert waiting[0] in talks[0].unanswered


def test_stop_finishes_what_is_in_hand_and_takes_no_more(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    talk = answers.talk(None)
    in_hand, waiting = (answers.ask(talk, question) for question in QUESTIONS[:2])
    assert assistant.begun.wait(30)
    stopping = threading.Thread(target=answers.stop)
    stopping.start()
    while not answers._stopped:
        pass
    assistant.let.set()
    stopping.join(30)
    assert whole(in_hand).turn == 1
    assert isinstance(waiting.error, InputError)
    assert [reply for reply in waiting.replies() if reply] == []
    with pytest.raises(InputError, match="stopping"):
        answers.ask(talk, QUESTIONS[2])


def test_rest_is_when_nothing_is_being_answered(
    answers: BackgroundAnswers, assistant: SlowAssistant
) -> None:
    assert answers.rest(0)
    first, second = answers.talk(None), answers.talk(None)
    asked = [answers.ask(first, QUESTIONS[0]), answers.ask(second, QUESTIONS[1])]
    assert not answers.rest(0)
    assistant.let.set()
    for each in asked:
        whole(each)
    assert answers.rest(30)


def test_a_stop_is_a_rest(answers: BackgroundAnswers, assistant: SlowAssistant) -> None:
    answers.ask(answers.talk(None), QUESTIONS[0])
    assert assistant.begun.wait(30)
    assistant.let.set()
    answers.stop()
    assert answers.rest(0)
