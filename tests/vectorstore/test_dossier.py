"""What is known of one document beside its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, catalogue
from vectorstore.documents import DocumentRef
from vectorstore.dossier import Dossier, dossier_of, passage_at

MILL = " ".join(
    f"In {year} the mill at Zeal ground {year + 9} sacks, and the miller paid {year + 3} crowns."
    for year in range(1801, 1900)
)


@pytest.fixture
def mills(corpus: Corpus, tmp_path: Path) -> Corpus:
    """Add an article, its reprint, and another."""
    for name, text in (
        ("mill.txt", f"The mill at Zeal\n\n{MILL}"),
        ("reprint.txt", f"A mill reprinted\n\nWith kind permission.\n\n{MILL}"),
        ("ferry.txt", "The ferry\n\nThe ferry crossed the Lune for 200 years."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest(corpus, HashedEmbedder(), [str(tmp_path / name)])
    return corpus


def ref(corpus: Corpus, title: str) -> DocumentRef:
    with corpus.database.read() as connection:
        listed = [
            *catalogue.list_documents(connection),
            *catalogue.list_documents(connection, True),
        ]
    (found,) = [one.ref for one in listed if one.ref.metadata.title == title]
    return found


def dossier(corpus: Corpus, title: str) -> Dossier:
    with corpus.database.read() as connection:
        return dossier_of(connection, ref(corpus, title))


def test_what_is_nearly_the_same_is_named_from_both_sides(mills: Corpus) -> None:
    names = ("The mill at Zeal", "A mill reprinted")
    for one, other in (names, names[::-1]):
        assert [alike.title for alike in dossier(mills, one).alike] == [other]
        assert dossier(mills, one).alike[0].id == ref(mills, other).id
    assert dossier(mills, "The ferry").alike == ()


def test_what_was_removed_is_alike_no_more_and_says_when(mills: Corpus) -> None:
    assert dossier(mills, "A mill reprinted").removed_at is None
    mills.remove([ref(mills, "A mill reprinted").id])
    assert dossier(mills, "The mill at Zeal").alike == ()
    removed = dossier(mills, "A mill reprinted")
    assert removed.removed_at is not None
    assert removed.removed_at >= removed.added_at


def test_passages_are_counted_and_found_by_their_characters(mills: Corpus) -> None:
    mill = ref(mills, "The mill at Zeal")
    with mills.database.read() as connection:
        ids = {passage_at(connection, mill, place) for place in range(0, len(MILL), 50)}
        passages = catalogue.get_passages(connection, sorted(id_ for id_ in ids if id_))
        assert len(passages) == dossier(mills, "The mill at Zeal").passages > 1
        for passage in passages.values():
            assert passage_at(connection, mill, passage.start) == passage.id
            assert passage_at(connection, mill, passage.end - 1) == passage.id


def test_a_version_that_is_not_current_has_no_passages(mills: Corpus, tmp_path: Path) -> None:
    before = ref(mills, "The ferry")
    file = tmp_path / "ferry.txt"
    file.write_text("The ferry\n\nThe ferry crosses no more.", encoding="utf-8")
    ingest(mills, HashedEmbedder(), [str(file)])
    with mills.database.read() as connection:
        assert passage_at(connection, before, 3) is None
        assert passage_at(connection, ref(mills, "The ferry"), 3) is not None
