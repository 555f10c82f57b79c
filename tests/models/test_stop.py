"""Whoever does not want to wait any longer need not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, BackgroundAnswers
from assistant.chatmodel import load_chat_model
from tests.models.articles import FREIGHT
from tests.models.cases import PORT
from tests.models.product import Product
from tests.models.script import Act, says
from vectorstore import Corpus, CrossEncoder, Embedder, Stopped, StoreSettings

PEOPLE = "The port employs 1,900 people."
SECONDS = 60


@pytest.fixture
def corpus(home: Path) -> Iterator[Corpus]:
    """Open the corpus of the articles."""
    opened = Corpus.open(StoreSettings(home=home))
    yield opened
    opened.close()


@pytest.fixture
def assistant(
    corpus: Corpus, embedder: Embedder, cross_encoder: CrossEncoder | None, product: Product
) -> Assistant:
    """Return an assistant whose model writes two sentences and falls silent."""
    product.set_up("ollama", says(f"{PORT}[1] {PEOPLE}[1] Its ", Act.STALL), timeout=3600)
    return Assistant(corpus, embedder, None, cross_encoder, load_chat_model())


def test_what_was_said_until_then_is_the_answer(assistant: Assistant):
    stopped = threading.Event()
    for reply in assistant.stream(FREIGHT, stopped=stopped):
        if len(reply.answer.sentences) == 2:
            stopped.set()
    assert reply.complete
    assert [one.text for one in reply.answer.sentences] == [PORT, PEOPLE]
    assert [one.verified for one in reply.answer.sentences] == [True, True]
    assert "Stopped" in reply.answer.notes[0]


def test_each_sentence_is_checked_before_it_is_seen(assistant: Assistant):
    stopped = threading.Event()
    seen = []
    for reply in assistant.stream(FREIGHT, stopped=stopped):
        seen.append([one.text for one in reply.answer.sentences])
        assert all(one.verified and one.citations for one in reply.answer.sentences)
        if len(reply.answer.sentences) == 2:
            stopped.set()
    assert seen[0] == [PORT]


def test_stopped_before_anything_was_said_the_sources_answer(
    product: Product, assistant: Assistant
):
    product.server.replies = [says(Act.STALL)]
    stopped = threading.Event()
    stopped.set()
    *_, reply = assistant.stream(FREIGHT, stopped=stopped)
    assert (reply.answer.mode, reply.answer.answered) == ("extractive", True)
    assert "was stopped before it wrote anything" in reply.answer.notes[0]
    assert product.server.asked == []


def test_what_it_has_written_when_its_question_is_stopped_is_the_answer(assistant: Assistant):
    answers = BackgroundAnswers(assistant)
    talk = answers.talk(None)
    asked = answers.ask(talk, FREIGHT)
    for reply in asked.replies():
        if reply is not None and len(reply.answer.sentences) == 2:
            asked.stop()
    assert asked.reply is not None
    assert asked.reply.complete
    assert [one.text for one in asked.reply.answer.sentences] == [PORT, PEOPLE]
    assert "Stopped" in asked.reply.answer.notes[0]
    assert talk.unanswered == ()
    assert talk.conversation is not None
    (kept,) = assistant.turns(talk.conversation)
    assert [one["text"] for one in kept["sentences"]] == [PORT, PEOPLE]
    answers.stop()


def test_a_question_stopped_before_it_wrote_anything_has_no_answer(
    product: Product, assistant: Assistant
):
    product.server.replies = [says(Act.STALL)]
    answers = BackgroundAnswers(assistant)
    talk = answers.talk(None)
    asked = answers.ask(talk, FREIGHT)
    assert product.server.heard.wait(SECONDS), "it was not asked"
    asked.stop()
    assert [reply for reply in asked.replies() if reply] == []
    assert isinstance(asked.error, Stopped)
    assert talk.unanswered == (asked,)
    assert talk.conversation is not None
    assert assistant.turns(talk.conversation) == []
    answers.stop()


def test_a_server_that_ends_waits_for_no_model(product: Product, assistant: Assistant):
    answers = BackgroundAnswers(assistant)
    talk = answers.talk(None)
    asked = answers.ask(talk, FREIGHT)
    assert product.server.heard.wait(SECONDS), "it was not asked"
    answers.stop()
    assert asked.reply is not None
    assert asked.reply.complete
    assert "topped" in asked.reply.answer.notes[0]  # with a sentence until then, or without


@pytest.mark.parametrize("steps", [(Act.STALL,), (PORT, Act.STALL)], ids=["at once", "midst"])
def test_ctrl_c_ends_the_command_at_once(product: Product, steps: tuple[str | Act, ...]):
    product.set_up("openai", says(*steps), timeout=3600)
    status, out, err = interrupted(product, "ask", FREIGHT, "--json")
    assert (status, out) == (130, b"")
    assert b"Traceback" not in err


def test_ctrl_c_in_a_chat_ends_the_reply_and_not_the_chat(product: Product):
    product.set_up("openai", says(Act.STALL), timeout=3600)
    status, out, _ = interrupted(product, "chat", "--json", stdin=f"{FREIGHT}\n".encode())
    assert status == 0
    (answer,) = json.loads(out)["answers"]
    assert "4.5 million tonnes" in answer["text"]
    assert "was stopped before it wrote anything" in answer["notes"][0]


def interrupted(product: Product, *words: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    """Run `caravan`, press Ctrl-C once the model has been asked; return its status and output."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.main", "--home", str(product.home), *words],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdin
        try:
            process.stdin.write(stdin)
            process.stdin.flush()
            assert product.server.heard.wait(SECONDS), "it was not asked"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
    return process.returncode, out, err
