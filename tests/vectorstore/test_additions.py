"""Many new documents written at once are what they would be one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.vectorstore.drafts import draft, write
from tests.vectorstore.reprints import OTHER_WORDS, REPORT, REPRINT
from vectorstore import Corpus, Draft, Outcome, Page, StoreSettings, catalogue, verify
from vectorstore.vectors import COLLECTION, open_client

pytestmark = pytest.mark.usefixtures("quick_probe")

SITE = "https://news.example"  # what is there cannot be told: so nothing has moved
ZEBRA = "A zebra crossed the river at dawn. It was seen from the bridge."
DRAFTS = (
    draft(
        f"{SITE}/a",
        ZEBRA,
        "Weather",
        (Page(0, "i"), Page(20, "1")),
        cuts=(35,),
        given='{"title": ""}',
    ),
    draft(f"{SITE}/b", REPORT, "By rail"),
    draft(f"{SITE}/c", OTHER_WORDS),
    draft(f"{SITE}/d", REPRINT, note="It is in Russian."),
    draft(f"{SITE}/e", "Ein Fluß, größer als früher: 日本.", cuts=(4, 11)),
)


def held(corpus: Corpus) -> dict[tuple[Any, Any], tuple[Any, Any]]:
    """Return what Chroma holds of each passage but its ids, by source and start."""
    with corpus.index.exclusive():
        client = open_client(corpus.index.folder)
        found = client.get_collection(COLLECTION, embedding_function=None).get(
            include=["documents", "metadatas", "embeddings"]
        )
        client.close()
    rows = zip(found["metadatas"], found["documents"], found["embeddings"], strict=True)
    return {
        (known["source"], known["start"]): ({**known, "document": ""}, (text, vector.tolist()))
        for known, text, vector in rows
    }


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Corpus]:
    corpus = Corpus.open(StoreSettings(home=tmp_path / "other"), create=True)
    yield corpus
    corpus.close()


def test_at_once_is_as_one_by_one_and_as_rebuilt(corpus: Corpus, other: Corpus) -> None:
    together = write(corpus, *DRAFTS)
    apart = [write(other, one)[0] for one in DRAFTS]
    told = [(one.source, one.outcome, one.passages) for one in together]
    assert told == [(one.source, one.outcome, one.passages) for one in apart]
    assert [one.outcome for one in together] == [Outcome.ADDED] * len(DRAFTS)
    assert held(corpus) == held(other)
    written = held(corpus)
    corpus.repair()
    assert held(corpus) == written
    assert verify(corpus).problems == verify(other).problems == ()


def test_each_document_is_stored_whole(corpus: Corpus) -> None:
    ids = [result.document_id for result in write(corpus, *DRAFTS)]
    with corpus.database.read() as connection:
        for one, id_ in zip(DRAFTS, ids, strict=True):
            stored = catalogue.get_document(connection, str(id_))
            assert (stored.text, stored.pages) == (one.extract.text, one.extract.pages)
            assert (stored.ref.metadata, stored.sources) == (one.extract.metadata, (one.source,))
        found = catalogue.lexical_hits(connection, "bridge", 5, catalogue.Filters())
        passages = catalogue.get_passages(connection, found)
    assert "It was seen from the bridge." in [one.text.strip() for one in passages.values()]
    known = corpus.known([one.source for one in DRAFTS])
    assert [known[one.source].given for one in DRAFTS] == [one.given for one in DRAFTS]


def test_near_duplicates_among_them_are_told(corpus: Corpus) -> None:
    results = write(corpus, *DRAFTS)
    first = results[1].document_id
    assert results[3].note == (
        f"It is in Russian. It is nearly the same as “By rail” ({first}): both count as one source."
    )
    assert [one.note for one in results[:3]] == ["", "", ""]


def test_what_repeats_another_of_them_is_no_new_document(corpus: Corpus) -> None:
    again = replace(DRAFTS[0], source=f"{SITE}/again")
    changed = replace(draft(f"{SITE}/c", ZEBRA[:34]), source=f"{SITE}/c")
    results = write(corpus, DRAFTS[0], again, DRAFTS[2], changed, DRAFTS[1])
    outcomes = [one.outcome.value for one in results]
    assert outcomes == ["added", "duplicate", "added", "updated", "added"]
    assert results[1].document_id == results[0].document_id
    assert results[3].document_id == results[2].document_id
    assert verify(corpus).problems == ()


def test_a_text_that_another_gives_up_meanwhile_is_told_as_such(corpus: Corpus) -> None:
    write(corpus, DRAFTS[1])
    results = write(corpus, draft(f"{SITE}/b", OTHER_WORDS), draft(f"{SITE}/new", REPORT))
    assert [one.outcome.value for one in results] == ["updated", "added"]
    assert verify(corpus).problems == ()


def test_what_needs_vectors_is_asked_for_all_at_once(corpus: Corpus) -> None:
    write(corpus, DRAFTS[0], DRAFTS[1])
    lacking: list[Draft] = [
        replace(one, vectors=None, spans=())
        for one in (
            DRAFTS[0],
            replace(DRAFTS[1], source=f"{SITE}/elsewhere"),
            DRAFTS[2],
            draft(f"{SITE}/b", REPORT, "By another name"),
        )
    ]
    assert corpus.need_vectors(lacking) == [False, False, True, True]
    assert corpus.need_vectors([]) == []
    results = corpus.write(lacking, HashedEmbedder().identity)
    outcomes = [result and result.outcome.value for result in results]
    assert outcomes == ["unchanged", "duplicate", None, None]
