"""Conversations: answers that grow, are kept once whole, and never cross."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from assistant import Assistant
from assistant.chatmodel import ChatModel
from tests.fake_chat_model import ScriptedChatModel
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, HybridSearch, InputError, Stopped, conversations

pytestmark = pytest.mark.usefixtures("search")
QUESTION = "How long will the railway over the mountains be, and when was the agreement signed?"


@pytest.fixture
def assistant(corpus: Corpus, search: HybridSearch, fake_embedder: HashedEmbedder) -> Assistant:
    return Assistant(corpus, fake_embedder)


def titles(corpus: Corpus) -> list[str]:
    with corpus.database.read() as connection:
        return [one.title for one in conversations.list_conversations(connection)]


def test_an_answer_grows_and_its_last_reply_is_the_whole_that_is_kept(
    assistant: Assistant, corpus: Corpus
) -> None:
    *parts, last = assistant.stream(QUESTION, conversation="new")
    assert parts
    assert not any(part.complete or part.conversation for part in parts)
    for shorter, longer in zip([*parts, last], [*parts, last][1:], strict=False):
        assert longer.answer.text.startswith(shorter.answer.text)
        assert longer.answer.citations[: len(shorter.answer.citations)] == shorter.answer.citations
    assert last.complete
    assert last.conversation is not None
    assert assistant.turns(last.conversation) == [last.answer.as_json(last.conversation)]
    assert titles(corpus) == [QUESTION[:80]]


def test_the_whole_answer_is_that_of_ask(assistant: Assistant) -> None:
    *_, last = assistant.stream(QUESTION)
    assert (last.answer, last.conversation) == assistant.ask(QUESTION)


def test_an_answer_that_nobody_waits_for_leaves_no_conversation(
    assistant: Assistant, corpus: Corpus
) -> None:
    replies = assistant.stream(QUESTION, conversation="new")
    next(replies)
    replies.close()
    assert titles(corpus) == []


def test_a_short_answer_is_what_the_next_question_may_mean(
    assistant: Assistant, corpus: Corpus
) -> None:
    answer, kept_in = assistant.ask(QUESTION, conversation="new")
    assert kept_in is not None
    told = answer.as_json(kept_in)
    quote = "The second China-Central Asia Summit was held in Kazakhstan."
    told["standalone_question"] = "Which country hosted the second China-Central Asia Summit?"
    told["citations"][0] |= {"quote": quote, "highlight": [49, 59]}
    with corpus.database.write() as connection:
        conversations.add_turn(connection, kept_in, QUESTION, json.dumps(told))
    again, _ = assistant.ask("Who is its president?", conversation=kept_in)
    assert again.standalone_question == "Who is Kazakhstan's president?"


def test_a_conversation_goes_on(assistant: Assistant) -> None:
    _, kept_in = assistant.ask(QUESTION, conversation="new")
    assert kept_in is not None
    _, again = assistant.ask("Who promised €12 billion?", conversation=kept_in)
    assert again == kept_in
    assert [turn["question"] for turn in assistant.turns(kept_in)] == [
        QUESTION,
        "Who promised €12 billion?",
    ]


def test_an_unknown_conversation(assistant: Assistant) -> None:
    for attempt in (lambda: assistant.turns("zzz"), lambda: assistant.ask(QUESTION, None, "zzz")):
        with pytest.raises(InputError, match="no conversation 'zzz'"):
            attempt()


def test_anothers_conversation_is_unknown(assistant: Assistant, corpus: Corpus) -> None:
    _, hers = assistant.ask(QUESTION, conversation="new", owner="alice")
    assert hers is not None
    begun = assistant.begin("Begun?", owner="alice")
    for id_ in (hers, begun):
        for attempt in (assistant.turns, lambda one: assistant.ask(QUESTION, None, one)):
            with pytest.raises(InputError, match=f"no conversation '{id_}'"):
                attempt(id_)
    assert titles(corpus) == []
    assert len(assistant.turns(hers, owner="alice")) == 1
    assert assistant.ask("Who promised €12 billion?", None, hers, owner="alice")[1] == hers
    assert len(assistant.turns(hers, owner="alice")) == 2


def test_another_model_answers_from_the_next_question_on(assistant: Assistant) -> None:
    question = "How long will the railway be?"
    wrote = "The railway will be 486 kilometres long [1]."
    model = ChatModel(ScriptedChatModel(replies=[wrote] * 2), "test:m")
    assert assistant.model is None
    before = assistant.stream(QUESTION)
    next(before)
    assistant.use(model)
    assert assistant.model is model
    *_, ended = before
    assert ended.answer.mode == "extractive"
    assert assistant.ask(question)[0].model == "test:m"
    assert assistant.quote(question).mode == "extractive"
    assistant.use(None)
    assert assistant.model is None
    assert assistant.ask(question)[0].mode == "extractive"


def test_who_abandons_a_question_gets_no_answer(assistant: Assistant, corpus: Corpus) -> None:
    abandoned = Event()
    abandoned.set()
    with pytest.raises(Stopped, match=r"Stopped before it was answered\."):
        list(assistant.stream(QUESTION, conversation="new", abandoned=abandoned))
    assert titles(corpus) == []


def test_many_who_ask_at_once_get_each_their_own_answer(assistant: Assistant) -> None:
    questions = [QUESTION, "What did the European Union promise in Samarkand?"] * 8
    alone = {question: assistant.ask(question)[0] for question in questions}
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda one: assistant.ask(one, conversation="new"), questions))
    assert [answer for answer, _ in asked] == [alone[question] for question in questions]
    kept = [assistant.turns(str(kept_in)) for _, kept_in in asked]
    assert [[turn["question"] for turn in turns] for turns in kept] == [[one] for one in questions]
