"""Ingest runs: what becomes of each file, what is encoded again, what the ledger remembers."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import Options, Progress, ingest, reindex
from tests.fake_embedder import HashedEmbedder
from tests.runs import Run, run
from vectorstore import Corpus, HybridSearch, InputError, ModelMismatch, Outcome, catalogue, ledger
from vectorstore import verify as check_health

NAMES = ("bridge", "ferry", "school")

Write = Callable[..., Path]


@pytest.fixture
def model() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def write(folder: Path) -> Write:
    def write(name: str, subject: str = "", text: str | None = None) -> Path:
        subject = subject or Path(name).name
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or f"The {subject}\n\nThe {subject} of the town is old.", "utf-8")
        return path

    return write


def outcomes(done: Run) -> dict[str, str]:
    return {Path(result.source).stem: result.outcome.value for result in done.results}


def texts(corpus: Corpus) -> set[str]:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
        return {catalogue.get_document(connection, one.ref.id).text for one in listed}


def remembered(corpus: Corpus) -> list[dict[str, str]]:
    """What the ledger holds of every run, oldest first: stems of sources with their outcomes."""
    with corpus.database.read() as connection:
        return [
            {
                Path(result.source).stem: result.outcome.value
                for result in ledger.run_results(connection, run.id)
            }
            for run in reversed(ledger.list_runs(connection))
        ]


def test_articles_are_added_and_found(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in NAMES:
        write(name)
    done = run(corpus, model, [str(folder)])
    assert outcomes(done) == dict.fromkeys(NAMES, "added")
    assert done.report.passages == 3
    assert not done.report.stopped
    hit = HybridSearch(corpus, model).search("How old is the ferry?", 1)[0]
    assert hit.passage.text == "The ferry of the town is old."
    assert hit.passage.document.source == str(folder / "ferry.txt")
    assert check_health(corpus).ok


def test_a_second_run_changes_and_encodes_nothing(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in NAMES:
        write(name)
    ingest(corpus, model, [str(folder)])
    model.encoded.clear()
    done = run(corpus, model, [str(folder)])
    assert outcomes(done) == dict.fromkeys(NAMES, "unchanged")
    assert done.report.passages == 0
    assert model.encoded == []


def test_another_modification_time_is_no_change(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    path = write("bridge")
    ingest(corpus, model, [str(path)])
    os.utime(path, (1, 1))
    model.encoded.clear()
    assert outcomes(run(corpus, model, [str(path)])) == {"bridge": "unchanged"}
    assert model.encoded == []


def test_only_the_changed_article_is_encoded(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in NAMES:
        write(name)
    ingest(corpus, model, [str(folder)])
    model.encoded.clear()
    write("ferry", "boat")
    assert outcomes(run(corpus, model, [str(folder)])) == {
        "bridge": "unchanged",
        "ferry": "updated",
        "school": "unchanged",
    }
    assert model.encoded == ["The boat\nThe boat of the town is old."]
    assert "The ferry of the town is old." not in texts(corpus)


def test_every_outcome_is_told_and_counted(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in ("changed", "kept", "left", "gone"):
        write(name)
    ingest(corpus, model, [str(folder)])
    write("changed", "boat")
    write("copy", "kept")
    write("new")
    (folder / "left.txt").rename(folder / "moved.txt")
    (folder / "gone.txt").unlink()
    write("bad").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    done = run(corpus, model, [str(folder)], Options(prune=True))
    expected = {
        "changed": "updated",
        "kept": "unchanged",
        "copy": "duplicate",
        "new": "added",
        "moved": "moved",
        "gone": "removed",
        "bad": "failed",
    }
    assert outcomes(done) == expected
    assert all(done.report.count(outcome) == 1 for outcome in Outcome)
    assert remembered(corpus)[-1] == expected
    assert len(texts(corpus)) == 4
    assert check_health(corpus).ok


def test_a_bad_file_costs_no_other(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    write("a").write_bytes(b"\x7fELF\0")
    write("b").write_bytes(b"")
    write("c").write_text("---\ntitle: [\n---\nBody.")
    write("d", "bridge")
    done = run(corpus, model, [str(folder), str(folder / "missing.txt")])
    assert outcomes(done) == {
        "a": "failed",
        "b": "failed",
        "c": "failed",
        "missing": "failed",
        "d": "added",
    }
    assert [failure.reason for failure in done.report.failures] == [
        "The file is a program, not text. Save its text as .txt or .md.",
        "The file is empty. Write something into it, or leave it out.",
        "Its front matter is not valid YAML: expected the node content, but found '<stream end>' "
        "(line 3). Mend the lines between the two --- marks; quote a value that holds a colon.",
        "There is no such file or folder. Check the path.",
    ]
    assert remembered(corpus) == [outcomes(done)]


def test_a_file_that_goes_bad_keeps_what_was_read_of_it(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    path = write("bridge")
    ingest(corpus, model, [str(path)])
    path.write_bytes(b"\0")
    assert outcomes(run(corpus, model, [str(path)], Options(prune=True))) == {"bridge": "failed"}
    assert texts(corpus) == {"The bridge of the town is old."}


@pytest.mark.parametrize("size", [5, 300])
def test_asked_to_stop_a_run_keeps_what_it_has_begun(
    size: int, corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for number in range(size):
        write(f"{number:03}")
    seen: list[None] = []

    def enough() -> bool:
        seen.append(None)
        return len(seen) > size - 2

    done = run(
        corpus, model, [str(folder)], Options(prune=True), progress=Progress(should_stop=enough)
    )
    assert done.report.stopped
    assert done.report.count(Outcome.ADDED) == len(texts(corpus)) == size - 2
    assert remembered(corpus) == [outcomes(done)]
    rest = ingest(corpus, model, [str(folder)])
    assert (rest.count(Outcome.ADDED), rest.count(Outcome.UNCHANGED)) == (2, size - 2)


def test_an_interrupted_run_has_ended_in_the_ledger(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    path = write("bridge")

    def interrupt() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(corpus, model, [str(path)], progress=Progress(should_stop=interrupt))
    with corpus.database.read() as connection:
        (ended,) = ledger.list_runs(connection)
    assert ended.finished_at is not None
    assert ended.state == "interrupted"
    assert ended.outcomes == {}


def test_prune_takes_out_what_is_gone_from_the_folders_named_and_from_no_other(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    paths = [write("a/bridge"), write("a/ferry"), write("ab/school")]
    ingest(corpus, model, [str(folder)])
    paths[0].unlink()
    paths[2].unlink()
    assert outcomes(run(corpus, model, [str(folder / "a")])) == {"ferry": "unchanged"}
    assert len(texts(corpus)) == 3
    done = run(corpus, model, [str(folder / "a")], Options(prune=True))
    assert outcomes(done) == {"ferry": "unchanged", "bridge": "removed"}
    assert texts(corpus) == {"The ferry of the town is old.", "The school of the town is old."}


def test_prune_spares_a_folder_that_cannot_be_looked_into(
    corpus: Corpus,
    model: HashedEmbedder,
    folder: Path,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("bridge")
    write("drive/ferry")
    ingest(corpus, model, [str(folder)])
    scan = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "drive":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = run(corpus, model, [str(folder)], Options(prune=True))
    assert outcomes(done) == {"bridge": "unchanged", "drive": "failed"}
    assert len(texts(corpus)) == 2


def test_prune_takes_out_the_last_article_of_a_folder(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    write("bridge").rename(write("ferry"))
    ingest(corpus, model, [str(folder)])
    (folder / "ferry.txt").unlink()
    assert outcomes(run(corpus, model, [str(folder)])) == {"notes": "failed"}
    assert outcomes(run(corpus, model, [str(folder)], Options(prune=True))) == {"ferry": "removed"}
    assert texts(corpus) == set()
    assert outcomes(run(corpus, model, [str(folder)], Options(prune=True))) == {"notes": "failed"}


def test_a_document_of_more_passages_than_a_batch_is_written_whole(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    lines = [f"Stone {number} of the bridge " + "is grey " * 70 + "." for number in range(300)]
    path = write("bridge", text="\n\n".join(lines))
    report = ingest(corpus, model, [str(path)])
    assert report.passages == 300
    assert check_health(corpus).vectors == 300


def test_progress_is_told_of_every_item(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in NAMES:
        write(name)
    totals: list[int] = []
    done: list[str] = []
    told = Progress(totals.append, lambda result: done.append(Path(result.source).stem))
    ingest(corpus, model, [str(folder)], progress=told)
    assert totals[-1] == 3
    assert sorted(done) == sorted(NAMES)


def test_strange_names_go_through_the_whole_run(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    paths = [str(write(name)) for name in ("a b", "Қала", "new\nline", "-dash")]
    undecodable = os.fsdecode(b"caf\xe9.txt")
    report = ingest(corpus, model, [*paths, undecodable])
    assert report.count(Outcome.ADDED) == 4
    assert [failure.source for failure in report.failures] == ["caf\N{REPLACEMENT CHARACTER}.txt"]


def test_another_model_is_refused_and_reindex_makes_it_the_corpus_s_own(
    corpus: Corpus, model: HashedEmbedder, folder: Path, write: Write
) -> None:
    for name in NAMES:
        write(name)
    ingest(corpus, model, [str(folder)])
    other = HashedEmbedder("other-words", 32)
    with pytest.raises(ModelMismatch, match=r"hashed-words .* other-words"):
        ingest(corpus, other, [str(folder)])
    steps: list[int] = []
    assert reindex(corpus, other, steps.append) == 3
    assert steps == [1, 2, 3]
    assert outcomes(run(corpus, other, [str(folder)])) == dict.fromkeys(NAMES, "unchanged")
    assert len(HybridSearch(corpus, other).search("ferry", 3)) == 3
    assert check_health(corpus).ok


def test_a_removed_document_comes_back_with_its_file(
    corpus: Corpus, model: HashedEmbedder, write: Write
) -> None:
    path = write("bridge")
    (result,) = run(corpus, model, [str(path)]).results
    corpus.remove([str(result.document_id)])
    assert texts(corpus) == set()
    (again,) = run(corpus, model, [str(path)]).results
    assert (again.outcome, again.document_id) == (Outcome.ADDED, result.document_id)


def test_an_unknown_run_is_an_error_that_says_where_the_runs_are(corpus: Corpus) -> None:
    with (
        corpus.database.read() as connection,
        pytest.raises(InputError, match="no run 7") as caught,
    ):
        ledger.list_runs(connection, 7)
    assert "caravan history" in caught.value.hint
