"""Follow-ups, which the model rewrites so that they can be understood alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.models.articles import DAM
from tests.models.product import Product
from tests.models.script import Act, Refusal, Reply, says

FIRST = "Kyrgyzstan holds 34 percent of the Kambar dam [{dam}]."
FOLLOW_UP = "And how much of it does Kazakhstan hold?"
STANDALONE = "How much of the Kambar dam does Kazakhstan hold?"
SECOND = (
    "Kyrgyzstan holds 34 percent of the Kambar dam, Uzbekistan 40 percent and "
    "Kazakhstan 26 percent [{dam}]."
)


def follow_up(product: Product, *replies: str | Reply | Refusal) -> dict[str, Any]:
    """Return the second answer of a conversation, whose first is about the dam."""
    product.set_up("openai", FIRST, *replies, timeout=0.3)
    first = product.ask(DAM, "--conversation", "new")
    return product.ask(FOLLOW_UP, "--conversation", first["conversation"])


def test_the_model_rewrites_it(product: Product):
    answer = follow_up(product, STANDALONE, SECOND)
    assert answer["question"] == FOLLOW_UP
    assert answer["standalone_question"] == STANDALONE
    assert (answer["mode"], answer["notes"]) == ("generative", [])
    assert [one["verified"] for one in answer["sentences"]] == [True]
    _, rewriting, answering = product.server.asked
    assert rewriting.passages == {}
    for told in (DAM, "Kyrgyzstan holds 34 percent of the Kambar dam", FOLLOW_UP):
        assert told in rewriting.prompt
    assert STANDALONE in answering.prompt
    assert FOLLOW_UP not in answering.prompt


def test_a_rewrite_that_invents_a_name_is_not_asked(product: Product):
    invented = "How much of the Kambar dam does Olga Petrova of Kazakhstan hold?"
    answer = follow_up(product, invented, SECOND)
    assert "Petrova" not in str(answer)
    assert "Petrova" not in product.server.asked[2].prompt
    assert "Kambar" in answer["standalone_question"]
    assert "Kazakhstan" in answer["standalone_question"]


def test_a_rewrite_that_invents_a_figure_is_not_asked(product: Product):
    invented = "How much of the Kambar dam does Kazakhstan hold since 1999?"
    answer = follow_up(product, invented, SECOND)
    assert "1999" not in str(answer)
    assert "1999" not in product.server.asked[2].prompt


def test_a_rewrite_that_answers_is_not_asked(product: Product):
    answer = follow_up(product, "Kazakhstan holds 34 percent of it.", SECOND)
    assert answer["standalone_question"] != "Kazakhstan holds 34 percent of it."
    assert "Kazakhstan" in answer["standalone_question"]


FAILURES: dict[str, tuple[Refusal | Reply, str]] = {
    "a rate limit": (Refusal(429), "rate limit"),
    "silence": (says(Act.STALL), "sent nothing for 0.3 seconds"),
    "a cut stream": (says("How much", Act.CUT), "broke off"),
}


@pytest.mark.parametrize(("failing", "cause"), FAILURES.values(), ids=FAILURES)
def test_where_it_fails_to_rewrite_rules_do_and_the_sources_answer(
    product: Product, failing: Refusal | Reply, cause: str
):
    answer = follow_up(product, failing)
    assert "Kambar" in answer["standalone_question"]
    assert answer["mode"] == "extractive"
    assert "26 percent" in answer["text"]
    assert cause in answer["notes"][0]
    assert len(product.server.asked) == 2, "asked again after it had failed"
