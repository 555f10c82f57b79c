"""Every citation, and every passage offered for further reading, is at its place in its source."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Answer, Question
from assistant.chain import build_chain
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import BiEncoderReader
from assistant.retrieval import Retrieval
from assistant.verification import Verifier
from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.ingest.articles import articles, sentences
from tests.ui.cli import caravan
from vectorstore import Corpus, HybridSearch, InputError, StoreSettings, catalogue

QUESTIONS = [
    "How many agreements were signed at the Astana summit?",
    "Who hosted the second China-Central Asia summit?",
    "When did Line A of the gas pipeline open?",
    "What is the Middle Corridor?",
    "Why did Kazakhstan vote on nuclear power?",
    "Who won the football world cup in 1998?",
    "Қазақстан қайда?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_citations_of_the_sample(question: str, sample: Path) -> None:
    answer = caravan("ask", question, "--json", "--home", sample).json
    offered = [*answer["citations"], *answer["related"]]
    assert offered
    for citation in offered:
        cited = citation["document"]
        shown = caravan(
            "show", cited["id"], "--version", cited["version"], "--json", "--home", sample
        ).json
        assert shown["text"][citation["start"] : citation["end"]] == citation["quote"] != ""
        if citation["highlight"] is not None:
            start, end = citation["highlight"]
            assert 0 <= start < end <= len(citation["quote"])
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    cited_numbers = {number for one in answer["sentences"] for number in one["citations"]}
    assert cited_numbers == set(numbers)
    assert all(one["verified"] for one in answer["sentences"])


@contextmanager
def corpus_of(texts: list[str]) -> Iterator[Corpus]:
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number}.txt").write_text(text, encoding="utf-8")
        corpus = Corpus.open(StoreSettings(home=Path(folder, "home")), create=True)
        try:
            ingest(corpus, HashedEmbedder(), [folder])
            yield corpus
        finally:
            corpus.close()


def asked(corpus: Corpus, question: str) -> Answer:
    def text_of(document_id: str, version: str) -> str:
        with corpus.database.read() as connection:
            return catalogue.get_document(connection, document_id, version).text

    model = HashedEmbedder()
    answerer = ExtractiveAnswerer(BiEncoderReader(model))
    return build_chain(Retrieval(HybridSearch(corpus, model)), answerer, Verifier(text_of)).invoke(
        Question(question)
    )


@given(
    st.lists(articles, min_size=1, max_size=3),
    st.lists(sentences(longest=8), min_size=1, max_size=4),
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_citations_of_any_articles(texts: list[str], questions: list[str]) -> None:
    with corpus_of(texts) as corpus:
        for question in questions:
            try:
                answer = asked(corpus, question)
            except InputError:
                continue
            with corpus.database.read() as connection:
                for citation in [*answer.citations, *answer.related]:
                    cited = citation.document
                    text = catalogue.get_document(connection, cited.id, cited.version).text
                    assert text[citation.start : citation.end] == citation.quote
                    assert citation.quote.strip() == citation.quote != ""
            for sentence in answer.sentences:
                quoted = [answer.citations[number - 1].quote for number in sentence.citations]
                assert sentence.text in [" ".join(quote.split()) for quote in quoted]
                assert sentence.verified, sentence.problems
