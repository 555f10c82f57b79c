"""A true sentence is verified by the sentence that it rests on; its false twin is not."""

from __future__ import annotations

import pytest

from tests.assistant.verification.library import HITS, judge, pairs

CASES = [
    pytest.param(one["article"], one["true"], one["false"], id=f"{one['kind']}: {one['true']}")
    for one in pairs("pairs.jsonl")
]


@pytest.mark.parametrize(("article", "true", "false"), CASES)
def test_a_true_sentence_is_verified_and_its_twin_is_not(article: str, true: str, false: str):
    text = HITS[article].passage.text
    sentence, citations = judge(true, [HITS[article]])
    assert sentence.verified, sentence.problems
    assert sentence.problems == ()
    assert citations
    assert sum(len(citation.quote) for citation in citations) < len(text) / 2
    assert all(text[c.start : c.end] == c.quote for c in citations)

    sentence, _ = judge(false, [HITS[article]])
    assert not sentence.verified
    assert sentence.problems
    assert sentence.sources == 0


@pytest.mark.parametrize(("article", "true", "false"), CASES)
def test_no_other_article_helps_the_twin(article: str, true: str, false: str):
    sentence, _ = judge(false, list(HITS.values()))
    assert not sentence.verified
