"""`caravan conversations`, for programs; what people read of it is among the golden files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ui.cli import Ran, caravan
from ui.dates import written_date

QUESTION = "How long is the bridge?"
UNKNOWN = "Who governs Peru?"


def ask(*questions: str) -> str:
    """Ask in a new conversation and return its id."""
    kept_in = "new"
    for question in questions:
        ran = caravan("ask", question, "--conversation", kept_in, "--json")
        assert ran.status == 0, ran
        kept_in = ran.json["conversation"]
    return kept_in


def of(*arguments: object) -> Ran:
    """Run a command on conversations."""
    return caravan("conversations", *arguments)


def titles(*arguments: object) -> list[str]:
    return [one["title"] for one in of("list", "--json", *arguments).json["conversations"]]


@pytest.fixture(autouse=True)
def _ingested(articles: Path, hashed: object, fixed_answers: None) -> None:
    """Let each test begin with a corpus of three articles, and answers that stay."""
    caravan("ingest", articles)


def test_the_list() -> None:
    first, second = ask(QUESTION, UNKNOWN), ask(UNKNOWN)
    told = of("--json").json
    assert told == of("list", "--json").json == of("--json", "list").json
    newest, oldest = told["conversations"]
    assert newest.keys() == {"id", "title", "turns", "started_at", "last_asked_at"}
    assert (newest["id"], newest["title"], newest["turns"]) == (second, UNKNOWN, 1)
    assert (oldest["id"], oldest["title"], oldest["turns"]) == (first, QUESTION, 2)
    assert oldest["started_at"] <= oldest["last_asked_at"] <= newest["last_asked_at"]
    assert titles("--limit", 1) == [UNKNOWN]


def test_the_home_may_stand_before_and_behind(tmp_path: Path, small: Path) -> None:
    ask(QUESTION)
    assert caravan("--home", small, "conversations", "--json").json == {"conversations": []}
    assert of("--home", small, "list", "--json").json == {"conversations": []}
    assert of("--home", small, "list", "--home", tmp_path / "home", "--json").json != {
        "conversations": []
    }


def test_a_search() -> None:
    ask(UNKNOWN)
    ask(QUESTION)
    (found,) = of("list", "--search", "BRIDGE mond", "--json").json["conversations"]
    assert "opened on Monday" in found["snippet"]
    assert titles("--search", "nonesuch") == []


def test_the_answers_are_shown_as_they_were_given() -> None:
    first = caravan("ask", QUESTION, "--conversation", "new", "--json").json
    id_ = first["conversation"]
    second = caravan("ask", UNKNOWN, "--conversation", id_[:11], "--json").json
    assert second["conversation"] == id_
    shown = of("show", id_[:11], "--json").json
    assert shown == {"id": id_, "title": QUESTION, "answers": [first, second]}
    assert of("export", id_, "--json").json == shown


def test_it_is_renamed() -> None:
    id_ = ask(QUESTION)
    told = of("rename", id_[:11], "  The\n bridge ", "--json").json
    assert told == {"id": id_, "title": "The bridge"}
    assert titles() == ["The bridge"]
    for title, problem in (("", "empty"), ("x" * 81, "81 characters")):
        ran = of("rename", id_, title)
        assert ran.status == 2
        assert problem in ran.err
    assert titles() == ["The bridge"]


def test_it_is_removed_and_restored() -> None:
    first, second = ask(QUESTION), ask(UNKNOWN)
    assert of("remove", first[:11], second, first, "--json").json == {"removed": [first, second]}
    assert of("remove", first, "--json").json == {"removed": [first]}
    assert titles() == titles("--search", "bridge") == []
    removed = of("list", "--removed", "--json").json["conversations"]
    assert {one["id"] for one in removed} == {first, second}
    assert all(one["removed_at"] for one in removed)
    chats = (
        caravan("ask", QUESTION, "--conversation", first),
        caravan("chat", "--conversation", first),
    )
    for refused in (of("show", first), *chats):
        assert refused.status == 2
        assert f"caravan conversations restore {first}" in refused.err
    assert of("restore", first[:11], "--json").json == {"restored": [first]}
    assert titles() == [QUESTION]
    assert caravan("ask", UNKNOWN, "--conversation", first).status == 0


def test_nothing_is_removed_where_one_is_unknown() -> None:
    id_ = ask(QUESTION)
    assert of("remove", id_, "nonesuch").status == 2
    assert titles() == [QUESTION]


# What has become of the sources.


@pytest.fixture
def talk(tmp_path: Path) -> str:
    """Return a conversation that cites two articles, of which one has changed and one has gone."""
    for name, length in (("tunnel", 301), ("canal", 75)):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"The {name}\n\nThe {name} is {length} metres long.\n")
        caravan("ingest", path)
    id_ = ask("How long is the tunnel or the canal?")
    (tmp_path / "tunnel.txt").write_text("The tunnel\n\nThe tunnel is 310 metres long.\n")
    caravan("ingest", tmp_path / "tunnel.txt")
    documents = caravan("documents", "--json").json["documents"]
    caravan("remove", *(one["id"] for one in documents if one["title"] == "The canal"))
    return id_


def test_a_source_that_has_changed_or_gone_is_marked(talk: str) -> None:
    ran = of("show", talk)
    today = written_date(date.today())
    assert f"The tunnel (changed since, on {today})" in ran.out
    assert f"The canal (removed since, on {today})" in ran.out
    assert "“The tunnel is 301 metres long.”" in ran.out
    (line,) = [one for one in ran.err.splitlines() if "--version" in one]
    opens = line.partition("caravan ")[2].split()
    assert caravan(*opens, "--json").json["text"] in (
        "The tunnel is 301 metres long.",
        "The canal is 75 metres long.",
    )


def test_a_source_that_is_as_it_was_is_not(talk: str, tmp_path: Path) -> None:
    (tmp_path / "tunnel.txt").write_text("The tunnel\n\nThe tunnel is 301 metres long.\n")
    caravan("ingest", tmp_path / "tunnel.txt")
    removed = caravan("documents", "--removed", "--json").json["documents"]
    caravan("restore", *(one["id"] for one in removed))
    ran = of("show", talk)
    assert "since" not in ran.out
    assert "--version" not in ran.err


# Answers of old, and what is new in them.


def keep(home: Path, id_: str, change: Any) -> None:
    """Change a conversation's answers where they are kept."""
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as catalogue, catalogue:
        query = "SELECT position, answer FROM turns WHERE conversation_id = ?"
        for position, answer in catalogue.execute(query, (id_,)).fetchall():
            told = json.loads(answer)
            change(told)
            catalogue.execute(
                "UPDATE turns SET answer = ? WHERE conversation_id = ? AND position = ?",
                (json.dumps(told), id_, position),
            )


