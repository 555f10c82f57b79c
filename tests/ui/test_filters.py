"""What is searched is limited by options, and on dates by the words of a question."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.ui.cli import caravan

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")


@pytest.fixture
def own(small: Path, tmp_path: Path) -> Path:
    """Return the home of a copy of the small corpus, where a chat may leave a conversation."""
    return shutil.copytree(small, tmp_path / "own")


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ([], {"bridge", "ferry", "school"}),
        (["--since", "2024"], {"bridge", "school"}),
        (["--since", "2024-03-02"], {"bridge", "school"}),
        (["--since", "2024-03-03"], {"bridge"}),
        (["--until", "2024"], {"school"}),
        (["--until", "2024-02"], set()),
        (["--since", "2024-04", "--until", "2025-06"], {"bridge"}),
        (["--publisher", "school board"], {"school"}),
        (["--publisher", "100%"], set()),
        (["--source", ".TXT"], {"ferry"}),
        (["--source", "gazette.test"], {"bridge"}),
        (["--source", "bridge.md", "--publisher", "Board"], set()),
        (["--language", "EN"], {"bridge", "ferry"}),  # one says so, the other is
        (["--language", "cy"], {"school"}),
        (["--language", "c"], set()),
        (["--language", "en", "--since", "2026"], set()),
    ],
    ids=lambda value: " ".join(sorted(value)) if value else "none",
)
def test_limits(limits: list[str], found: set[str], small: Path) -> None:
    asked = caravan("passages", "towns of the Lune", "--json", "--home", small, *limits).json
    assert {Path(one["document"]["source"]).stem for one in asked["passages"]} == found
    answer = caravan("ask", "What of the Lune?", "--json", "--home", small, *limits).json
    assert {Path(one["document"]["source"]).stem for one in answer["citations"]} <= found
    assert answer["answered"] is bool(found)


def test_one_document_alone(own: Path) -> None:
    listed = caravan("documents", "--json", "--home", own).json["documents"]
    for one in listed:
        limit = ("--document", one["id"][:11], "--json", "--home", own)
        found = caravan("passages", "towns of the Lune", *limit).json["passages"]
        assert [each["document"]["id"] for each in found] == [one["id"]]
        answer = caravan("ask", "What of the Lune?", *limit).json
        assert {each["document"]["id"] for each in answer["citations"]} == {one["id"]}
        chat = caravan("chat", *limit, stdin="What of the Lune?").json
        assert chat["answers"][0]["filters"]["document"] == one["id"]


@pytest.mark.parametrize("document", ["nope", "%"])
def test_a_document_that_is_not_there_is_the_error_of_show(document: str, small: Path) -> None:
    told = caravan("show", document, "--json", "--home", small)
    assert told.status == 2
    for command in (["ask", "Why?"], ["chat"], ["passages", "why"]):
        ran = caravan(*command, "--document", document, "--json", "--home", small)
        assert (ran.status, ran.json) == (2, told.json)


def test_words_of_a_question_limit_dates_unless_all_are_wanted(own: Path) -> None:
    question = "What do articles published in 2024 say about the bridge?"
    for all_dates in ([], ["--all-dates"]):
        options = (*all_dates, "--json", "--home", own)
        chat = caravan("chat", *options, stdin=question).json
        for answer in (caravan("ask", question, *options).json, *chat["answers"]):
            cited = {Path(one["document"]["source"]).stem for one in answer["citations"]}
            # The bridge's article is of 2025; the date of the ferry's is not known.
            assert ("bridge" in cited) if all_dates else (cited == {"ferry", "school"})
            assert bool(answer["filters"]["inferred"]) is not bool(all_dates)


def test_count(small: Path) -> None:
    for count in (1, 2, 200):
        found = caravan("passages", "Lune", "-k", count, "--json", "--home", small).json
        assert len(found["passages"]) == min(count, 3)
