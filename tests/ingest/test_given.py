"""What somebody gives: by flags, or in a file beside the article."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.given import Given, is_sidecar, read_sidecar, sidecar_of
from vectorstore import SourceError

SIDECAR = """
Title: A bridge: for two
authors: [Ana Reis, Bo Lund]
publisher: River Herald
date: 17 June 2025
lang: English
canonical: https://x.test/a
columns:
  text: Body
  date: Day
"""
WHOLE = Given(
    title="A bridge for two",
    author="Ana Reis, Bo Lund",
    publisher="River Herald",
    published=date(2025, 6, 17),
    language="en",
    url="https://x.test/a",
    columns=(("published", "Day"), ("text", "Body")),
)


def test_every_field_of_a_sidecar_is_read() -> None:
    written = SIDECAR.replace("bridge: for", "bridge for")
    assert read_sidecar(written.encode()) == WHOLE
    assert read_sidecar(written.encode("utf-16")) == WHOLE


@pytest.mark.parametrize("content", [b"", b"\n \n", b"title: ~\ndate:\nlang: null"])
def test_a_sidecar_that_says_nothing_gives_nothing(content: bytes) -> None:
    assert read_sidecar(content) == Given()


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        (SIDECAR, r"not valid YAML: .* \(line 2\)", "quote a value"),
        ("titel: A", "no field “titel”", "Did you mean title"),
        ("wholly_other: A", "no field “wholly_other”", "There are: title, author"),
        (r'"\e[1m": A', r"no field “\[1m”", "There are: title, author"),
        ("date: 2024-12", "“2024-12” has no day", "2025-06-17"),
        ("date: 2199-01-01", "“2199-01-01” lies in the future", "2025-06-17"),
        ("a: &x B\nauthor: *x", r"uses a reference.* \(line 2\)", "quote a value"),
        ("title: *Breaking news", r"begins with \* and has no quotes \(line 1\)", "quote a value"),
        ("date: 03/04/2025", "can be two days", "2025-06-17"),
        ("language: Klingon", "no language", "such as en"),
        ("columns: text", "not pairs", "text: Body"),
        ("columns: {bodi: x}", "no kind of column “bodi”", "There are: text"),
        ("just words", "holds no fields", "title: A bridge"),
        ("- a\n- b", "holds no fields", "title: A bridge"),
        ("a: " + "[" * 5000, "nested too deeply", "quote a value"),
        ("title: " + "A" * 70_000, "larger than 64 KiB", "title: A bridge"),
        ("title: \0", "not text", ""),
    ],
)
def test_a_sidecar_that_cannot_be_used_says_why(written: str, message: str, hint: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_sidecar(written.encode())
    assert hint in caught.value.hint


def test_references_do_not_unfold() -> None:
    written = "{name: [" + ", ".join("x" * 20) + "]}"
    for depth in range(7):
        again = ", ".join([f"*a{depth}"] * 19)
        written = f"{{name: [&a{depth} {written}, {again}]}}"
    with pytest.raises(SourceError, match="reference"):
        read_sidecar(f"author: {written}".encode())


def test_a_sidecar_takes_the_names_that_files_use() -> None:
    written = b"headline: A bridge\nbyline: Ana Reis\nsource: https://x.test/a\npubdate: 1950-05-02"
    assert read_sidecar(written) == Given(
        title="A bridge", author="Ana Reis", published=date(1950, 5, 2), url="https://x.test/a"
    )
    columns = read_sidecar(b"columns: {body: Main, guid: No}").columns
    assert columns == (("key", "No"), ("text", "Main"))


def test_flags_stand_above_the_sidecar_field_by_field() -> None:
    flags = Given.from_fields({"title": "From the flags", "columns": {"text": "Story"}})
    merged = flags.over(WHOLE)
    assert merged.title == "From the flags"
    assert merged.author == "Ana Reis, Bo Lund"
    assert merged.columns == (("published", "Day"), ("text", "Story"))
    assert Given().over(WHOLE) == WHOLE


@pytest.mark.parametrize("given", [Given(), WHOLE, Given(title="Қазақстан")])
def test_what_is_given_survives_being_stored(given: Given) -> None:
    assert Given.from_json(given.to_json()) == given


def test_json_is_canonical() -> None:
    assert Given().to_json() == ""
    one = Given.from_fields({"columns": {"text": "a", "title": "b"}, "title": "T"})
    two = Given.from_fields({"title": "T", "columns": {"title": "b", "text": "a"}})
    assert one.to_json() == two.to_json()


@pytest.mark.parametrize("value", [date(2025, 6, 17), "2025-06-17", "17 June 2025"])
def test_dates_are_given_in_any_form(value: Any) -> None:
    assert Given.from_fields({"published": value}).published == date(2025, 6, 17)


def test_a_sidecar_has_the_whole_name_of_its_file(tmp_path: Path) -> None:
    article = tmp_path / "report.pdf"
    assert sidecar_of(article) is None
    (tmp_path / "report.yaml").touch()
    assert sidecar_of(article) is None
    (tmp_path / "report.pdf.yml").touch()
    assert sidecar_of(article) == tmp_path / "report.pdf.yml"
    assert is_sidecar("report.pdf.yml", {"report.pdf", "report.pdf.yml"})
    assert not is_sidecar("report.yaml", {"report.pdf", "report.yaml"})
    assert not is_sidecar("settings.yaml", {"settings.yaml"})
