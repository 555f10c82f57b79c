"""What a user sees of what a model writes: nothing false as verified, nothing rendered."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest

from tests.models.articles import FREIGHT
from tests.models.cases import FALSE, GOOD, HOSTILE, PORT, Case, Shown
from tests.models.dialects import DIALECTS, End
from tests.models.product import Product, cites
from tests.models.script import says

CASES = {**GOOD, **FALSE, **HOSTILE}


@pytest.mark.parametrize(
    ("case", "provider"), list(zip(CASES.values(), cycle(DIALECTS), strict=False)), ids=CASES
)
def test_what_is_seen(product: Product, provider: str, case: Case):
    product.set_up(provider, case.reply)
    answer = product.ask(case.question)
    assert len(product.server.asked) == 1
    if not case.shown:
        expect_the_sources_instead(answer)
        return
    assert answer["mode"] == "generative", answer["notes"]
    assert [one["text"] for one in answer["sentences"]] == [one.text for one in case.shown]
    for sentence, shown in zip(answer["sentences"], case.shown, strict=True):
        expect(answer, sentence, shown)
    if any(one.wrong is None for one in case.shown):
        assert answer["notes"] == []


def expect(answer: dict[str, Any], sentence: dict[str, Any], shown: Shown) -> None:
    assert sentence["verified"] is (shown.wrong is None), sentence
    if shown.wrong:
        assert shown.wrong in "; ".join(sentence["problems"])
    cited, wanted = cites(answer, sentence), set(shown.cites)
    if wanted:
        assert cited <= wanted if shown.any_of else cited == wanted


def expect_the_sources_instead(answer: dict[str, Any]) -> None:
    assert answer["mode"] == "extractive"
    assert answer["answered"]
    assert all(one["verified"] for one in answer["sentences"])
    assert "no passage supports" in answer["notes"][0]


def test_two_publishers_are_two_sources(product: Product):
    product.set_up("openai", f"{PORT} [{{herald}}] It employs 1,900 people [{{herald}}].")
    port, people = product.ask(FREIGHT)["sentences"]
    assert port["sources"] == 2
    assert "sources" not in people


def test_on_a_terminal_what_is_false_is_marked(product: Product):
    wrong = "The Khorgos dry port handled 9.9 million tonnes of freight in 2023."
    product.set_up("openai", f"{PORT}[{{herald}}] {wrong}[{{herald}}]")
    text = " ".join(product.run("ask", FREIGHT).out.split())
    assert text.startswith(f"{PORT} [1] {wrong} [2] (not verified: “9.9 million tonnes” is not in")
    assert text.count("not verified") == 1


def test_no_answer_is_none(product: Product):
    product.set_up("openai", "NO ANSWER")
    answer = product.ask("How many camels live in Khorgos?")
    assert (answer["answered"], answer["mode"]) == (False, "generative")
    assert answer["sentences"] == answer["citations"] == []
    assert answer["related"]
    assert "language model found no answer" in answer["notes"][0]


def test_a_refusal_in_words_is_no_answer(product: Product):
    product.set_up("openai", "I'm sorry, but I can't help with that.")
    answer = product.ask(FREIGHT)
    expect_the_sources_instead(answer)
    assert "I'm sorry" in answer["notes"][0]


def test_a_reply_at_its_limit_ends_with_its_last_whole_sentence(product: Product):
    product.set_up("openai", says(f"{PORT} Kazakhstan spent US$25 bil", end=End.LENGTH))
    answer = product.ask(FREIGHT)
    assert [one["text"] for one in answer["sentences"]] == [PORT]
    assert "limit" in answer["notes"][0]


def test_control_characters_reach_no_terminal(product: Product):
    reply = (
        "The Khorgos \x1b[31mdry port\x1b[0m handled 4.5 million tonnes of "
        "\u202efreight\u202c in\u200b 2024 [{herald}]. \x1b]8;;http://www.evil.test/\x07It\x9b2J."
    )
    product.set_up("openai", reply, reply)
    product.ask(FREIGHT)
    out = product.run("ask", FREIGHT).out
    assert not set(out) & set("\x1b\x07\x9b\u202e\u202c\u200b")
    assert "evil.test" not in out
