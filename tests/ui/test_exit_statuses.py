"""Exit statuses, and what an error says: what is wrong, with what, and what to do next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import caravan

pytestmark = pytest.mark.usefixtures("hashed")


def test_0_when_all_is_done(articles: Path) -> None:
    assert caravan("ingest", articles).status == 0
    assert caravan("verify").status == 0


def test_1_when_some_inputs_failed_and_the_rest_is_done(articles: Path, tmp_path: Path) -> None:
    ran = caravan("ingest", articles, tmp_path / "missing.txt")
    assert ran.status == 1
    assert f"failed {tmp_path / 'missing.txt'}\n" in ran.out
    assert "There is no such file or folder. Check the path." in ran.out
    assert len(caravan("documents", "--json").json["documents"]) == 3


WRONG_CALLS = {
    "a blank question": (["ask", " "], "question is empty"),
    "a question without words": (["ask", "???!"], "holds no words"),
    "a blank query": (["passages", "\n"], "question is empty"),
    "a question of 100,000 characters": (["ask", "why " * 25_000], "has 100,000 characters"),
    "a bad date": (["ask", "Why?", "--since", "17 June"], "'17 June' is not a date"),
    "a day that is not": (["passages", "a", "--until", "2025-02-30"], "'2025-02-30' is not a date"),
    "dates the wrong way round": (
        ["ask", "Why?", "--since", "2025", "--until", "2024-05"],
        "--since 2025 lies after --until 2024-05",
    ),
    "a question of no characters": (
        ["ask", os.fsdecode(b"\xff?")],
        "question is not valid Unicode",
    ),
    "a source of no characters": (["ask", "Why?", "--source", os.fsdecode(b"\xff")], "--source"),
    "an empty language": (["ask", "Why?", "--language", ""], "--language is empty"),
    "a blank publisher": (["passages", "why", "--publisher", " "], "--publisher is empty"),
    "an empty source": (["chat", "--source", ""], "--source is empty"),
    "an empty document": (["ask", "Why?", "--document", ""], "--document is empty"),
    "an empty date": (["ask", "Why?", "--since", ""], "--since is empty"),
    "no document of that id": (["show", "zzz"], "no document 'zzz'"),
    "an empty id": (["remove", ""], "no document ''"),
    "one unknown id among others": (["restore", "zzz"], "no document 'zzz'"),
    "no such run": (["history", "7"], "no run 7"),
    "nothing to ingest": (["ingest"], "nothing to ingest"),
    "a day of publication that is none": (["ingest", "a", "--date", "June"], "--date June"),
    "half a day of publication": (["ingest", "a", "--date", "2025-06"], "--date 2025-06"),
    "an empty title": (["ingest", "a", "--title", " "], "--title is empty"),
    "a title for many": (["ingest", "a", "b", "--title", "A"], "--title goes with a single"),
    "a title for a table": (["ingest", "a.csv", "--title", "A"], "--title goes with a single"),
    "a title for an archive": (["ingest", "a.zip", "--title", "A"], "--title goes with a single"),
    "an address for a folder": (["ingest", ".", "--url", "https://a.test"], "--url goes with"),
    "an author of no characters": (
        ["ingest", "a", "--author", os.fsdecode(b"\xff")],
        "--author is not valid Unicode",
    ),
    "an address that is none": (["ingest", "a", "--url", "a.test"], "no web address"),
    "a date in the future": (["ingest", "a", "--date", "2999-01-01"], "in the future"),
    "a language that is no code": (["ingest", "a", "--language", "Old Norse"], "no code"),
    "a column of nothing": (["ingest", "a", "--column", "body"], "--column body"),
    "a column for what is not known": (["ingest", "a", "--column", "colour=c"], "colour=c"),
    "two columns for one": (
        ["ingest", "a", "--column", "text=a", "--column", "text=b"],
        "two columns for text",
    ),
    "a feed in a file": (["ingest", "--feed", "feed.xml"], "--feed feed.xml"),
    "a watch that writes nothing": (["ingest", ".", "--watch", "--dry-run"], "--watch does not"),
    "a watch of what failed": (["ingest", ".", "--watch", "--retry"], "--watch does not go with"),
    "nothing to watch": (["ingest", "--feed", "https://a.test", "--watch"], "nothing to watch"),
    "no conversation of that id": (["ask", "Why?", "--conversation", "zzz"], "conversation 'zzz'"),
    "no conversation to show": (["conversations", "show", "zzz"], "conversation 'zzz'"),
    "an empty id of a conversation": (["conversations", "remove", ""], "conversation ''"),
    "an empty search": (["conversations", "list", "--search", " "], "--search is empty"),
    "a search of what is removed": (
        ["conversations", "list", "--search", "a", "--removed"],
        "not removed",
    ),
    "a search of no characters": (
        ["conversations", "list", "--search", os.fsdecode(b"\xff")],
        "--search is not valid Unicode",
    ),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_2_when_the_call_was_wrong(name: str, small: Path) -> None:
    arguments, problem = WRONG_CALLS[name]
    ran = caravan(*arguments, "--home", small)
    assert (ran.status, ran.out) == (2, "")
    error, hint = ran.err.splitlines()
    assert error.startswith("Error: ")
    assert problem in error
    assert len(error) < 200
    assert hint
    told = caravan(*arguments, "--json", "--home", small)
    assert (told.status, told.json) == (
        2,
        {"error": error.removeprefix("Error: "), "hint": hint},
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--nope"], "No such option: --nope"),
        (["ask"], "Missing argument 'QUESTION'"),
        (["ask", "How", "many?"], "unexpected extra argument"),
        (["passages", "a", "-k", "0"], "'-k'"),
        (["passages", "a", "-k", "many"], "'-k'"),
        (["history", "x"], "'RUN'"),
        (["history", "9" * 30], "'RUN'"),
        (["sing"], "No such command 'sing'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_2_when_the_call_cannot_be_read(arguments: list[str], problem: str) -> None:
    ran = caravan(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: caravan" in ran.err
    assert problem in ran.err
    told = caravan(*arguments, "--json")
    assert told.status == 2
    assert told.json.keys() == {"error", "hint"}


def test_2_and_the_help_when_nothing_was_asked() -> None:
    ran = caravan()
    assert ran.status == 2
    assert ran.err.startswith("Usage: caravan")


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    monkeypatch.setenv("CARAVAN_LOCK_TIMEOUT", "soon")
    ran = caravan("documents")
    assert ran.status == 2
    assert "CARAVAN_LOCK_TIMEOUT" in ran.err


READING = [
    ["ask", "Why?"],
    ["chat"],
    ["passages", "why"],
    ["conversations"],
    ["conversations", "list"],
    ["conversations", "show", "a"],
    ["conversations", "rename", "a", "b"],
    ["conversations", "remove", "a"],
    ["conversations", "restore", "a"],
    ["conversations", "export", "a"],
    ["documents"],
    ["show", "a"],
    ["remove", "a"],
    ["restore", "a"],
    ["history"],
    ["verify"],
    ["reindex"],
    ["eval", "questions.jsonl"],
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_3_when_there_is_no_corpus(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "questions.jsonl").write_text('{"question": "Why?"}')
    ran = caravan(*arguments, "--json")
    assert ran.status == 3
    assert ran.json["error"] == f"There is no corpus in {tmp_path / 'home'} yet."
    assert "caravan ingest" in ran.json["hint"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("arguments", [["ask", "Why?"], ["passages", "a"], ["ingest", "."]])
def test_3_when_the_corpus_was_embedded_by_another_model(
    arguments: list[str], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.compose.load_embedder", lambda *_: HashedEmbedder("other", 32))
    ran = caravan(*arguments, "--json", "--home", small)
    assert ran.status == 3
    assert "hashed-words (64 dimensions" in ran.json["error"]
    assert "other (32 dimensions" in ran.json["error"]
    assert "caravan reindex" in ran.json["hint"]


def test_3_when_the_model_is_not_here(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("CARAVAN_EMBEDDING_MODEL", "no-such-model")
    ran = caravan("passages", "ferry", "--json", "--home", small)
    assert ran.status == 3
    assert "'no-such-model'" in ran.json["error"]
    assert "CARAVAN_EMBEDDING_MODEL" in ran.json["hint"]


def test_3_when_a_file_is_in_the_way_of_the_home(tmp_path: Path, articles: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        ran = caravan("ingest", articles, "--json", "--home", home)
        assert ran.status == 3
        assert str(home) in ran.json["error"]
        assert "--home" in ran.json["hint"]


def test_3_when_the_catalogue_is_damaged(tmp_path: Path, articles: Path) -> None:
    caravan("ingest", articles)
    catalogue = tmp_path / "home" / "catalogue.sqlite3"
    for log in catalogue.parent.glob("catalogue.sqlite3-*"):
        log.unlink()
    catalogue.write_bytes(b"This is no database. " * 500)
    for arguments in (["documents"], ["ask", "Why?"], ["ingest", str(articles)], ["verify"]):
        ran = caravan(*arguments, "--json")
        assert ran.status == 3
        assert "is not a readable catalogue" in ran.json["error"]
        assert "backup" in ran.json["hint"]


def test_3_when_verify_finds_something_wrong_until_it_is_mended(
    tmp_path: Path, articles: Path
) -> None:
    caravan("ingest", articles)
    (tmp_path / "home" / "chroma" / "chroma.sqlite3").unlink()
    ran = caravan("verify")
    assert ran.status == 3
    assert "something is wrong" in ran.out
    assert "caravan verify --repair" in ran.err
    asked = caravan("passages", "ferry", "--json")
    assert asked.status == 3
    assert "caravan verify --repair" in asked.json["hint"]
    assert caravan("verify", "--repair", "--json").json["ok"] is True
    assert caravan("passages", "ferry").status == 0


def test_a_surprise_is_an_error_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by \x1b[31mnought")

    monkeypatch.setattr("ui.compose.open_corpus", fail)
    ran = caravan("documents", "--json")
    assert ran.status == 3
    assert "ZeroDivisionError" in ran.json["error"]
    assert "CARAVAN_DEBUG=1" in ran.json["hint"]
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    monkeypatch.setenv("CARAVAN_DEBUG", "1")
    assert "Traceback" in caravan("documents").err


def test_version() -> None:
    ran = caravan("--version")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("caravan ")


def test_2_when_the_home_is_empty() -> None:
    ran = caravan("documents", "--home", "")
    assert (ran.status, ran.out) == (2, "")
    assert "names no folder" in ran.err
