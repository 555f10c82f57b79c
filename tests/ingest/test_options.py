"""What can be asked of a run beside its inputs: to try, to try again, to say what is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest import Given, Options, Progress
from tests.fake_embedder import HashedEmbedder
from tests.ingest.makers.tongues import IN_LANGUAGES
from tests.runs import Run, run
from vectorstore import Corpus, Embedder, Metadata, catalogue, ledger

DRY = Options(dry_run=True)
AGAIN = Options(retry=True)


@pytest.fixture
def model() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    for name in ("bridge", "ferry"):
        write(made / f"{name}.txt")
    return made


def write(path: Path, subject: str = "") -> Path:
    path.write_text(f"The {subject or path.stem} of the town is old and well kept.", "utf-8")
    return path


def outcomes(done: Run) -> dict[str, str]:
    return {Path(result.source).name: result.outcome.value for result in done.results}


def stored(corpus: Corpus) -> dict[str, Metadata]:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    return {Path(one.sources[0]).name: one.ref.metadata for one in listed}


def test_a_dry_run_tells_what_a_run_would_do_and_does_nothing(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    expected = {"bridge.txt": "added", "ferry.txt": "added"}
    tried = run(corpus, None, [str(folder)], DRY)
    assert (outcomes(tried), tried.report.dry_run, tried.report.run) == (expected, True, None)
    assert stored(corpus) == {}
    assert corpus.is_empty()
    assert outcomes(run(corpus, model, [str(folder)])) == expected

    write(folder / "bridge.txt", "tower")
    (folder / "ferry.txt").rename(folder / "boat.txt")
    write(folder / "copy.txt", "tower")
    write(folder / "school.txt")
    write(folder / "twin.txt", "school")
    (folder / "bad.txt").write_bytes(b"")
    before = stored(corpus)
    tried = run(corpus, None, [str(folder)], Options(dry_run=True, prune=True))
    assert stored(corpus) == before
    with corpus.database.read() as connection:
        assert len(ledger.list_runs(connection)) == 1
    assert tried.report.failures[0].source.endswith("bad.txt")
    assert outcomes(tried) == {
        "bad.txt": "failed",
        "boat.txt": "moved",
        "bridge.txt": "updated",
        "copy.txt": "duplicate",
        "school.txt": "added",
        "twin.txt": "duplicate",
    }
    real = run(corpus, model, [str(folder)], Options(prune=True))
    assert outcomes(real) == outcomes(tried)
    assert outcomes(run(corpus, None, [str(folder)], DRY))["boat.txt"] == "unchanged"


def test_a_dry_run_tells_what_pruning_would_take_out(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    run(corpus, model, [str(folder)])
    (folder / "ferry.txt").unlink()
    tried = run(corpus, None, [str(folder)], Options(dry_run=True, prune=True))
    assert outcomes(tried) == {"bridge.txt": "unchanged", "ferry.txt": "removed"}
    assert len(stored(corpus)) == 2


def test_what_failed_is_tried_again_and_nothing_else(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    for name in ("bad.txt", "worse.txt", "gone.txt"):
        (folder / name).write_bytes(b"")
    run(corpus, model, [str(folder)])
    assert outcomes(run(corpus, model, [], AGAIN)) == dict.fromkeys(
        ("bad.txt", "worse.txt", "gone.txt"), "failed"
    )
    (folder / "gone.txt").unlink()
    write(folder / "bad.txt", "school")
    write(folder / "new.txt")
    assert outcomes(run(corpus, model, [str(folder)], AGAIN)) == {
        "bad.txt": "added",
        "worse.txt": "failed",
    }
    assert outcomes(run(corpus, model, [], AGAIN)) == {"worse.txt": "failed"}
    write(folder / "worse.txt")
    assert outcomes(run(corpus, model, [], AGAIN)) == {"worse.txt": "added"}
    assert outcomes(run(corpus, model, [], AGAIN)) == {}


def test_trying_again_follows_no_link_out_of_the_folder(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    outside = write(folder.with_name("private.txt"))
    (folder / "link.txt").symlink_to(outside)
    (folder / "links").symlink_to(folder.parent)
    assert outcomes(run(corpus, model, [str(folder)]))["link.txt"] == "failed"
    for inputs in ([], [str(folder)]):
        again = run(corpus, model, inputs, AGAIN)
        assert "added" not in outcomes(again).values()
    assert stored(corpus).keys() == {"bridge.txt", "ferry.txt"}


def test_what_is_gone_is_counted_where_it_is_not_taken_out(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    run(corpus, model, [str(folder)])
    (folder / "ferry.txt").unlink()
    assert run(corpus, model, [str(folder)]).report.gone == 1
    assert run(corpus, None, [str(folder)], DRY).report.gone == 1
    (folder / "bridge.txt").rename(folder / "crossing.txt")
    assert run(corpus, None, [str(folder)], DRY).report.gone == 1
    assert run(corpus, model, [str(folder)]).report.gone == 1
    assert run(corpus, model, [str(folder)], Options(prune=True)).report.gone == 0
    assert run(corpus, model, [str(folder)]).report.gone == 0


def test_pruning_spares_a_folder_that_is_suddenly_empty(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    run(corpus, model, [str(folder)])
    disk = folder.with_name("disk")
    folder.rename(disk)
    folder.mkdir()
    (failure,) = run(corpus, model, [str(folder)], Options(prune=True)).results
    assert failure.reason.startswith("The folder is empty, though 2 sources in the corpus are of")
    assert len(stored(corpus)) == 2
    folder.rmdir()
    disk.rename(folder)
    assert set(outcomes(run(corpus, model, [str(folder)])).values()) == {"unchanged"}


def test_what_is_given_stands_above_what_the_file_says_and_is_remembered(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    path = folder / "bridge.txt"
    path.write_text("---\npublisher: Nobody\nauthor: Ana Reis\n---\nThe bridge is old.\n", "utf-8")
    (folder / "bridge.txt.yaml").write_text("publisher: The Lune Post\ndate: 2024-05-02\n")
    given = Given(published=date(2024, 5, 3), language="en")
    run(corpus, model, [str(path)], Options(given=given))

    def check(publisher: str) -> None:
        known = stored(corpus)["bridge.txt"]
        assert (known.author, known.publisher) == ("Ana Reis", publisher)
        assert (known.published, known.language) == (date(2024, 5, 3), "en")

    check("The Lune Post")
    assert outcomes(run(corpus, model, [str(path)])) == {"bridge.txt": "unchanged"}
    (folder / "bridge.txt.yaml").unlink()
    assert outcomes(run(corpus, model, [str(folder)]))["bridge.txt"] == "updated"
    check("Nobody")
    run(corpus, model, [str(path)], Options(given=Given(publisher="The Ana Gazette")))
    check("The Ana Gazette")


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_order_of_outcomes_is_that_of_the_files(
    jobs: int, corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    names = [f"{number:02}.jsonl" for number in range(12)]
    for number, name in enumerate(names):
        text = f"The school {number} of the town is old and well kept."
        (folder / name).write_text(json.dumps({"id": 1, "text": text}))
    done = run(corpus, model, [str(folder)], Options(jobs=jobs))
    added = [Path(result.source).name for result in done.results]
    assert added == [*(f"{name}#1" for name in names), "bridge.txt", "ferry.txt"]


def test_passages_are_told_as_they_are_embedded(
    corpus: Corpus, model: HashedEmbedder, folder: Path
) -> None:
    embedded: list[int] = []
    done = run(corpus, model, [str(folder)], progress=Progress(on_embedded=embedded.append))
    assert sum(embedded) == done.report.passages == 2


def test_what_the_default_model_reads_badly_is_said(
    corpus: Corpus, embedder: Embedder, folder: Path
) -> None:
    for name in ("ru", "en"):
        (folder / f"{name}.txt").write_text(IN_LANGUAGES[name], "utf-8")
    done = run(corpus, embedder, [str(folder)])
    (noted,) = done.report.notes
    assert noted.source == str(folder / "ru.txt")
    assert noted.note.startswith("It is in Russian, which the default model reads badly")
    with corpus.database.read() as connection:
        listed = ledger.run_results(connection, done.report.run or 0)
    assert [one.note for one in listed if one.note] == [noted.note]
