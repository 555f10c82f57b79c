"""Passages: whole sentences, within the model's limit, at exact places, none lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.passages import embedded_text, split_passages
from ingest.reading import tidy
from tests.fake_embedder import HashedEmbedder
from tests.ingest.articles import articles
from vectorstore import Embedder, Span
from vectorstore.text import clauses, sentences

WORDS = HashedEmbedder()
TITLES = st.sampled_from(["", "A bridge for two towns", "Long " * 40])


def split(text: str, title: str = "A bridge", by: Embedder = WORDS) -> list[Span]:
    return split_passages(text, title, by.count_tokens, by.token_limit)


def check(text: str, title: str, by: Embedder) -> list[Span]:
    """Assert all that holds for the passages of any text, and return them."""
    spans = split(text, title, by)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    parts = [span.of(text) for span in spans]
    assert all(part and part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    sizes = by.count_tokens([embedded_text(title, part) for part in parts]) if parts else []
    assert all(size <= by.token_limit for size in sizes)
    room = by.token_limit - by.count_tokens([embedded_text(title, "")])[0]
    for sentence in sentences(text):
        around = [span for span in spans if span.start < sentence.end and sentence.start < span.end]
        whole = len(around) == 1
        assert (
            whole or by.count_tokens([sentence.of(text)])[0] > room or len(sentence.of(text)) > 999
        )
    for span, part in zip(spans, parts, strict=True):
        inside = [
            Span(inner.start - span.start, inner.end - span.start)
            for inner in sentences(text)
            if span.start <= inner.start and inner.end <= span.end
        ]
        if inside and inside[0].start == 0 and inside[-1].end == len(part):
            assert sentences(part) == inside
    return spans


@given(articles, TITLES)
@settings(max_examples=200)
def test_passages_of_articles(text: str, title: str) -> None:
    check(tidy(text), title, WORDS)


@given(st.text(max_size=2000).map(tidy), TITLES)
@example("a", "")
@example("\n\n \n", "A bridge")
def test_passages_of_any_text(text: str, title: str) -> None:
    check(text, title, WORDS)


@given(articles, TITLES)
@settings(max_examples=60, deadline=None)
def test_passages_of_articles_by_the_real_tokenizer(
    embedder: Embedder, text: str, title: str
) -> None:
    check(tidy(text), title, embedder)


EXTREMES = {
    "a word of 300,000 letters": "x" * 300_000,
    "5,000 lines of one word": "\n".join(["bridge"] * 5000),
    "5,000 paragraphs of one word": "\n\n".join(["bridge"] * 5000),
    "a sentence of 20,000 words": " ".join(["bridge"] * 20_000),
    "Chinese without a stop": "两座城市之间的桥梁" * 2000,
    "base64": " ".join(["QWxsIHRoYXQgdGhlIHJpdmVy/+" * 20] * 50),
    "a heading before a full passage": "\n\n".join(
        ["Before it.", "The bridge", " ".join(["bridge"] * 250) + "."] * 3
    ),
    "no text": "",
}


@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("model", ["words", "real"])
def test_extreme_texts(name: str, model: str, request: pytest.FixtureRequest) -> None:
    by = WORDS if model == "words" else request.getfixturevalue("embedder")
    spans = check(EXTREMES[name], "A bridge", by)
    assert len(spans) < 1000
    assert all(span.end - span.start < 4000 for span in spans)


def test_an_overlong_sentence_is_cut_at_its_clauses() -> None:
    clause = " ".join(["bridge"] * 90)
    text = f"{clause}, {clause}; {clause}, {clause}."
    ends = {piece.end for piece in clauses(text, Span(0, len(text)))}
    spans = check(text, "A bridge", WORDS)
    assert len(spans) > 1
    assert {span.end for span in spans} <= ends


def test_headings_stay_with_what_follows_them() -> None:
    before = " ".join(["The bridge over the Lune is open."] * 13) + " It is 340 metres long."
    after = " ".join(["bridge"] * 80) + "."
    text = f"{before}\n\nPart two\n\nWho built it\n\n{after}"
    parts = [span.of(text) for span in check(text, "A bridge", WORDS)]
    assert parts == [before, f"Part two\n\nWho built it\n\n{after}"]


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = " ".join(f"bridge{number}" for number in range(1000))
    parts = [span.of(text) for span in check(text, "A bridge", WORDS)]
    assert len(parts) > 3
    assert " ".join(parts) == text


def test_a_short_article_is_one_passage() -> None:
    text = "The bridge is open.\n\nIt is long."
    assert split(text) == [Span(0, len(text))]


def test_a_passage_ends_with_its_paragraph_where_that_is_near() -> None:
    paragraph = " ".join(["The bridge over the Lune is open."] * 18)
    text = f"{paragraph}\n\n{paragraph}"
    assert [span.of(text) for span in split(text)] == [paragraph, paragraph]
