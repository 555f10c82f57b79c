"""Markdown is read as its reader sees it: the words, without the marks."""

from pathlib import Path

import pytest

from ingest.reading import read_file
from vectorstore import Extract


def read(text: str) -> Extract:
    return read_file(Path("a-river-town.md"), text.encode())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One *two* **three** `four`.", "One two three four."),
        ("Wrapped\nat a column.", "Wrapped at a column."),
        ("Broken  \non purpose.", "Broken\non purpose."),
        ("## Heading\n\nText.", "Heading\n\nText."),
        ("- a\n- b\n  - c\n\n1. x\n2. y", "a\nb\nc\n\nx\ny"),
        ("> Quoted.\n\nSaid.", "Quoted.\n\nSaid."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("```python\nx = 1\n\n  y = 2\n```", "x = 1\n\n  y = 2"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("See [the report](https://x.test/r).", "See the report."),
        ("[Click](javascript:alert(1))", "[Click](javascript:alert(1))"),
        ("![A bridge at dusk](b.png)", "A bridge at dusk"),
        ("Fish &amp; chips &copy; 2025", "Fish & chips © 2025"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<div onclick=x>Hi</div>\n\n<!-- note -->", "<div onclick=x>Hi</div>\n\n<!-- note -->"),
        ("Text.\n\nAbout Author /", "Text."),
        ("- Search\n- Home\n- Exports: up", "Search\nHome\nExports: up"),
        ("| Menu | Search |\n|---|---|\n| Home | 2 |", "Menu | Search\nHome | 2"),
        ("```\nSearch\n```", "Search"),
    ],
)
def test_marks_go_and_words_stay(source: str, text: str) -> None:
    assert read(f"# Title\n\n{source}").text == text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("---\ntitle: From the fields\n---\n# From the heading\n\nText.", "From the fields"),
        ("# From the *heading*\n\nText.", "From the heading"),
        ("From the\nheading\n===\n\nText.", "From the heading"),
        ("Text.\n\n# Not at the beginning\n\nText.", "A river town"),
        ("## Of the second level\n\nText.", "A river town"),
        ("#\n\nText.", "A river town"),
    ],
)
def test_the_title_comes_from_the_best_place(source: str, title: str) -> None:
    assert read(source).metadata.title == title


def test_a_second_heading_of_the_first_level_is_text() -> None:
    assert read("# One\n\nText.\n\n# Two\n\nMore.").text == "Text.\n\nTwo\n\nMore."


def test_a_list_within_lists_is_read_to_its_depth() -> None:
    nested = "\n".join(f"{'  ' * depth}- item {depth}" for depth in range(24))
    assert read(nested).text.splitlines() == [f"item {depth}" for depth in range(24)]


def test_nesting_beyond_all_reason_breaks_nothing() -> None:
    assert read("# T\n\nText.\n\n" + "> " * 5000 + "deep").text.startswith("Text.")
