"""A true sentence is verified by the sentence that it rests on; its false twin is not."""

from __future__ import annotations

import pytest

from tests.assistant.verification.library import HITS, judge
from tests.assistant.verification.pairs import PAIRS

CASES = [
    pytest.param(article, true, false, id=f"{kind}: {true}")
    for kind, pairs in PAIRS.items()
    for article, true, false in pairs
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
