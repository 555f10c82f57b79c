"""What `caravan ingest` prints and does, flag by flag."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import Ran, caravan
from vectorstore.embedding import DEFAULT_MODEL

pytestmark = pytest.mark.usefixtures("hashed")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a folder of two articles."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge over the Lune is 340 metres long.")
    (folder / "ferry.txt").write_text("The ferry of the Lune made its last crossing on Sunday.")
    return folder


def documents() -> list[dict[str, Any]]:
    """Return what `caravan documents` lists."""
    listed: list[dict[str, Any]] = caravan("documents", "--json").json["documents"]
    return listed


def counts(ran: Ran) -> dict[str, int]:
    """Return the outcomes that a run had, without those that it had not."""
    return {key: value for key, value in ran.json.items() if value and key in OUTCOMES}


OUTCOMES = ("added", "updated", "unchanged", "moved", "duplicate", "removed")


# What would be done.


def test_a_dry_run_makes_no_corpus_and_loads_no_model(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("ui.compose.load_embedder", fail)
    ran = caravan("ingest", notes, "--dry-run")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"would add  {notes}/bridge.txt",
        f"would add  {notes}/ferry.txt",
        "Would add 2. Nothing was written: this was a dry run.",
    ]
    told = caravan("ingest", notes, "--dry-run", "--json").json
    assert (told["added"], told["dry_run"]) == (2, True)
    assert not (tmp_path / "home").exists()


def test_a_dry_run_tells_what_a_run_then_does(notes: Path, tmp_path: Path) -> None:
    caravan("ingest", notes)
    (notes / "bridge.txt").write_text("The bridge over the Lune is 350 metres long.")
    (notes / "ferry.txt").rename(tmp_path / "ferry.txt")
    (notes / "school.txt").write_text("The school has 212 children.")
    (notes / "nothing.txt").touch()
    ran = caravan("ingest", notes, "--prune", "--dry-run")
    assert ran.status == 1
    assert f"would update  {notes}/bridge.txt\n" in ran.out
    assert f"would remove  {notes}/ferry.txt\n" in ran.out
    assert "Would add 1, update 1, remove 1; 1 failed. Nothing was written" in ran.out
    assert f"failed {notes}/nothing.txt\n" in ran.out
    foreseen = counts(caravan("ingest", notes, "--prune", "--dry-run", "--json"))
    done = caravan("ingest", notes, "--prune", "--json")
    assert foreseen == counts(done) == {"added": 1, "updated": 1, "removed": 1}
    assert "dry_run" not in done.json
    assert len(caravan("history", "--json").json["runs"]) == 2
    assert (
        "Would change nothing; 2 unchanged, 1 failed." in caravan("ingest", notes, "--dry-run").out
    )


# What is said of the articles.


def test_metadata_that_is_said_stands_above_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Old\nauthor: Nobody\ndate: 2001-01-01\n---\nThe bridge is long.")
    said = {
        "title": "A long bridge",
        "author": "Ana Reis",
        "publisher": "Lune Gazette",
        "date": "2025-06-17",
        "language": "en-GB",
        "url": "https://gazette.test/bridge",
    }
    flags = [part for name, value in said.items() for part in (f"--{name}", value)]
    assert caravan("ingest", path, *flags).status == 0
    (one,) = documents()
    assert {name: one[name] for name in ("title", "author", "publisher", "url", "language")} == {
        name: said[name] for name in ("title", "author", "publisher", "url", "language")
    }
    assert one["published"] == "2025-06-17"


def test_columns_say_which_is_what(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        "heading,story\nA bridge,The bridge is 340 metres long.\nA ferry,The ferry is gone.\n"
    )
    ran = caravan("ingest", path, "--column", "text=story", "--column", "title=heading", "--json")
    assert counts(ran) == {"added": 2}
    assert {one["title"] for one in documents()} == {"A bridge", "A ferry"}
    assert all(one["source"].startswith(f"{path}#") for one in documents())


# What is printed.


def test_quiet_prints_only_what_failed(notes: Path) -> None:
    ran = caravan("ingest", notes, "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    (notes / "nothing.txt").touch()
    (notes / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    ran = caravan("ingest", notes, "-q")
    assert (ran.status, ran.err) == (1, "")
    first, second = ran.out.splitlines()
    assert first == f"failed {notes}/nothing.txt"
    assert "The file is empty" in second
    assert len(caravan("ingest", notes, "-q", "--json").json["failed"]) == 1


def test_what_failed_for_one_reason_is_told_together(notes: Path) -> None:
    for number in range(8):
        (notes / f"empty-{number}.txt").touch()
    ran = caravan("ingest", notes)
    assert ran.status == 1
    lines = [line for line in ran.out.splitlines() if not line.startswith("added ")]
    assert lines[1:6] == [f"failed {notes}/empty-{number}.txt" for number in range(5)]
    assert lines[6].strip() == "and 3 more: `caravan history 1 --failed` lists them"
    assert lines[7].strip().startswith("The file is empty")
    assert len(lines) == 8
    listed = caravan("history", 1, "--failed", "--json").json["items"]
    assert [Path(one["source"]).name for one in listed] == [f"empty-{n}.txt" for n in range(8)]
    assert caravan("history", "--failed", "--json").json["items"] == listed
    assert len(caravan("ingest", notes, "--json").json["failed"]) == 8


def test_files_that_are_no_articles_are_counted(notes: Path) -> None:
    for name in ("a.jpg", "b.JPG", "style.css"):
        (notes / name).write_bytes(b"x")
    ran = caravan("ingest", notes)
    assert ran.err == "Passed over 3 files that are no articles (.jpg 2, .css 1).\n"
    told = caravan("ingest", notes, "--json").json
    assert told["passed_over"] == {".jpg": 2, ".css": 1}
    assert told["notes"] == []


def test_articles_in_a_language_that_is_read_badly_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_default = HashedEmbedder(DEFAULT_MODEL)
    monkeypatch.setattr("ui.compose.load_embedder", lambda *_: as_default)
    for number, town in enumerate(("Астане", "Алматы", "Ташкенте")):
        (tmp_path / f"{number}.txt").write_text(
            f"Президенты встретились в {town} и подписали соглашение о торговле. "
            "Они договорились, что железная дорога будет построена в ближайшие годы.",
            encoding="utf-8",
        )
    ran = caravan("ingest", *(tmp_path / f"{number}.txt" for number in range(3)))
    assert "\nnote   3 articles: 0.txt, 1.txt, 2.txt\n" in ran.out
    assert "       Each is in Russian, which the default model reads badly" in ran.out
    (one, *_) = documents()
    assert one["language"] == "ru"
    assert " · ru" in caravan("documents").out
    assert "Language: ru\n" in caravan("show", one["id"]).out
    items = caravan("history", 1, "--json").json["items"]
    assert all("Russian" in item["note"] for item in items)


REPORT = " ".join(
    f"In year {year} the mill at Lunewick ground {year + 9} sacks of corn, and the miller paid "
    f"{year + 3} crowns for the water."
    for year in range(1801, 1840)
)


def test_near_duplicates_are_marked(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(f"The mill\n\n{REPORT}")
    second.write_text(f"The mill of Lunewick\n\nReprinted by the Lune Gazette.\n\n{REPORT}")
    caravan("ingest", first)
    (original,) = documents()
    assert original["near_duplicate_of"] is None
    ran = caravan("ingest", second)
    assert f"\nnote   {second}\n       It is nearly the same as “The mill”" in ran.out
    caravan("ingest", second)  # which changes nothing
    (copy,) = [one for one in documents() if one["id"] != original["id"]]
    assert copy["near_duplicate_of"] == original["id"]
    assert f"≈ {original['id']}" in " ".join(caravan("documents").out.split())
    shown = caravan("show", copy["id"])
    assert f"Nearly the same as {original['id']}" in shown.out
    assert caravan("show", copy["id"], "--json").json["near_duplicate_of"] == original["id"]
    assert "Nearly" not in caravan("show", original["id"]).out


# What is taken.


def test_retry_takes_only_what_failed(notes: Path) -> None:
    nothing = notes / "nothing.txt"
    nothing.touch()
    caravan("ingest", notes)
    assert counts(caravan("ingest", "--retry", "--json")) == {}
    nothing.write_text("The school of the two towns has 212 children.")
    assert counts(caravan("ingest", "--retry", "--json")) == {"added": 1}
    ran = caravan("ingest", "--retry")
    assert (ran.status, ran.out.startswith("Nothing to do")) == (0, True)


def test_retry_without_a_corpus_makes_none(tmp_path: Path) -> None:
    assert caravan("ingest", "--retry").status == 3
    assert not (tmp_path / "home").exists()


def test_what_lies_in_an_archive_has_an_outcome_each(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bridge.txt", "The bridge is 340 metres long.")
        archive.writestr("old/ferry.txt", "The ferry is gone.")
        archive.writestr("nothing.txt", "")
    ran = caravan("ingest", path, "--json")
    assert (ran.status, counts(ran)) == (1, {"added": 2})
    assert [one["source"] for one in ran.json["failed"]] == [f"{path}!/nothing.txt"]
    sources = {one["source"] for one in documents()}
    assert sources == {f"{path}!/bridge.txt", f"{path}!/old/ferry.txt"}


def test_a_wrong_limit_is_named(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARAVAN_INGEST_FILE_MB", "many")
    ran = caravan("ingest", notes)
    assert ran.status == 2
    assert "CARAVAN_INGEST_FILE_MB" in ran.err


# What goes on.

PROGRAM = (
    "import ui.compose\n"
    "from tests.fake_embedder import HashedEmbedder\n"
    "ui.compose.load_embedder = lambda *_: HashedEmbedder()\n"
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in the background
    "from ui.main import main\n"
    "main()\n"
)


@pytest.mark.parametrize("is_json", [False, True])
def test_watch_follows_every_change_until_it_is_interrupted(notes: Path, is_json: bool) -> None:
    command = [sys.executable, "-u", "-c", PROGRAM, "ingest", str(notes), "--watch", "--prune"]
    with subprocess.Popen(
        [*command, "--json"] if is_json else command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            assert running.stderr.readline().startswith(f"Watching {notes}")
            if is_json:
                running.send_signal(signal.SIGINT)
                told = json.loads(running.stdout.read())
                assert (told["added"], told["failed"]) == (2, [])
            else:
                assert running.stdout.readline().startswith("2 added")
                assert [running.stdout.readline()[:6] for _ in range(2)] == ["added "] * 2
                (notes / "school.txt").write_text("The school has 212 children.")
                assert " 1 added (1 passage" in running.stdout.readline()
                assert running.stdout.readline() == f"added     {notes}/school.txt\n"
                (notes / "ferry.txt").unlink()
                assert " 1 removed" in running.stdout.readline()
                assert running.stdout.readline() == f"removed   {notes}/ferry.txt\n"
                running.send_signal(signal.SIGINT)
            assert running.wait(60) == 130
            assert "Traceback" not in running.stderr.read()
        finally:
            running.kill()
