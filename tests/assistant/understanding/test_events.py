"""The days of events, as the articles that ship with Caravan give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.understanding import day_of
from ingest import ingest
from ingest.sample_corpus import sample_folder
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, Embedder, HybridSearch, StoreSettings

TODAY = date(2026, 11, 12)


@pytest.fixture(scope="module")
def sample(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HybridSearch]:
    """Return a search over the sample corpus, with the real embedding model."""
    settings = StoreSettings(home=tmp_path_factory.mktemp("sample"))
    corpus = Corpus.open(settings, create=True)
    assert not ingest(corpus, embedder, [str(sample_folder())]).failures
    yield HybridSearch(corpus, embedder)
    corpus.close()


@pytest.mark.parametrize(
    ("event", "day"),
    {
        "the Xi'an summit": "2023-05-18",
        "the Xi’an summit": "2023-05-18",
        "the summit in Xi'an": "2023-05-18",
        "the first China-Central Asia summit": "2023-05-18",
        "the second China-Central Asia summit": "2025-06-17",
        "the China-Central Asia summit in Astana": "2025-06-17",
        "the Astana summit": "2025-06-17",  # the latest of two
        "the SCO summit in Astana": "2024-07-04",
        "the SCO summit in Tianjin": "2025-08-31",
        "the Samarkand summit": "2025-04-03",
        "the EU summit in Samarkand": "2025-04-03",
        "the Samarkand meeting": "2015-11-01",
        "the Cholpon-Ata meeting": "2022-07-21",
        "the seventh consultative meeting": "2025-11-16",
        "the C5+1 summit in Washington": "2025-11-06",
        "the Istanbul summit": "2021-11-12",
        "the Bishkek summit": "2024-11-06",
        "the Gabala summit": "2025-10-07",
        "the nuclear referendum": "2024-10-06",
        "the Nakhchivan Agreement": "2009-10-03",
    }.items(),
)
def test_the_day_that_the_articles_give(sample: HybridSearch, event: str, day: str):
    assert day_of(event, sample, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "event",
    [
        "the OTS summit in Samarkand",
        "the OTS summit",  # of several
        "the SCO summit in Washington",
        "the Dushanbe meeting",  # of a month
        "the Tashkent summit",
        "the New York summit",
        "the 2025 summit",
        "the meeting",
        "nothing",
    ],
)
def test_an_event_without_one_day_has_none(sample: HybridSearch, event: str):
    assert day_of(event, sample, TODAY) is None


def test_a_later_event_is_not_meant(sample: HybridSearch):
    assert day_of("the Astana summit", sample, date(2025, 1, 1)) == date(2024, 7, 4)


Articles = Callable[[str], HybridSearch]


@pytest.fixture
def articles(corpus: Corpus, fake_embedder: HashedEmbedder, tmp_path: Path) -> Articles:
    """Return a search over one article that consists of a sentence."""

    def of(sentence: str) -> HybridSearch:
        article = tmp_path / "article.md"
        article.write_text(f"# Astana\n\n{sentence}\n", encoding="utf-8")
        assert not ingest(corpus, fake_embedder, [str(article)]).failures
        return HybridSearch(corpus, fake_embedder)

    return of


@pytest.mark.parametrize(
    "sentence",
    [
        "The Astana summit (17 June 2025) adopted a treaty on 1 July 2025.",
        "On 17 June 2025, the second summit was held in Astana.",
        "The second summit, held in Astana on June 17, 2025, set up a bank.",
        "The summit between China and Central Asia met in Astana, Kazakhstan, on 17 June 2025.",
    ],
)
def test_the_day_is_told_in_several_ways(articles: Articles, sentence: str):
    assert day_of("the Astana summit", articles(sentence), TODAY) == date(2025, 6, 17)


@pytest.mark.parametrize(
    "sentence",
    [
        "A secretariat agreed at the Astana summit opened in Almaty on 30 March 2024.",
        "A secretariat that was agreed at the summit in Astana opened on 30 March 2024.",
        "On 29 March 2024, the eve of the summit, the two states signed a treaty in Astana.",
        "The Astana summit agreed on a bank, which was opened in Astana on 30 March 2024.",
        "Soon after the summit in Astana, on 30 March 2024 a bank was opened.",
        "The summit met in Astana in May 2023 and in Tashkent on 30 March 2024.",
        "The summit is to be held in Astana on 30 March 2024.",
    ],
)
def test_what_came_out_of_an_event_is_not_its_day(articles: Articles, sentence: str):
    assert day_of("the Astana summit", articles(sentence), TODAY) is None
