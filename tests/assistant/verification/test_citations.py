"""What a verified sentence cites, and what an unverified one keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafts import Draft, DraftSentence, Quote
from tests.assistant.verification.library import HITS, RAILWAY, TRADE, hit, judge, verifier, whole
from vectorstore import Page, Span

RAILWAY_HIT, TRADE_HIT, DAM_HIT = HITS["railway"], HITS["trade"], HITS["dam"]


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_the_narrowest_sentence_is_cited_with_its_figure_marked():
    sentence, (citation,) = judge("Uzbekistan will pay $573 million.", [RAILWAY_HIT])
    assert sentence.citations == (1,)
    assert citation.number == 1
    assert citation.quote == (
        "The Chinese side will lend $2.35 billion, while Uzbekistan will pay $573 million."
    )
    assert citation.highlight is not None
    assert citation.quote[slice(*citation.highlight)] == "$573 million"


def test_a_citation_of_a_source_with_pages_says_which():
    loan, costs = RAILWAY.index("approved"), RAILWAY.index("Uzbekistan will pay")
    pages = (Page(0, "6"), Page(loan, "7"), Page(costs, "8"), Page(len(RAILWAY) - 9, "9"))
    paged = replace(RAILWAY_HIT, passage=replace(RAILWAY_HIT.passage, pages=pages))
    _, (citation,) = judge("Uzbekistan will pay $573 million.", [paged])
    assert citation.page == "7–8"
    assert citation.as_json()["page"] == "7–8"
    _, (citation,) = judge("Construction is expected to take six years.", [paged])
    assert citation.as_json()["page"] == "8"
    _, (citation,) = judge("Uzbekistan will pay $573 million.", [RAILWAY_HIT])
    assert "page" not in citation.as_json()


def test_what_stands_in_two_sentences_cites_both_and_no_more():
    claim = "Its first turbine started in 2023, and the dam supplies 1,860 megawatts."
    sentence, citations = judge(claim, [DAM_HIT])
    assert sentence.verified
    assert "".join(c.quote for c in citations).count(".") == 2


def test_each_half_of_a_sentence_may_rest_on_a_passage_of_its_own():
    claim = "Exports to Russia rose to $9.5 billion, while Uzbekistan will pay $573 million."
    sentence, citations = judge(claim, [TRADE_HIT, RAILWAY_HIT])
    assert sentence.verified
    assert {c.document.id for c in citations} == {"trade", "railway"}
    assert len(sentence.citations) == 2


def test_a_citation_that_supports_nothing_is_dropped():
    sentence, citations = judge("Uzbekistan will pay $573 million.", [TRADE_HIT, RAILWAY_HIT])
    assert sentence.verified
    assert [c.document.id for c in citations] == ["railway"]


def test_two_passages_that_each_support_it_are_both_cited():
    again = hit("echo", "According to officials, Uzbekistan will pay $573 million for its part.")
    _, citations = judge("Uzbekistan will pay $573 million.", [RAILWAY_HIT, again])
    assert [c.document.id for c in citations] == ["railway", "echo"]


@pytest.mark.parametrize("cited", [[], [TRADE_HIT]])
def test_what_another_passage_says_cites_that_passage(cited: list):
    sentence, citations = judge("Uzbekistan will pay $573 million.", cited, [RAILWAY_HIT])
    assert sentence.verified
    assert sentence.problems == ()
    assert [c.document.id for c in citations] == ["railway"]


def test_what_no_passage_says_keeps_no_citation():
    sentence, citations = judge("Penguins live in the Antarctic.", [TRADE_HIT], [RAILWAY_HIT])
    assert not sentence.verified
    assert citations == ()
    assert sentence.problems == ("the passage cited does not say this",)


def test_without_a_citation_it_is_told_that_no_passage_says_it():
    sentence, citations = judge("Penguins live in the Antarctic.", [], [RAILWAY_HIT])
    assert (sentence.verified, citations) == (False, ())
    assert sentence.problems == ("no passage says this",)


def test_a_wrong_figure_keeps_the_sentence_that_has_the_right_one():
    sentence, (citation,) = judge("Uzbekistan will pay $673 million.", [RAILWAY_HIT, DAM_HIT])
    assert sentence.problems == ("“$673 million” is not in the passage cited",)
    assert "$573 million" in citation.quote


def test_what_the_answerer_found_wrong_is_told_only_where_nothing_else_supports_it():
    problem = ("there is no passage [9]",)

    def judged(text: str):
        draft = Draft("generative", (DraftSentence(text, (whole(TRADE_HIT),), problem),), 1.0)
        ((sentence, _),) = verifier([TRADE_HIT]).judge(draft, [TRADE_HIT])
        return sentence

    assert judged("Oil accounted for more than half of exports.").problems == ()
    assert "there is no passage [9]" in judged("Oil accounted for most of imports.").problems


def test_the_same_words_keep_their_number():
    texts = ("Uzbekistan will pay $573 million.", "Oil made up more than half of exports.")
    sentences = tuple(
        DraftSentence(text, (whole(RAILWAY_HIT), whole(TRADE_HIT))) for text in (*texts, texts[0])
    )
    judged = list(
        verifier([RAILWAY_HIT, TRADE_HIT]).judge(
            Draft("generative", sentences, 1.0), [RAILWAY_HIT, TRADE_HIT]
        )
    )
    assert [sentence.citations for sentence, _ in judged] == [(1,), (2,), (1,)]
    assert [citation.number for _, new in judged for citation in new] == [1, 2]


def test_it_in_a_sentence_of_its_own_speaks_of_what_stands_before():
    def second(before: str) -> bool:
        sentences = tuple(
            DraftSentence(text, (whole(DAM_HIT),))
            for text in (before, "It supplies 1,860 megawatts.")
        )
        draft = Draft("generative", sentences, 1.0)
        (_, (sentence, _)) = verifier([DAM_HIT]).judge(draft, [DAM_HIT])
        return sentence.verified

    assert second("The Kambarata dam was built by Uzbek engineers.")
    assert not second("The Nurek dam was built by Soviet engineers.")


def test_verbatim_quotes_are_verified_as_they_are():
    words = "Oil accounted for more than half of exports."
    quote = Quote(TRADE_HIT, span_of(TRADE, words), span_of(TRADE, "more than half"))
    draft = Draft("extractive", (DraftSentence(words, (quote,)),), 1.0)
    ((sentence, (citation,)),) = verifier([TRADE_HIT]).judge(draft, [TRADE_HIT])
    assert sentence.verified
    assert citation.quote == words
    assert citation.quote[slice(*citation.highlight or ())] == "more than half"


def test_part_of_a_sentence_is_not_taken_for_the_whole():
    article = hit("denial", "Officials denied that Kazakhstan joined the bloc in 2023.")
    sentence, _ = judge("Kazakhstan joined the bloc in 2023.", [article])
    assert not sentence.verified


PLACE = span_of(RAILWAY, "The opposition rejected the plan.")


@pytest.mark.parametrize(
    "quote",
    [
        Quote(RAILWAY_HIT, Span(0, len(RAILWAY) + 1)),  # beyond its passage
        Quote(RAILWAY_HIT, Span(20, 20)),  # empty
        Quote(
            replace(RAILWAY_HIT, passage=replace(RAILWAY_HIT.passage, text=RAILWAY.upper())), PLACE
        ),
        Quote(
            replace(
                RAILWAY_HIT,
                passage=replace(
                    RAILWAY_HIT.passage,
                    document=replace(RAILWAY_HIT.passage.document, version="0"),
                ),
            ),
            PLACE,
        ),
    ],
)
def test_a_quote_that_is_not_in_its_source_is_removed(quote: Quote):
    draft = Draft(
        "extractive", (DraftSentence("The opposition rejected the plan.", (quote,)),), 1.0
    )
    ((sentence, citations),) = verifier([RAILWAY_HIT]).judge(draft, [])
    assert citations == ()
    assert not sentence.verified
    assert "a quotation is not in its source" in sentence.problems


def test_a_passage_that_is_not_in_the_stored_text_supports_nothing():
    forged = replace(TRADE_HIT, passage=replace(TRADE_HIT.passage, text="Oil prices doubled."))
    draft = Draft("generative", (DraftSentence("Oil prices doubled.", ()),), 1.0)
    ((sentence, citations),) = verifier([TRADE_HIT]).judge(draft, [forged])
    assert (sentence.verified, citations) == (False, ())
