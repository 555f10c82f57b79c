"""JSON lines: an article a line, each bad line by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import Article, File, Unreadable
from ingest.formats.jsonl import read
from tests.ingest.makers.tables import jsonl_of
from vectorstore import SourceError


def lines(content: bytes, columns: dict[str, str] | None = None) -> list[Article | Unreadable]:
    return list(read(File("a.jsonl", content, columns=columns or {})))


def one(content: bytes, columns: dict[str, str] | None = None) -> Article:
    (found,) = lines(content, columns)
    assert isinstance(found, Article)
    return found


def test_everything_that_an_object_says_is_read() -> None:
    written = {
        "guid": 7,
        "headline": "A bridge",
        "articleBody": "The bridge is open.",
        "authors": ["Ana Reis", {"name": "Bo Lund"}],
        "source": {"id": None, "name": "River Herald"},
        "publishedAt": "2025-06-17T10:30:00Z",
        "language": "en",
        "link": "https://x.test/7",
        "other": {"deep": [1]},
    }
    assert one(jsonl_of([written])) == Article(
        text="The bridge is open.",
        title="A bridge",
        author="Ana Reis, Bo Lund",
        publisher="River Herald",
        published=date(2025, 6, 17),
        language="en",
        url="https://x.test/7",
        key="7",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (1750118400, date(2025, 6, 17)),
        (1750118400000, date(2025, 6, 17)),
        (1750118400.5, date(2025, 6, 17)),
        ("1750118400", date(2025, 6, 17)),
        ("17 June 2025", date(2025, 6, 17)),
        ("2024-12", None),
        (2024, None),
        (20250617, date(2025, 6, 17)),
        (10**17, None),
        (10**400, None),
        (1e308, None),
        (True, None),
        ([], None),
        (None, None),
    ],
)
def test_dates_may_be_timestamps(written: object, day: date | None) -> None:
    assert one(jsonl_of([{"text": "A text.", "date": written}])).published == day


def test_a_key_is_chosen_for_the_text() -> None:
    content = jsonl_of([{"text": "Not this.", "Story": "But this."}])
    assert one(content, {"text": "story"}).text == "But this."


def test_a_bad_line_is_told_and_costs_no_other() -> None:
    found = lines(
        jsonl_of(
            [
                {"text": "Good."},
                "{'text': 'single quotes'}",
                "[1, 2]",
                "",
                {"text": 5},
                {"text": ["One", "Two"]},
                {"text": " "},
                {"title": "No text"},
                "[" * 200_000,
                '{"text": "Good.", "n": ' + "1" * 5000 + "}",
                '{"text": "Cut off',
                {"text": "Good again."},
            ]
        )
    )
    assert [each.key for each in found if isinstance(each, Unreadable)] == [
        f"line {number}" for number in (2, 3, 5, 6, 7, 8, 9, 10, 11)
    ]
    assert all(each.error.hint for each in found if isinstance(each, Unreadable))
    assert [each.text for each in found if isinstance(each, Article)] == ["Good.", "Good again."]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"name":[', "]}")])
@pytest.mark.parametrize("name", ["x", "author", "id", "date"])
def test_a_deep_value_costs_no_other_row(name: str, opening: str, closing: str) -> None:
    for depth in (*range(100, 1000, 9), 100_000):
        deep = f"{opening * depth}1{closing * depth}"
        first, second = lines(f'{{"text":"One.","{name}":{deep}}}\n{{"text":"Two."}}\n'.encode())
        assert isinstance(second, Article)
        if isinstance(first, Unreadable):
            assert str(first.error) == "Line 1 is nested too deeply"
        else:
            assert first.text == "One."


def test_a_count_that_changes_makes_no_other_row() -> None:
    before, after = (one(jsonl_of([{"text": "One.", "views": views}])) for views in (1, 2))
    assert before == after


def test_objects_without_text_name_their_keys() -> None:
    with pytest.raises(SourceError, match="its columns are: a, b, c") as caught:
        lines(jsonl_of([{"a": 1, "b": 2}, {"c": 3}]))
    assert "--column text=NAME" in caught.value.hint


@pytest.mark.parametrize(
    "content", [b'[{"text": "A"}]', b'[\n{"text": "A"}\n]', b'{\n"text": "A"}']
)
def test_other_json_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(SourceError, match="not JSON lines") as caught:
        lines(content)
    assert "line of its own" in caught.value.hint


def test_no_character_but_a_line_feed_ends_a_line() -> None:
    article = one('{"title": "T", "text": "One.\u2028Two.\u0085Three."}\r\n'.encode())
    assert article.text == "One.\nTwo.\nThree."


def test_escapes_bring_back_neither_mojibake_nor_halves_of_characters() -> None:
    article = one(rb'{"text": "Stra\u00c3\u0178e \ud800and\u0000 more", "title": "A \ud800b"}')
    assert (article.text, article.title) == ("Straße and more", "A b")


@given(st.binary(max_size=120), st.text('{}[]":,ab1e\\u0 \n', max_size=80))
def test_any_lines_are_read_or_refused(content: bytes, written: str) -> None:
    for lined in (content, b'{"text": "a"}\n' + content, b'{"text": "a"}\n' + written.encode()):
        try:
            found = lines(lined)
        except SourceError as error:
            assert error.hint
            continue
        assert all(each.key for each in found)
