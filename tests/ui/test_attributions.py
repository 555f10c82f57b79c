"""Who says what is quoted stands beneath the quote, on the terminal and for programs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.ui.cli import caravan
from ui.attributions import attributed
from ui.web.reading.turn import shown_citation

QUESTION = "When will the bridge open?"
SAID = "The mayor said that the bridge would open in 2030."
PLAIN = "The ferry carries people and cattle."


@pytest.mark.parametrize(
    ("attribution", "told"),
    [
        (None, ""),
        ({"source": None, "kind": "fact"}, ""),
        ({"source": "The mayor", "kind": "fact"}, "according to the mayor"),
        ({"source": "Ana Reis", "kind": "plan"}, "according to Ana Reis · plan"),
        ({"source": None, "kind": "opinion"}, "opinion"),
    ],
)
def test_what_is_told(attribution: dict[str, str | None] | None, told: str) -> None:
    assert attributed(attribution) == told


@pytest.fixture
def home(tmp_path: Path, hashed: object, fixed_answers: None) -> Path:
    """Return a corpus of two articles, of which one says what somebody said."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "bridge.txt").write_text(f"The bridge\n\n{SAID}\n", encoding="utf-8")
    (articles / "ferry.txt").write_text(f"The ferry\n\n{PLAIN}\n", encoding="utf-8")
    caravan("ingest", articles, "--home", tmp_path / "home")
    return tmp_path / "home"


def test_it_stands_beneath_the_quote_on_the_terminal(home: Path) -> None:
    lines = caravan("ask", QUESTION, "--home", home).out.splitlines()
    beneath = dict(pairwise(lines))
    assert beneath[f"    “{SAID}”"] == "    according to the mayor · plan"
    assert beneath[f"    “{PLAIN}”"].endswith("ferry.txt")


def test_a_program_is_told_only_where_there_is_something_to_tell(home: Path) -> None:
    cited = caravan("ask", QUESTION, "--json", "--home", home).json["citations"]
    known = {one["quote"]: one.get("attribution", "left out") for one in cited}
    assert known == {SAID: {"source": "The mayor", "kind": "plan"}, PLAIN: "left out"}


def test_the_page_shows_it_and_citations_kept_before_there_was_any(home: Path) -> None:
    cited = caravan("ask", QUESTION, "--json", "--home", home).json["citations"]
    shown = {one["quote"]: shown_citation(one, 1, None)["attribution"] for one in cited}
    assert shown == {SAID: "according to the mayor · plan", PLAIN: ""}
