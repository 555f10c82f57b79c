"""What a file may hold: encodings, what is not text, and front matter."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading import decode, read_file
from vectorstore import Extract, Metadata, SourceError

ENGLISH = "A bridge for two towns\n\nThe bridge is 340 metres long. It cost 3 million."
FRENCH = "Un café à Genève\n\nL’été dernier, la réunion s’est tenue à Genève. C’était très bref."
RUSSIAN = "Мост для двух городов\n\nМост открыли в понедельник. Его длина 340 метров."
HIDDEN = [*map(chr, range(0x200B, 0x2010)), "\u00ad", "\u202e", "\u2066", "\x1b", "\x07", "\x7f"]


def read(content: str | bytes, name: str = "a-river-town.txt") -> Extract:
    return read_file(Path(name), content.encode() if isinstance(content, str) else content)


def with_front_matter(fields: str, body: str = "One.\n\nTwo.") -> Metadata:
    extract = read(f"---\n{fields}\n---\n{body}", "a-river-town.md")
    assert extract.text == "One.\n\nTwo."
    return extract.metadata


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\x85"])
def test_all_line_breaks_are_one(line_break: str) -> None:
    assert read(ENGLISH.replace("\n", line_break)) == read(ENGLISH)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"], ids=str
)
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
    assert read((mark + RUSSIAN).encode(encoding)) == read(RUSSIAN)


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")]
)
def test_old_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_mark_that_lies_is_an_error() -> None:
    with pytest.raises(SourceError, match="utf-8-sig but is not"):
        read(b"\xef\xbb\xbf\xff\xff\xff")


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_characters_that_nobody_sees_are_taken_out(hidden: str) -> None:
    assert read(ENGLISH.replace("bridge", f"bri{hidden}dge")) == read(ENGLISH)


def test_nul_characters_are_taken_out_of_marked_text() -> None:
    assert read(ENGLISH.replace("bridge", "bri\0dge").encode("utf-16")) == read(ENGLISH)


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u00a0\u200b\n".encode()], ids=repr
)
def test_an_empty_file_is_an_error_that_says_so(content: bytes) -> None:
    with pytest.raises(SourceError, match="empty") as caught:
        read(content)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "a program"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PK\x03\x04" + bytes(26), "an Office document"),
        (b"A text\x00 with a NUL", "binary"),
    ],
)
def test_what_is_not_text_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=kind) as caught:
        read(content)
    assert ".txt or .md" in caught.value.hint


def test_text_that_begins_like_a_program_is_text() -> None:
    assert decode(b"MZansi is a name for South Africa.").startswith("MZansi")
    with pytest.raises(SourceError, match="binary"):
        decode(b"MZ\x90\x00\x03\x00\x00\x00")


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed: int) -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(random.Random(seed).randbytes(500))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_break_the_reader(content: bytes) -> None:
    for name in ("article.txt", "article.md"):
        try:
            extract = read(content, name)
        except SourceError:
            continue
        assert extract.text.strip()
        extract.text.encode()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-06-17", date(2025, 6, 17)),
        ("2025-06-17 10:30:00", date(2025, 6, 17)),
        ("2025-06-17T10:30:00+05:00", date(2025, 6, 17)),
        ('"2025-06-17"', date(2025, 6, 17)),
        ("17 June 2025", date(2025, 6, 17)),
        ("June 17, 2025", date(2025, 6, 17)),
        ("2025/06/17", date(2025, 6, 17)),
        ("some day in June", None),
        ("2025-13-45", None),
        ("", None),
        ("null", None),
        ("{a: b}", None),
    ],
)
def test_dates_in_front_matter(written: str, day: date | None) -> None:
    assert with_front_matter(f"date: {written}").published == day


def test_every_field_of_front_matter_is_read() -> None:
    fields = "Title: T\nauthors: [Ana Reis, Bo Lund]\npublisher: P\nlang: no\nurl: https://x.test/a"
    assert with_front_matter(fields) == Metadata(
        title="T", author="Ana Reis, Bo Lund", publisher="P", language="no", url="https://x.test/a"
    )


@pytest.mark.parametrize("written", ["yes", "10:30", "007", "1e3", "2025-06-17"])
def test_a_title_is_taken_as_it_is_written(written: str) -> None:
    assert with_front_matter(f"title: {written}").title == written


@pytest.mark.parametrize("written", ["", "~", "null", "''", "[]", "{a: b}"])
def test_no_title_in_front_matter_is_none(written: str) -> None:
    assert with_front_matter(f"title: {written}").title == "A river town"


def test_escapes_cannot_bring_control_characters_back() -> None:
    assert with_front_matter(r'title: "A \e[31mred\0 \ud800bridge"').title == "A [31mred bridge"


@pytest.mark.parametrize(
    "fields",
    ["title: A bridge: for two", "title: [", "a: 'b", "? [a]\n: b", "a: " + "[" * 5000, "a: *b"],
)
def test_broken_front_matter_is_a_clear_error(fields: str) -> None:
    with pytest.raises(SourceError, match="front matter is not valid YAML") as caught:
        with_front_matter(fields)
    assert "between the two --- marks" in caught.value.hint


def test_the_error_names_the_line_of_the_file() -> None:
    with pytest.raises(SourceError, match=r"\(line 3\)"):
        with_front_matter("date: 2025-06-17\ntitle: A bridge: for two")


@pytest.mark.parametrize(
    "tag", ["!!timestamp x", "!!bool x", "!!int ''", "!!python/name:os.system"]
)
def test_tags_mean_nothing(tag: str) -> None:
    assert with_front_matter(f"title: T\nother: {tag}").title == "T"


def test_an_alias_bomb_does_not_go_off() -> None:
    bomb = "a0: &a0 [lol]\n" + "\n".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)
    )
    merges = "b0: &b0 {x: y}\n" + "\n".join(
        f"b{i}: &b{i} {{<<: [{', '.join([f'*b{i - 1}'] * 10)}]}}" for i in range(1, 30)
    )
    assert with_front_matter(f"{bomb}\n{merges}\ntitle: *a29\nauthor: T").author == "T"


def test_front_matter_beyond_all_reason_is_text() -> None:
    extract = read("---\n" + "key: value\n" * 10_000 + "---\nBody.", "huge.md")
    assert extract.metadata.title == "Huge"
    assert "key: value" in extract.text


def test_a_rule_is_not_front_matter() -> None:
    extract = read("---\n\n# Title\n\nText: with a colon: here.\n\n---\n\nMore.", "a.md")
    assert extract.metadata.title == "Title"
    assert extract.text == "Text: with a colon: here.\n\nMore."


def test_empty_front_matter_is_nothing() -> None:
    assert read("---\n---\nOne.\n\nTwo.", "a.txt").text == "One.\n\nTwo."


def test_a_title_in_front_matter_costs_no_line_of_the_text() -> None:
    body = "Lune, Monday\n\nThe bridge is open."
    assert read(f"---\ntitle: A bridge\n---\n{body}").text == body


def test_a_heading_that_repeats_the_title_is_not_text() -> None:
    extract = read("---\ntitle: A bridge\n---\n# A Bridge\n\nIt is open.", "a.md")
    assert extract.text == "It is open."


def test_another_format_is_refused_with_those_that_are_read() -> None:
    with pytest.raises(SourceError, match=r"\.docx is not a format") as caught:
        read(ENGLISH, "a.docx")
    assert ".md" in caught.value.hint


@given(st.text("ab: -\n[]{}*&!|>'\"#%@?,\\ux0\u2028", max_size=60))
def test_any_front_matter_is_read_or_refused(fields: str) -> None:
    try:
        extract = read(f"---\n{fields}\n---\nBody.", "a.md")
    except SourceError:
        return
    assert "Body." in extract.text
