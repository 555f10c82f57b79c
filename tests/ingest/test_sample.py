"""What the sample corpus promises its readers: dated, attributed, distinct articles."""

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

SAMPLE = Path(__file__).parents[2] / "ingest" / "sample"
ARTICLES = sorted(SAMPLE.glob("*.md"))


def read(path: Path) -> tuple[dict[str, object], str]:
    """The front matter and the body of an article."""
    opening, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(front_matter), body


def test_there_are_enough_articles() -> None:
    assert len(ARTICLES) >= 14


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_front_matter_is_complete(path: Path) -> None:
    metadata, _ = read(path)
    assert set(metadata) == {"title", "date", "author", "publisher"}
    assert metadata["author"] == "Caravan editors"
    assert metadata["publisher"] == "Caravan sample corpus"
    # YAML yields a date, and not a string or a time, only for a bare ISO date.
    assert type(metadata["date"]) is datetime.date
    assert datetime.date(2024, 1, 15) <= metadata["date"] <= datetime.date(2025, 11, 30)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_is_short_and_in_paragraphs(path: Path) -> None:
    _, body = read(path)
    paragraphs = [block for block in body.strip().split("\n\n") if not block.startswith("## ")]
    assert 200 <= len(body.split()) <= 500
    assert 4 <= len(paragraphs) <= 7


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_file_name_is_kebab_case(path: Path) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)


def test_titles_are_unique() -> None:
    titles = [read(path)[0]["title"] for path in ARTICLES]
    assert len(set(titles)) == len(titles)


def test_no_line_is_repeated() -> None:
    lines = Counter(
        line for path in ARTICLES for line in read(path)[1].splitlines() if line.strip()
    )
    assert [line for line, count in lines.items() if count > 1] == []
