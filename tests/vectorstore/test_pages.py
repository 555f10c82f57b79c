"""The pages of a document, as its passages and the catalogue tell them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.drafts import draft, write
from tests.vectorstore.reprints import REPORT
from vectorstore import Corpus, HybridSearch, Outcome, Page, catalogue
from vectorstore.pages import page_label, pages_within

PAGES = (Page(10, "iv"), Page(20, "7"), Page(30, "8"))


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (10, 20, "iv"),
        (12, 21, "iv–7"),
        (20, 30, "7"),
        (29, 31, "7–8"),
        (11, 99, "iv–8"),
        (40, 50, "8"),
        (0, 11, "iv"),
        (0, 10, None),
        (0, 5, None),
    ],
)
def test_the_pages_of_a_range(start: int, end: int, label: str | None) -> None:
    assert page_label(PAGES, start, end) == label


def test_a_source_without_pages_has_none() -> None:
    assert pages_within((), 0, 9) == ()
    assert page_label((), 0, 9) is None


def test_a_document_and_its_passages_know_their_pages(corpus: Corpus) -> None:
    places = [REPORT.index(words) for words in ("The line is", "“This", "Farmers")]
    pages = tuple(Page(start, str(number)) for number, start in enumerate([0, *places], 1))
    (result,) = write(corpus, draft("a.pdf", REPORT, pages=pages, cuts=places[:1]))
    with corpus.database.read() as connection:
        stored = catalogue.get_document(connection, str(result.document_id))
        ids = catalogue.searchable_ids(connection)
        found = list(catalogue.get_passages(connection, ids).values())
    assert stored.pages == pages
    assert [passage.pages for passage in found] == [pages[:1], pages[1:]]
    (hit,) = HybridSearch(corpus, HashedEmbedder()).search("railway treaty farmers", 1)
    assert hit.passage.pages == pages  # joined of two


def test_pages_alone_are_an_update(corpus: Corpus) -> None:
    plain = draft("a.pdf", REPORT)
    (first,) = write(corpus, plain)
    paged = replace(plain, extract=replace(plain.extract, pages=(Page(0, "1"),)))
    assert corpus.outcome_of(paged) is Outcome.UPDATED
    (second,) = write(corpus, paged)
    (third,) = write(corpus, paged)
    assert (second.outcome, third.outcome) == (Outcome.UPDATED, Outcome.UNCHANGED)
    with corpus.database.read() as connection:
        stored = catalogue.get_document(connection, str(first.document_id))
    assert stored.pages == (Page(0, "1"),)