def test_an_answer_that_was_kept_before_there_was_more_to_tell_is_shown(tmp_path: Path) -> None:
    id_ = ask(QUESTION)
    before = of("show", id_)

    def make_old(told: dict[str, Any]) -> None:
        del told["filters"]["inferred"]
        for one in told["citations"]:
            del one["highlight"]
            one.pop("attribution", None)

    keep(tmp_path / "home", id_, make_old)
    assert of("show", id_) == before


def test_it_is_told_how_many_sources_support_a_sentence(tmp_path: Path) -> None:
    id_ = ask(QUESTION)
    assert "independent" not in of("show", id_).out

    def support(told: dict[str, Any]) -> None:
        told["sentences"][1]["sources"] = 3

    keep(tmp_path / "home", id_, support)
    assert (
        "\nIndependent sources that support each sentence, in order: 1, 3.\n" in of("show", id_).out
    )


# Exports.


def test_an_export_goes_to_a_file_or_to_stdout(tmp_path: Path) -> None:
    id_ = ask(QUESTION, UNKNOWN)
    of("rename", id_, "The bridge")
    file = tmp_path / "talk.html"
    ran = of("export", id_[:11], "--output", file)
    assert (ran.status, ran.out) == (0, "")
    assert str(file) in ran.err
    assert "The bridge</h1>" in file.read_text(encoding="utf-8")
    assert of("export", id_, "--output", file).status == 2
    assert of("export", id_, "--output", file, "--force").status == 0
    printed = of("export", id_).out
    assert printed.startswith("# The bridge\n")
    assert f"## {QUESTION}" in printed
    assert f"## {UNKNOWN}" in printed
    assert of("export", id_, "--format", "bibtex").out.startswith("@")


def test_a_bibliography_of_nothing_says_so() -> None:
    ran = of("export", ask(UNKNOWN), "--format", "ris")
    assert ran.status == 0
    assert "Nothing is cited" in ran.err
