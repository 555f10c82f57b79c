"""Hybrid search, its filters, and the ways in from LangChain and Chroma."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.conftest import Library
from vectorstore import (
    Corpus,
    CorpusUnusable,
    Embedder,
    Filters,
    HybridSearch,
    InputError,
    ModelMismatch,
    ModelUnavailable,
    SearchSettings,
    StoreSettings,
    catalogue,
)
from vectorstore.query import LONGEST_QUERY, check_query, match_expression
from vectorstore.retriever import HybridRetriever
from vectorstore.vectors import open_client

SUMMIT = "Leaders signed the treaty at the summit in Astana."
RAILWAY = "The railway crosses the mountain border near Torugart."
GAS = "Pipelines carry gas from the desert to the east."
UNDATED = "A railway museum opened in the old station."
TEXTS = [SUMMIT, RAILWAY, GAS, UNDATED]


@pytest.fixture
def articles(library: Library) -> Library:
    """Return a library of four articles that filters can tell apart."""
    library.write("summit.md", SUMMIT, publisher="Steppe Post", date="2025-06-16", language="en")
    library.write("railway.md", RAILWAY, publisher="River Times", date="2025-06-17")
    library.write("energy/gas.md", GAS, url="https://news.example/gas_1", date="2025-06-18")
    library.write("museum.md", UNDATED, publisher="Steppe Post Weekly")
    library.ingest()
    return library


def texts(library: Library, query: str, filters: Filters) -> list[str]:
    """Return what a search finds, in the order of the articles above."""
    found = [hit.passage.text for hit in library.search(query, filters=filters)]
    return sorted(found, key=TEXTS.index)


def test_the_best_passage_comes_first(articles: Library) -> None:
    for text in TEXTS:
        best, *others = articles.search(text)
        assert best.passage.text == text
        assert best.similarity == pytest.approx(1.0, abs=0.3)
        assert all(best.score > other.score for other in others)


def test_at_most_as_many_as_asked_for(articles: Library) -> None:
    assert len(articles.search("railway", count=1)) == 1
    assert len(articles.search("railway", count=3)) == 3


def test_a_search_is_the_same_every_time(articles: Library) -> None:
    assert articles.search("railway in the mountains") == articles.search(
        "railway in the mountains"
    )


def test_similarity_of_a_passage_that_only_words_found(
    articles: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_vector = {hit.passage.id: hit.similarity for hit in articles.search("railway")}
    monkeypatch.setattr("vectorstore.search.hybrid._dense", lambda *_: [])
    by_words = articles.search("railway")
    assert {hit.passage.text for hit in by_words} == {RAILWAY, UNDATED}
    for hit in by_words:
        assert hit.similarity == pytest.approx(by_vector[hit.passage.id], abs=1e-5)


def test_an_exact_token_comes_first_wherever_it_stands(library: Library) -> None:
    for number in range(30):
        text = f"Order PPR-{9000 + number} on railways was issued, as were others on roads."
        library.write(f"{number}.md", f"{text} Railway orders {'again ' * number}follow.")
    library.write("odd.md", "A footnote about something else entirely names PPR-9087, in passing.")
    library.ingest()
    best, *_ = library.search("Which railway order was issued as PPR-9087?", count=5)
    assert "PPR-9087" in best.passage.text


def test_an_alias_finds_the_article_that_uses_another_name(library: Library) -> None:
    treaty = "The Collective Security Treaty Organization sent soldiers in January."
    library.write("treaty.md", treaty)
    library.write("other.md", "Another organization sent soldiers to a parade.")
    library.ingest()
    best, *_ = library.search("When did the ODKB send soldiers?", count=2)
    assert best.passage.text == treaty


def test_the_lexicon_can_be_extended(library: Library) -> None:
    steppe = "The Great Steppe Forum met in the capital to discuss water."
    library.write("forum.md", steppe)
    library.write("water.md", "Water was discussed when the capital met its neighbours.")
    library.ingest()
    (library.corpus.home / "lexicon.yaml").write_text("- [Great Steppe Forum, Zhailau Talks]\n")
    best, *_ = library.search("Who met at the Zhailau Talks to discuss water?", count=2)
    assert best.passage.text == steppe
    (library.corpus.home / "lexicon.yaml").write_text("- Zhailau Talks\n")
    with pytest.raises(CorpusUnusable, match=r"lexicon\.yaml, line 1"):
        HybridSearch(library.corpus, library.embedder)


def test_a_search_sees_that_the_lexicon_has_changed(library: Library) -> None:
    library.write("forum.md", "The Great Steppe Forum met in the capital to discuss water.")
    library.ingest()
    search = HybridSearch(library.corpus, library.embedder)
    assert search.lexicon.found("the Zhailau Talks") == ()
    own = library.corpus.home / "lexicon.yaml"
    own.write_text("- [Great Steppe Forum, Zhailau Talks]\n")
    assert [one.text for one in search.lexicon.found("the Zhailau Talks")] == ["Zhailau Talks"]
    own.write_text("- broken\n")
    with pytest.raises(CorpusUnusable):
        search.search("water", 1)
    own.unlink()
    assert search.search("water", 1)
    assert search.lexicon.found("the Zhailau Talks") == ()


def test_many_copies_do_not_crowd_out_the_others(library: Library) -> None:
    copied = "Cotton rose by a tenth in the markets of the valley."
    for number in range(60):
        library.write(f"copy{number}.md", f"{copied} {'so ' * (number + 1)}")
    for number in range(5):
        library.write(f"other{number}.md", f"Cotton of kind {number} was sown near river {number}.")
    library.ingest()
    few = SearchSettings(candidates=10)
    found = HybridSearch(library.corpus, library.embedder, few).search("cotton markets", 4)
    assert len(found) == 4


def test_passages_come_in_the_order_asked_for(articles: Library) -> None:
    ids = [hit.passage.id for hit in articles.search("railway")]
    for order in (ids, ids[::-1]):
        with articles.corpus.database.read() as connection:
            assert list(catalogue.get_passages(connection, [*order, "unknown"])) == order


def test_a_language_takes_its_regions(library: Library) -> None:
    library.write("a.md", SUMMIT, language="en-GB")
    library.write("b.md", GAS, language="cy")
    library.ingest()
    assert texts(library, "gas", Filters(language="EN")) == [SUMMIT]
    assert texts(library, "gas", Filters(language="en-gb")) == [SUMMIT]


def test_the_same_text_is_found_once(library: Library) -> None:
    wire = "Trains carried forty tonnes of cotton across the desert in a long, cold winter."
    library.write("one.md", wire)
    library.write("two.md", f"{wire} Really.")
    library.write("other.md", "Ships carried wheat over the sea.")
    library.ingest()
    found = [hit.passage.text for hit in library.search("cotton carried by trains")]
    assert found[0].startswith(wire)
    assert len(found) == 2


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), TEXTS),
        (Filters(since=date(2025, 6, 17)), [RAILWAY, GAS]),
        (Filters(until=date(2025, 6, 17)), [SUMMIT, RAILWAY]),
        (Filters(since=date(2025, 6, 17), until=date(2025, 6, 17)), [RAILWAY]),
        (Filters(since=date(2026, 1, 1)), []),
        (Filters(publisher="steppe"), [SUMMIT, UNDATED]),
        (Filters(publisher="steppe", until=date(2030, 1, 1)), [SUMMIT]),
        (Filters(publisher="%"), []),
        (Filters(source="ENERGY/"), [GAS]),
        (Filters(source="news.example"), [GAS]),
        (Filters(source="gas_1"), [GAS]),
        (Filters(source="gas%1"), []),
        (Filters(language="EN"), [SUMMIT]),
        (Filters(language="e"), []),
        (Filters(since=date(2025, 6, 17), undated=True), [RAILWAY, GAS, UNDATED]),
        (Filters(until=date(2025, 6, 16), undated=True), [SUMMIT, UNDATED]),
    ],
    ids=str,
)
def test_filters(articles: Library, filters: Filters, expected: list[str]) -> None:
    assert texts(articles, "railway", filters) == expected


def test_one_document(articles: Library) -> None:
    id_ = articles.document("energy/gas.md")
    assert texts(articles, "railway", Filters(document=id_)) == [GAS]
    assert texts(articles, "railway", Filters(document=id_[:6])) == [GAS]
    assert texts(articles, "railway", Filters(document="%")) == []


def test_a_filter_wider_than_chroma_takes(
    articles: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.search.hybrid._DOCUMENTS_A_QUERY", 1)
    filters = Filters(since=date(2025, 6, 17))
    assert texts(articles, "railway", filters) == [RAILWAY, GAS]


@pytest.mark.parametrize(
    "question",
    [
        '"railway',
        'railway" OR "gas',
        "railway AND",
        "NOT railway",
        "NEAR(railway gas, 2)",
        "railway* ^gas",
        "(railway",
        "title: railway",
        "text:railway - gas + {summit}",
        "railway; DROP TABLE passages --",
        "railway's",
        "railway\0gas",
        "???",
        "the",
        "'",
        "日本 railway 🚂",
    ],
)
def test_search_syntax_in_a_question_is_harmless(articles: Library, question: str) -> None:
    found = articles.search(question)
    assert len(found) == len(TEXTS)
    if "railway" in question and "gas" not in question:
        assert found[0].passage.text in (RAILWAY, UNDATED)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=60))
def test_any_question_is_an_expression_that_sqlite_takes(question: str) -> None:
    expression = match_expression(question)
    if expression:
        terms = expression.split(" OR ")
        assert all(term[0] == term[-1] == '"' and '"' not in term[1:-1] for term in terms)


def test_a_question_is_neither_empty_nor_endless() -> None:
    check_query("Who?")
    for question in ("", " \n", "x" * (LONGEST_QUERY + 1)):
        with pytest.raises(InputError):
            check_query(question)


def test_an_empty_corpus_finds_nothing(library: Library) -> None:
    assert library.search("railway") == []


def test_a_corpus_of_removed_documents_finds_nothing(articles: Library) -> None:
    articles.corpus.remove(
        [articles.document(name) for name in ("summit.md", "railway.md", "energy/gas.md")]
    )
    articles.corpus.remove([articles.document("museum.md")])
    assert articles.search("railway") == []


def test_another_model_is_refused_by_name(articles: Library) -> None:
    other = HashedEmbedder("other-words", dimension=32)
    for use in (
        lambda: HybridSearch(articles.corpus, other),
        lambda: ingest(articles.corpus, other, [str(articles.folder)]),
        lambda: articles.corpus.write([], other.identity),
    ):
        with pytest.raises(ModelMismatch, match=r"hashed-words.*other-words") as raised:
            use()
        assert "caravan reindex" in raised.value.hint


def test_the_retriever_is_langchains(articles: Library) -> None:
    search = HybridSearch(articles.corpus, articles.embedder)
    retriever = HybridRetriever(search=search, count=2, filters=Filters(publisher="steppe"))
    assert isinstance(retriever, BaseRetriever)
    best, other = retriever.invoke("a treaty at the summit")
    assert isinstance(best, Document)
    assert (best.page_content, other.page_content) == (SUMMIT, UNDATED)
    hit = best.metadata["hit"]
    assert best.id == hit.passage.id
    assert best.metadata["source"] == str(articles.folder / "summit.md")
    assert (best.metadata["start"], best.metadata["end"]) == (0, len(SUMMIT))


def test_langchain_chroma_opens_the_collection(articles: Library) -> None:
    articles.corpus.close()
    client = open_client(articles.corpus.home / "chroma")
    store = Chroma("passages", embedding_function=articles.embedder, client=client)
    since: dict[str, Any] = {"published": {"$gte": 20250616}}
    (found,) = store.similarity_search("a treaty at the summit", k=1, filter=since)
    client.close()
    hit = articles.search("a treaty at the summit")[0]
    assert (found.id, found.page_content) == (hit.passage.id, hit.passage.text)
    assert found.metadata["document"] == hit.passage.document.id
    assert found.metadata["published"] == 20250616


@pytest.fixture
def real_articles(tmp_path: Path, embedder: Embedder) -> Iterator[Corpus]:
    """Return a closed corpus of the real model."""
    (tmp_path / "articles").mkdir()
    for number, text in enumerate(TEXTS):
        (tmp_path / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus.open(StoreSettings(home=tmp_path / "real"), create=True)
    ingest(corpus, embedder, [str(tmp_path / "articles")])
    corpus.close()
    yield corpus
    corpus.close()


def test_chroma_alone_embeds_by_the_recorded_model(real_articles: Corpus) -> None:
    client = open_client(real_articles.home / "chroma")
    collection = client.get_collection("passages")
    found = collection.query(query_texts=["What did the heads of state agree?"], n_results=1)
    client.close()
    assert (found["documents"] or [[]])[0] == [SUMMIT]


def test_chroma_alone_never_takes_another_model(articles: Library) -> None:
    articles.corpus.close()
    client = open_client(articles.corpus.home / "chroma")
    collection = client.get_collection("passages")
    with pytest.raises(ModelUnavailable, match="hashed-words"):
        collection.query(query_texts=["railway"], n_results=1)
    client.close()


def test_a_server_named_in_the_environment_is_not_asked(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMA_API_IMPL", "chromadb.api.fastapi.FastAPI")
    monkeypatch.setenv("CHROMA_SERVER_HOST", "127.0.0.1")
    monkeypatch.setenv("CHROMA_SERVER_HTTP_PORT", "1")
    client = open_client(corpus.home / "chroma")
    assert client.list_collections() == []
    client.close()


@pytest.mark.parametrize("word", ["25,000", "U.S.", "Łódź", "Yıldırım", "Xi’an", "PPR-9087", "3.5"])
def test_every_form_of_a_word_is_found_by_its_letters(word: str, library: Library) -> None:
    library.write("a.md", f"It is about {word} as it is written.")
    library.write("b.md", "The llama slept beside an old mill.")
    library.ingest()
    with library.corpus.database.read() as connection:
        hits = catalogue.lexical_hits(connection, match_expression(word), 5, Filters())
    assert len(hits) == 1
