"""What becomes of a file, and what can be found afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import Options, ingest
from tests.vectorstore.conftest import Library
from vectorstore import Draft, Extract, Filters, InputError, Metadata, Outcome, catalogue

pytestmark = pytest.mark.usefixtures("quick_probe")

ZEBRA = "A zebra crossed the river at dawn."
LLAMA = "The llama slept beside an old mill."
OTTER = "Two otters played under the bridge."


def test_added(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    assert library.ingest() == {"a.md": Outcome.ADDED, "b.md": Outcome.ADDED}
    library.check(ZEBRA, LLAMA)


def test_unchanged_costs_no_embedding_and_raises_no_revision(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    library.embedder.encoded.clear()
    with library.corpus.database.read() as connection:
        before = catalogue.revision(connection)
    assert library.ingest() == {"a.md": Outcome.UNCHANGED}
    assert library.embedder.encoded == []
    with library.corpus.database.read() as connection:
        assert catalogue.revision(connection) == before


def test_same_text_in_other_bytes_is_unchanged(library: Library) -> None:
    path = library.write("a.md", ZEBRA)
    library.ingest()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert library.ingest() == {"a.md": Outcome.UNCHANGED}
    library.check(ZEBRA)


def test_updated_text_keeps_the_old_version_open(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    old = library.version(id_)
    library.write("a.md", LLAMA)
    assert library.ingest() == {"a.md": Outcome.UPDATED}
    library.check(LLAMA)
    assert library.document("a.md") == id_
    assert library.text(id_, version=old) == ZEBRA
    with library.corpus.database.read() as connection:
        versions = catalogue.get_document(connection, id_).versions
    assert {version.version: version.current for version in versions} == {
        old: False,
        library.version(id_): True,
    }


def test_text_that_returns_to_an_earlier_version(library: Library) -> None:
    for text in (ZEBRA, LLAMA, ZEBRA):
        library.write("a.md", text)
        library.ingest()
        library.check(text)
    with library.corpus.database.read() as connection:
        found = catalogue.get_document(connection, library.document("a.md"))
    assert len(found.versions) == 2


def test_metadata_alone_is_updated_without_embedding(library: Library) -> None:
    library.write("a.md", ZEBRA, publisher="Steppe Post", date="2025-06-16")
    library.ingest()
    library.embedder.encoded.clear()
    library.write("a.md", ZEBRA, publisher="River Times", author="A. Writer", date="2025-06-17")
    assert library.ingest() == {"a.md": Outcome.UPDATED}
    assert library.embedder.encoded == []
    library.check(ZEBRA)
    (hit,) = library.search("zebra")
    assert hit.passage.document.metadata == Metadata(
        "News", author="A. Writer", publisher="River Times", published=date(2025, 6, 17)
    )
    assert library.search("zebra", filters=Filters(publisher="steppe")) == []
    assert library.search("zebra", filters=Filters(until=date(2025, 6, 16))) == []


@pytest.mark.parametrize("later", [{"date": "2025-07-01"}, {}], ids=["another month", "no date"])
def test_another_month_is_embedded_again(library: Library, later: dict[str, str]) -> None:
    library.write("a.md", ZEBRA, date="2025-06-16")
    library.ingest()
    library.embedder.encoded.clear()
    library.write("a.md", ZEBRA, **later)
    assert library.ingest() == {"a.md": Outcome.UPDATED}
    (embedded,) = library.embedder.encoded
    assert ("July 2025" in embedded) is bool(later)
    library.check(ZEBRA)


def test_title_alone_is_embedded_again_and_found(library: Library) -> None:
    library.write("a.md", ZEBRA, title="Weather")
    library.write("b.md", LLAMA, title="Sport")
    library.ingest()
    library.embedder.encoded.clear()
    library.write("a.md", ZEBRA, title="Elections")
    assert library.ingest() == {"a.md": Outcome.UPDATED, "b.md": Outcome.UNCHANGED}
    assert library.embedder.encoded == [f"Elections\n{ZEBRA}"]
    library.check(ZEBRA, LLAMA)
    assert library.search("elections")[0].passage.text == ZEBRA


def test_moved_file_keeps_its_document(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    library.embedder.encoded.clear()
    library.rename("a.md", "b.md")
    assert library.ingest() == {"b.md": Outcome.MOVED}
    assert library.embedder.encoded == []
    library.check(ZEBRA)
    assert library.document("b.md") == id_
    assert library.sources(id_) == ["b.md"]


def test_file_moved_with_a_new_title_takes_it(library: Library) -> None:
    library.write("a.md", ZEBRA, title="Weather", publisher="Steppe Post")
    library.ingest()
    (library.folder / "a.md").unlink()
    library.write("b.md", ZEBRA, title="Elections")
    assert library.ingest() == {"b.md": Outcome.MOVED}
    library.check(ZEBRA)
    (hit,) = library.search("elections")
    assert hit.passage.document.metadata == Metadata("Elections")


def test_moved_while_another_takes_its_place(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    library.rename("a.md", "b.md")
    library.write("a.md", LLAMA)
    library.ingest(prune=True)
    library.check(ZEBRA, LLAMA)


def test_duplicate_is_one_document_with_two_sources(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", ZEBRA)
    assert library.ingest() == {"a.md": Outcome.ADDED, "b.md": Outcome.DUPLICATE}
    library.check(ZEBRA)
    assert library.sources(library.document("a.md")) == ["a.md", "b.md"]


def test_losing_one_of_two_copies_keeps_the_document(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", ZEBRA)
    library.ingest()
    (library.folder / "a.md").unlink()
    assert library.ingest(prune=True) == {"b.md": Outcome.UNCHANGED, "a.md": Outcome.REMOVED}
    library.check(ZEBRA)
    assert library.sources(library.document("b.md")) == ["b.md"]


@pytest.mark.parametrize(("changed", "kept"), [("a.md", "b.md"), ("b.md", "a.md")])
def test_changing_one_of_two_copies_splits_them(library: Library, changed: str, kept: str) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    library.write(changed, LLAMA)
    assert library.ingest() == {changed: Outcome.ADDED, kept: Outcome.UNCHANGED}
    library.check(ZEBRA, LLAMA)
    assert library.sources(id_) == [kept]
    assert library.document(changed) != id_


def test_file_that_takes_the_text_of_another_document(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    library.ingest()
    emptied, joined = library.document("a.md"), library.document("b.md")
    library.write("a.md", LLAMA)
    assert library.ingest() == {"a.md": Outcome.DUPLICATE, "b.md": Outcome.UNCHANGED}
    library.check(LLAMA)
    assert library.sources(joined) == ["a.md", "b.md"]
    assert library.text(emptied) == ZEBRA


def test_two_files_that_swap_their_texts(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    library.ingest()
    cited = {id_: library.version(id_) for id_ in map(library.document, ("a.md", "b.md"))}
    library.write("a.md", LLAMA)
    library.write("b.md", ZEBRA)
    library.ingest(prune=True)
    library.check(ZEBRA, LLAMA)
    assert library.text(library.document("a.md")) == LLAMA
    assert library.text(library.document("b.md")) == ZEBRA
    assert [library.text(id_, version) for id_, version in cited.items()] == [ZEBRA, LLAMA]


def test_removed_and_restored(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.write("b.md", LLAMA)
    library.ingest()
    id_ = library.document("a.md")
    assert library.corpus.remove([id_[:6]]) == [id_]
    library.check(LLAMA)
    assert library.text(id_) == ZEBRA
    assert library.corpus.restore([id_]) == [id_]
    library.check(ZEBRA, LLAMA)


def test_everything_removed(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    library.corpus.remove([library.document("a.md")])
    library.check()


def test_removed_and_ingested_again(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    library.corpus.remove([id_])
    assert library.ingest() == {"a.md": Outcome.ADDED}
    library.check(ZEBRA)
    assert library.document("a.md") == id_


def test_removed_and_ingested_again_with_another_text(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    version = library.version(id_)
    library.corpus.remove([id_])
    library.write("a.md", LLAMA)
    assert library.ingest() == {"a.md": Outcome.ADDED}
    library.check(LLAMA)
    assert library.text(id_, version) == ZEBRA


@pytest.mark.parametrize("other", ["0.md", "z.md"])
def test_restored_when_its_text_was_added_elsewhere(library: Library, other: str) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    removed = library.document("a.md")
    library.corpus.remove([removed])
    library.rename("a.md", other)
    assert library.ingest() == {other: Outcome.ADDED}
    added = library.document(other)
    assert added != removed
    assert library.corpus.restore([removed]) == [added]
    library.check(ZEBRA)
    assert sorted(library.sources(added)) == sorted(["a.md", other])


def test_restoring_what_is_not_removed_changes_nothing(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    id_ = library.document("a.md")
    assert library.corpus.restore([id_]) == [id_]
    library.check(ZEBRA)


def test_an_unknown_id_removes_nothing(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    with pytest.raises(InputError, match="'nonesuch'"):
        library.corpus.remove([library.document("a.md"), "nonesuch"])
    library.check(ZEBRA)


def test_prune_takes_out_what_is_gone_from_its_folder_alone(library: Library) -> None:
    library.write("here/a.md", ZEBRA)
    library.write("here/b.md", LLAMA)
    library.write("there/c.md", OTTER)
    library.ingest()
    id_ = library.document("here/a.md")
    (library.folder / "here/a.md").unlink()
    (library.folder / "there/c.md").unlink()
    ingest(library.corpus, library.embedder, [str(library.folder / "here")], Options(prune=True))
    library.check(LLAMA, OTTER)
    assert library.text(id_) == ZEBRA


@pytest.mark.parametrize("other", ["NEWS", "news2", "new_", "%"])
def test_prune_spares_folders_with_a_similar_name(library: Library, other: str) -> None:
    library.write("news/a.md", ZEBRA)
    library.write(f"{other}/b.md", LLAMA)
    library.ingest()
    ingest(library.corpus, library.embedder, [str(library.folder / "news")], Options(prune=True))
    library.check(ZEBRA, LLAMA)


def test_a_long_document_is_found_passage_by_passage(library: Library) -> None:
    sentences = [f"On day {day} the caravan reached well{day} before noon." for day in range(90)]
    library.write("a.md", " ".join(sentences))
    library.ingest()
    found = library.visible()
    assert len(found) > 3
    library.check(*found)
    (best, *_) = library.search("well77")
    assert "well77" in best.passage.text


def test_a_draft_that_turns_out_to_need_vectors_is_handed_back(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    draft = Draft("elsewhere.md", "0" * 64, "text-1", Extract(LLAMA, Metadata("News")))
    assert library.corpus.write([draft], library.embedder.identity) == [None]
    library.check(ZEBRA)


def test_an_unreadable_file_costs_no_other(library: Library) -> None:
    library.write("a.md", ZEBRA)
    Path(library.folder / "b.md").write_bytes(b"\x00\x01")
    assert library.ingest() == {"a.md": Outcome.ADDED, "b.md": Outcome.FAILED}
    library.check(ZEBRA)
