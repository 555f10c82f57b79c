"""What moves a passage up: nearness, words, its best sentence, an exact token."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from tests.fake_embedder import HashedEmbedder
from vectorstore import DocumentRef, Metadata, Passage, SearchSettings
from vectorstore.lexicon import Lexicon
from vectorstore.search.ranking import Query, Ranker
from vectorstore.search.terms import query_terms

SPREAD = "Kazakhstan has deserts. The railway is old. Freight is costly. Nobody counted the tonnes."
TOGETHER = (
    "Kazakhstan moved freight by railway, in tonnes nobody counted. It rained. It snowed. It froze."
)
BESIDE = "Prices rose. Taxes fell. Rivers froze. Hills are green."
NEUTRAL = SearchSettings(coverage=0, sentence=0, sentence_coverage=0, exact=0)


def passages(*texts: str, title: str = "News") -> list[Passage]:
    return [
        Passage(str(n), 0, len(text), text, DocumentRef(str(n), "v", Metadata(title=title), None))
        for n, text in enumerate(texts)
    ]


def scores(
    query: str,
    found: list[Passage],
    settings: SearchSettings,
    cosines: list[float] | None = None,
    embedder: HashedEmbedder | None = None,
) -> list[float]:
    """Return the scores of passages that all lie as near to the query, unless told otherwise."""
    embedder = embedder or HashedEmbedder(dimension=512)
    vector = embedder.encode_query(query)
    embedder.encoded.clear()
    near = np.array(cosines or [0.5] * len(found))
    terms = query_terms(query, Lexicon([]))
    return Ranker(embedder, settings).scores(Query(query, vector), terms, found, near).tolist()


QUERY = "How many tonnes of freight did the railway of Kazakhstan move?"


def test_without_weights_a_passage_scores_its_cosine() -> None:
    found = passages(SPREAD, TOGETHER, BESIDE)
    assert scores(QUERY, found, NEUTRAL, [0.1, 0.3, 0.2]) == pytest.approx([0.1, 0.3, 0.2])


def test_shared_words_count() -> None:
    only = SearchSettings(coverage=0.2, sentence=0, reranked=0)
    spread, together, beside = scores(QUERY, passages(SPREAD, TOGETHER, BESIDE), only)
    assert beside == pytest.approx(0.5)
    assert 0.5 < spread <= together <= 0.7


def test_the_title_has_words_too() -> None:
    only = SearchSettings(coverage=0.2, sentence=0, reranked=0)
    (plain,) = scores(QUERY, passages(BESIDE), only)
    (titled,) = scores(QUERY, passages(BESIDE, title="Freight by railway"), only)
    assert titled > plain


def test_one_sentence_with_it_all_is_better_than_many_with_some() -> None:
    only = SearchSettings(coverage=0, sentence=1, sentence_coverage=0)
    spread, together, beside = scores(QUERY, passages(SPREAD, TOGETHER, BESIDE), only)
    assert together > spread > beside


def test_an_exact_token_counts_as_it_stands() -> None:
    found = passages("Order PPR-9087 on roads.", "Order 9087 of PPR on roads.")
    held, other = scores("PPR-9087", found, SearchSettings(coverage=0, sentence=0, exact=1))
    assert (held, other) == (pytest.approx(1.5), pytest.approx(0.5))


def test_only_the_most_promising_are_read_and_few_sentences_of_each() -> None:
    embedder = HashedEmbedder(dimension=512)
    some = SearchSettings(reranked=2, sentences=3)
    found = passages(BESIDE, SPREAD, BESIDE, TOGETHER)
    first = scores(QUERY, found, some, embedder=embedder)
    assert len(embedder.encoded) == 6
    assert set(embedder.encoded) <= {
        f"{sentence}." for text in (SPREAD, TOGETHER) for sentence in text.rstrip(".").split(". ")
    }
    assert "Kazakhstan moved freight by railway, in tonnes nobody counted." in embedder.encoded
    assert max(first[0], first[2]) <= min(first[1], first[3])


def test_nothing_is_read_without_reranking() -> None:
    embedder = HashedEmbedder()
    scores(QUERY, passages(SPREAD, TOGETHER), SearchSettings(reranked=0), embedder=embedder)
    assert embedder.encoded == []


def test_no_passages() -> None:
    assert scores(QUERY, [], SearchSettings()) == []


@pytest.mark.parametrize("text", ["", "   ", "!!!", "x" * 5000])
def test_any_text_can_be_ranked(text: str) -> None:
    assert np.isfinite(scores(QUERY, passages(text, SPREAD), SearchSettings())).all()


@pytest.mark.parametrize(
    "values", [{"reranked": -1}, {"candidates": 0}, {"same": 0}, {"sentences": 0}, {"unknown": 1}]
)
def test_settings_that_make_no_sense(values: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        SearchSettings(**values)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARAVAN_SEARCH_RERANKED", "7")
    assert SearchSettings().reranked == 7
