"""What is printed beside the result, and for whom: a terminal, a file, a conversation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.cli import caravan

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")


def test_what_goes_into_a_pipe_is_not_wrapped(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    (school,) = [
        one
        for one in caravan("documents", "--json", "--home", small).json["documents"]
        if one["source"].endswith("school.md")
    ]
    ran = caravan("show", school["id"], "--home", small)
    text = caravan("show", school["id"], "--json", "--home", small).json["text"]
    assert ran.out.endswith(f"\n\n{text}\n")


def test_what_is_shown_on_a_terminal_is_wrapped_but_for_paths(
    small: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = caravan("passages", "ferry", "--home", small).out.splitlines()
    (path,) = [line for line in lines if line.endswith("ferry.txt")]
    assert path == f"    {articles / 'ferry.txt'}"
    assert all(len(line) <= 40 for line in lines if "/" not in line)
    assert not any(line != line.rstrip() for line in lines)


def test_a_pipe_gets_no_colours_and_no_notes(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    ran = caravan("ask", "How long is the bridge?", "--home", small)
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_ingesting_into_a_pipe_draws_no_progress_bar(articles: Path) -> None:
    assert caravan("ingest", articles).err == ""


def test_a_conversation_on_a_terminal_prompts_and_ends_with_an_empty_line(articles: Path) -> None:
    caravan("ingest", articles)
    ran = caravan("chat", stdin="How long is the bridge?\n\nNot asked\n", terminal=True)
    assert ran.status == 0
    assert ran.err.count("> ") == 2
    assert ran.out.count("[1] A bridge for two towns") == 1
    assert "caravan chat --conversation" in ran.err


def test_no_documents_are_no_table(articles: Path) -> None:
    caravan("ingest", articles)
    ran = caravan("documents", "--removed")
    assert (ran.out, ran.err) == ("", "0 removed documents\n")


def test_one_is_singular(articles: Path) -> None:
    caravan("ingest", articles / "ferry.txt")
    assert caravan("documents").err == "1 document\n"


def test_the_home_is_named_before_or_after_the_command(small: Path) -> None:
    before = caravan("--home", small, "documents", "--json")
    assert before.json == caravan("documents", "--home", small, "--json").json
    assert len(before.json["documents"]) == 3


@pytest.mark.parametrize(
    "query", ['"a', "a AND (b", "NEAR(x y)", "col:*", "the of and", "🌉 x", "'; -- x"]
)
def test_no_query_is_read_as_syntax(query: str, small: Path) -> None:
    assert caravan("passages", "--json", "--home", small, "--", query).status == 0
    assert caravan("ask", "--json", "--home", small, "--", query).status == 0
