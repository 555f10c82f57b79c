"""What the corpus remembers of its sources, and of files that hold many articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.drafts import draft, write
from vectorstore import Corpus, Known, Outcome, Result, catalogue
from vectorstore.files import container_of, containers_of, is_gone

pytestmark = pytest.mark.usefixtures("quick_probe")

ZEBRA = "A zebra crossed the river at dawn."
LLAMA = "The llama slept beside an old mill."
OTTER = "Two otters played under the bridge."
GIVEN = '{"publisher": "Steppe Post"}'


def id_of(corpus: Corpus, source: str) -> str:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    (found,) = [one.ref.id for one in listed if source in one.sources]
    return found


# What is known.


def test_a_source_is_known_with_what_was_given(corpus: Corpus) -> None:
    one = draft("a.txt", ZEBRA, given=GIVEN)
    write(corpus, one)
    remembered = Known(one.raw_sha256, "text-1", GIVEN, is_current=True)
    assert corpus.known(["a.txt", "nonesuch"]) == {"a.txt": remembered}
    write(corpus, replace(one, given=""))
    assert corpus.known(["a.txt"])["a.txt"].given == ""
    corpus.remove([id_of(corpus, "a.txt")])
    assert corpus.known(["a.txt"])["a.txt"].is_current is False


def test_one_question_answers_for_very_many(corpus: Corpus) -> None:
    write(corpus, draft("a.txt", ZEBRA))
    corpus.close_container("b.zip", "1" * 64, "zip-1", "")
    assert set(corpus.known([*map(str, range(70_000)), "a.txt", "b.zip"])) == {"a.txt", "b.zip"}


def test_what_was_an_article_and_is_a_container_is_known_as_that(corpus: Corpus) -> None:
    write(corpus, draft("a.csv", ZEBRA))
    corpus.close_container("a.csv", "1" * 64, "csv-1", "")
    assert corpus.known(["a.csv"])["a.csv"].extractor == "csv-1"


# Files that hold many articles.


@pytest.fixture
def archive(corpus: Corpus) -> Corpus:
    """Return a corpus that holds an archive with a text, and a table of two rows."""
    write(
        corpus,
        draft("/in/a.zip!/zebra.txt", ZEBRA),
        draft("/in/a.zip!/rows.csv#1", LLAMA),
        draft("/in/a.zip!/rows.csv#2", OTTER),
        draft("/in/a.zip.txt", "A gnu."),
        draft("/in/a.zip2/b.txt", "An ibex."),
    )
    corpus.close_container("/in/a.zip!/rows.csv", "2" * 64, "csv-1", "")
    corpus.close_container("/in/a.zip", "1" * 64, "zip-1", GIVEN)
    return corpus


def are_current(corpus: Corpus) -> tuple[bool, bool]:
    found = corpus.known(["/in/a.zip", "/in/a.zip!/rows.csv"])
    return found["/in/a.zip"].is_current, found["/in/a.zip!/rows.csv"].is_current


def test_a_container_is_known_and_names_what_is_in_it(archive: Corpus) -> None:
    assert archive.known(["/in/a.zip"]) == {"/in/a.zip": Known("1" * 64, "zip-1", GIVEN, True)}
    rows = ["/in/a.zip!/rows.csv#1", "/in/a.zip!/rows.csv#2"]
    assert archive.sources_within("/in/a.zip!/rows.csv") == rows
    assert archive.sources_within("/in/a.zip") == [*rows, "/in/a.zip!/zebra.txt"]
    with archive.database.read() as connection:
        assert catalogue.raw_hashes(connection, "/in/")["/in/a.zip"] == "1" * 64


def test_removing_a_document_opens_the_files_it_lies_in(archive: Corpus) -> None:
    removed = id_of(archive, "/in/a.zip!/zebra.txt")
    archive.remove([removed])
    assert are_current(archive) == (False, True)
    assert "/in/a.zip!/zebra.txt" not in archive.sources_within("/in/a.zip")
    archive.remove([id_of(archive, "/in/a.zip!/rows.csv#1")])
    assert are_current(archive) == (False, False)


def test_closing_a_file_of_which_something_is_removed_leaves_it_open(archive: Corpus) -> None:
    archive.remove([id_of(archive, "/in/a.zip!/rows.csv#1")])
    archive.close_container("/in/a.zip!/rows.csv", "2" * 64, "csv-1", "")
    archive.close_container("/in/a.zip", "1" * 64, "zip-1", GIVEN)
    assert are_current(archive) == (False, False)
    write(archive, draft("/in/a.zip!/rows.csv#1", LLAMA))
    archive.close_container("/in/a.zip!/rows.csv", "2" * 64, "csv-1", "")
    archive.close_container("/in/a.zip", "1" * 64, "zip-1", GIVEN)
    assert are_current(archive) == (True, True)


def test_dropping_a_source_opens_the_files_it_lies_in(archive: Corpus) -> None:
    run = archive.begin_run("ingest")
    (result,) = archive.drop_sources(["/in/a.zip!/rows.csv#1"], run)
    assert result.outcome is Outcome.REMOVED
    assert are_current(archive) == (False, False)
    assert archive.sources_within("/in/a.zip!/rows.csv") == ["/in/a.zip!/rows.csv#2"]


def test_a_file_whose_articles_have_moved_elsewhere_is_read_again(archive: Corpus) -> None:
    moved = write(archive, draft("/in/b.zip!/zebra.txt", ZEBRA))
    assert [result.outcome for result in moved] == [Outcome.MOVED]
    assert are_current(archive) == (False, True)


# What a write would make of a draft.


def test_an_outcome_is_foretold(corpus: Corpus, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.touch()
    write(corpus, draft("a.txt", ZEBRA), draft(str(there), LLAMA), draft("c.txt", OTTER))
    corpus.remove([id_of(corpus, "c.txt")])
    wanted = {
        Outcome.UNCHANGED: draft("a.txt", ZEBRA),
        Outcome.UPDATED: draft("a.txt", "A gnu."),
        Outcome.MOVED: draft("b.txt", ZEBRA),
        Outcome.DUPLICATE: draft("b.txt", LLAMA),
        Outcome.ADDED: draft("c.txt", OTTER),
    }
    with corpus.database.read() as connection:
        before = catalogue.revision(connection)
    for outcome, one in wanted.items():
        assert corpus.outcome_of(replace(one, spans=(), vectors=None)) is outcome
    assert corpus.outcome_of(draft("a.txt", ZEBRA, "Another title")) is Outcome.UPDATED
    assert corpus.outcome_of(draft("d.txt", "An ibex.")) is Outcome.ADDED
    with corpus.database.read() as connection:
        assert catalogue.revision(connection) == before
    for outcome, one in wanted.items():
        if outcome is not Outcome.UPDATED:
            assert [result.outcome for result in write(corpus, one)] == [outcome]


# What failed.


def test_what_failed_last_is_told(corpus: Corpus) -> None:
    failed = [Result(name, Outcome.FAILED, reason="No.") for name in ("a", "b", "c.zip", "d.zip")]
    run = corpus.begin_run("ingest")
    corpus.record(run, failed)
    corpus.end_run(run, [Result("e", Outcome.ADDED, note="Read badly.")])
    corpus.end_run(corpus.begin_run("ingest"), [Result("b", Outcome.ADDED)])
    corpus.close_container("c.zip", "1" * 64, "zip-1", "")
    corpus.close_container("d.zip", "1" * 64, "", "")  # of which something failed
    assert corpus.failed_sources() == ["a", "d.zip"]
    corpus.end_run(corpus.begin_run("ingest"), [Result("b", Outcome.FAILED)])
    assert corpus.failed_sources() == ["a", "b", "d.zip"]


# Names of sources.


def test_what_a_source_may_lie_within() -> None:
    assert containers_of("/in/a.zip!/b.zip!/c.csv#7") == [
        "/in/a.zip",
        "/in/a.zip!/b.zip",
        "/in/a.zip!/b.zip!/c.csv",
    ]
    assert containers_of("/in/a.txt") == []
    assert len(containers_of("#" * 100_000)) < 100


def test_the_file_that_a_source_lies_within(tmp_path: Path) -> None:
    for name in ("a.zip", "C# notes.csv", "C# notes.txt"):
        (tmp_path / name).touch()
    assert container_of(f"{tmp_path}/a.zip!/b.zip!/c.csv#7") == f"{tmp_path}/a.zip"
    assert container_of(f"{tmp_path}/C# notes.csv#7") == f"{tmp_path}/C# notes.csv"
    assert container_of(f"{tmp_path}/C# notes.txt") is None
    assert container_of("/nowhere/gone.csv#7") == "/nowhere/gone.csv"
    assert container_of("/nowhere/gone.txt") is None
    feed = "https://steppe.example/feed.xml"
    assert container_of(f"{feed}#https://steppe.example/1#top") == feed
    assert container_of(feed) is None


def test_what_is_in_a_file_is_there_as_long_as_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "a.zip").touch()
    (tmp_path / "odd#").mkdir()
    (tmp_path / "odd#" / "1.csv").touch()
    there = ["a.zip!/x.txt", f"a.zip!/{'x' * 5000}", "a.zip!/zero\0byte", "a.zip!/b.zip!/x.txt"]
    for name in (*there, "a.zip", "odd#", "odd#/1.csv", "odd#/1.csv#7", "a.zip#http://x.example"):
        assert not is_gone(f"{tmp_path}/{name}")
    for name in ("b.zip!/x.txt", "b.csv#http://x.example/1", "odd#/2.csv#7", "odd#/2.csv"):
        assert is_gone(f"{tmp_path}/{name}")
    assert not is_gone("https://steppe.example/feed.xml#1")
