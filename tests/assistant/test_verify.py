"""What is checked before an answer is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafts import Draft, DraftSentence, Quote
from assistant.verify import TextOf, verify
from vectorstore import DocumentRef, Hit, InputError, Metadata, Passage, Span

TEXT = "Trade grew. It reached US$94.8 billion in 2024, Beijing said."
DOCUMENT = DocumentRef("d1", "v1", Metadata("Trade"), "trade.txt")
HIT = Hit(Passage("p1", 12, len(TEXT), TEXT[12:], DOCUMENT), score=1.0, similarity=0.5)
QUOTE = Quote(HIT, Span(12, len(TEXT)))


def text_of(document_id: str, version: str) -> str:
    if (document_id, version) != ("d1", "v1"):
        raise InputError("no such version")
    return TEXT


def verified(draft: Draft, text_of: TextOf = text_of):
    """Return the judged sentences, and the citations of them all."""
    judged = list(verify(draft, text_of))
    return [sentence for sentence, _ in judged], [one for _, new in judged for one in new]


def judge(text: str, *quotes: Quote):
    return verified(Draft("extractive", (DraftSentence(text, quotes),), 1.0))


@pytest.mark.parametrize(
    "text",
    [
        "It reached US$94.8 billion in 2024, Beijing said.",
        "It reached $94.8bn.",
        "In 2024 it was 94,800 million dollars.",
    ],
)
def test_what_the_quote_states_is_verified(text: str):
    (sentence,), (citation,) = judge(text, QUOTE)
    assert sentence.verified
    assert citation.quote == TEXT[citation.start : citation.end]


@pytest.mark.parametrize("text", ["It reached US$95.8 billion.", "Moscow said so.", "In 2023."])
def test_what_the_quote_does_not_state_is_a_problem(text: str):
    (sentence,), citations = judge(text, QUOTE)
    assert not sentence.verified
    assert sentence.problems
    assert len(citations) == 1


def test_a_name_within_another_word_is_not_that_name():
    text = "Nigeria signed the pact in Xinjiang."
    hit = replace(HIT, passage=replace(HIT.passage, start=0, end=len(text), text=text))
    quote = Quote(hit, Span(0, len(text)))

    def problems(claim: str) -> tuple[str, ...]:
        draft = Draft("generative", (DraftSentence(claim, (quote,)),), 1.0)
        return verified(draft, lambda *_: text)[0][0].problems

    assert problems("Nigeria signed the pact.") == ()
    assert "Niger" in problems("The pact was signed by Niger.")[0]
    assert "Xi" in problems("The pact was signed by Xi.")[0]


@pytest.mark.parametrize(
    "quote",
    [
        Quote(HIT, Span(0, 11)),  # outside its passage
        Quote(HIT, Span(20, 20)),  # empty
        Quote(replace(HIT, passage=replace(HIT.passage, start=11)), Span(12, 20)),  # shifted
        Quote(replace(HIT, passage=replace(HIT.passage, text=TEXT[12:].upper())), QUOTE.span),
        Quote(
            replace(HIT, passage=replace(HIT.passage, document=replace(DOCUMENT, version="v0"))),
            QUOTE.span,
        ),
    ],
)
def test_a_quote_that_is_not_in_its_source_is_removed(quote: Quote):
    (sentence,), citations = judge("Trade grew.", quote)
    assert citations == []
    assert not sentence.verified


def test_the_same_quote_keeps_its_number():
    draft = Draft(
        "generative",
        (DraftSentence("It grew in 2024.", (QUOTE,)), DraftSentence("In 2024.", (QUOTE, QUOTE))),
        1.0,
    )
    sentences, citations = verified(draft)
    assert [sentence.citations for sentence in sentences] == [(1,), (1,)]
    assert [citation.number for citation in citations] == [1]
