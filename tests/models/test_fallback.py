"""Where a model fails, the sources' own sentences answer, and a note names the cause."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from tests.models.articles import FREIGHT
from tests.models.cases import PORT
from tests.models.dialects import End
from tests.models.product import Product
from tests.models.script import Act, Refusal, Reply, says

BEGUN = f"{PORT} [1] It is"
WAITING = "sent nothing for 0.3 seconds"
FAILURES: dict[str, tuple[Refusal | Reply, str, str]] = {
    "a wrong key": (Refusal(401, "Invalid key."), "did not accept the key", "CARAVAN_MODEL_KEY"),
    "a rate limit": (Refusal(429, "Slow down."), "rate limit", "then ask again"),
    "no such model": (Refusal(404, "Unknown model."), "is not there", "CARAVAN_MODEL"),
    "trouble": (Refusal(500, "Out of memory."), "Out of memory", "Ask again"),
    "overload": (Refusal(529, "Overloaded."), "is overloaded", "ask again"),
    "a prompt too long": (Refusal(400, "Too many tokens."), "Too many tokens", "_CONTEXT"),
    "a stall at once": (says(Act.STALL), WAITING, "CARAVAN_MODEL_TIMEOUT"),
    "a stall in the midst": (says(BEGUN, Act.STALL), WAITING, "CARAVAN_MODEL_TIMEOUT"),
    "a cut stream": (says(BEGUN, Act.CUT), "broke off in the middle", "Ask again"),
    "a broken stream": (says(BEGUN, Act.RESET), "broke off in the middle", "Ask again"),
    "a stream without end": (says(BEGUN, end=End.MISSING), "broke off", "Ask again"),
    "an empty reply": (says(), "gave an empty reply", "Ask again"),
    "broken JSON": (says(BEGUN, Act.GARBAGE), "not a reply of its protocol", "CARAVAN_MODEL_URL"),
    "an error in the midst": (says(BEGUN, Act.ERROR), "run out of memory", "Ask again"),
    "a refusal": (says(end=End.REFUSED), "refused to answer", ""),
    "a refusal in the midst": (says(BEGUN, end=End.REFUSED), "refused to answer", ""),
    "no room": (says(end=End.LENGTH), "reached its limit", "CARAVAN_MODEL_CONTEXT"),
}


@pytest.mark.parametrize(("reply", "cause", "hint"), FAILURES.values(), ids=FAILURES)
def test_the_sources_answer_and_the_cause_is_told(
    product: Product, reply: Refusal | Reply, cause: str, hint: str
):
    product.set_up("openai", reply, timeout=0.3)
    expect_the_sources(product.ask(FREIGHT), cause, hint)
    assert len(product.server.asked) == 1


def test_a_server_that_is_not_there_is_told(product: Product):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        product.set_up("openai", url=f"http://127.0.0.1:{held.getsockname()[1]}/v1")
        expect_the_sources(product.ask(FREIGHT), "was not reached", "CARAVAN_MODEL_URL")


def test_on_a_terminal_the_note_goes_beside_the_answer(product: Product):
    product.set_up("openai", Refusal(401))
    ran = product.run("ask", FREIGHT)
    assert "4.5 million tonnes" in ran.out
    assert "openai:proof-1 did not accept the key" in " ".join(ran.err.split())


def test_a_failure_changes_nothing_where_nothing_answers(product: Product):
    product.set_up("openai", Refusal(500))
    answer = product.ask("How many camels live in Khorgos?")
    assert (answer["answered"], answer["mode"]) == (False, "extractive")
    assert "trouble of its own" in answer["notes"][0]


def expect_the_sources(answer: dict[str, Any], cause: str, hint: str) -> None:
    assert (answer["answered"], answer["mode"]) == (True, "extractive")
    assert "4.5 million tonnes" in answer["text"]
    assert all(one["verified"] for one in answer["sentences"])
    told = " ".join(answer["notes"])
    assert cause in told
    assert hint in told
    assert "answered without it" in told
