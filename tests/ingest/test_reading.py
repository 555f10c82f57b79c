"""What becomes of a file: its articles, what is known of them, and what to know of the rest."""

import logging
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import Article, File, Unreadable, text
from ingest.given import Given
from ingest.reading import Part, read_file
from ingest.reading import read as read_parts
from ingest.settings import IngestSettings
from ingest.worker import read_safely
from tests.ingest.makers.tables import csv_of, jsonl_of
from tests.ingest.makers.tongues import IN_LANGUAGES
from vectorstore import Extract, Metadata, Page, SourceError

ENGLISH = "A bridge for two towns\n\nThe bridge is 340 metres long. It cost 3 million."
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


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_characters_that_nobody_sees_are_taken_out(hidden: str) -> None:
    assert read(ENGLISH.replace("bridge", f"bri{hidden}dge")) == read(ENGLISH)


def test_nul_characters_are_taken_out_of_marked_text() -> None:
    assert read(ENGLISH.replace("bridge", "bri\0dge").encode("utf-16")) == read(ENGLISH)


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u00a0\u200b\n".encode()], ids=repr
)
def test_an_empty_file_is_an_error_that_says_so(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"empty|holds no text") as caught:
        read(content)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "content"), [("a.md", "# A bridge\n"), ("a.txt", "---\ntitle: A bridge\n---\n")]
)
def test_a_title_alone_is_no_article_and_that_is_said(name: str, content: str) -> None:
    with pytest.raises(SourceError, match="a title and no text"):
        read(content, name)


def test_a_text_that_looks_like_nothing_but_furniture_is_kept() -> None:
    assert read("Share this article").text == "Share this article"
    (row,) = parts("a.csv", "title,text\nA vote,Share this article\n")
    assert row.extract is not None
    assert row.extract.text == "Share this article"


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
        ("2024-12", None),
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
    ["title: A bridge: for two", "title: [", "a: 'b", "? [a]\n: b"],
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


def test_references_are_refused_as_a_few_lines_of_them_unfold_without_end() -> None:
    bomb = "a0: &a0 {name: [lol]}\n" + "\n".join(
        f"a{i}: &a{i} {{name: [{', '.join([f'*a{i - 1}'] * 20)}]}}" for i in range(1, 10)
    )
    with pytest.raises(SourceError, match=r"front matter uses a reference.* \(line 3\)") as caught:
        with_front_matter(f"{bomb}\nauthor: *a9")
    assert "quote a value" in caught.value.hint


def test_what_lies_deep_in_a_field_is_nothing() -> None:
    deep = "[" * 200 + "x" + "]" * 200
    assert with_front_matter(f"title: {deep}\nauthor: [A, {{name: B}}, [C]]").author == "A, B"


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
    with pytest.raises(SourceError, match=r"\.xlsx is not a format") as caught:
        read(ENGLISH, "a.xlsx")
    assert ".md" in caught.value.hint


@given(st.text("ab: -\n[]{}*&!|>'\"#%@?,\\ux0\u2028", max_size=60))
def test_any_front_matter_is_read_or_refused(fields: str) -> None:
    try:
        extract = read(f"---\n{fields}\n---\nBody.", "a.md")
    except SourceError:
        return
    assert "Body." in extract.text


def parts(name: str, content: bytes | str, gives: Given | None = None) -> list[Part]:
    content = content if isinstance(content, bytes) else content.encode()
    return read_parts(File(name, content), gives or Given())


def only(name: str, content: bytes | str, gives: Given | None = None) -> Part:
    (part,) = parts(name, content, gives)
    return part


def known(part: Part) -> Metadata:
    assert part.extract is not None
    return part.extract.metadata


def test_a_file_that_is_one_article_is_one_part_with_the_hash_of_its_bytes() -> None:
    part = only("a.txt", ENGLISH)
    assert part.key == ""
    assert part.sha256 == only("b.txt", ENGLISH).sha256
    assert part.sha256 != only("a.txt", ENGLISH + " ").sha256


def test_a_text_has_the_signature_of_its_words() -> None:
    long = IN_LANGUAGES["en"] * 3
    assert only("a.txt", long).signature == only("a.md", f"*{long}*").signature != b""


def test_parts_and_their_errors_survive_the_way_from_another_process() -> None:
    found = parts("a.csv", "text,date\nOne,2024-12\n,2025-06-17\n")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - as the pool of readers does
    assert [part.extract for part in again] == [part.extract for part in found]
    assert again[1].error is not None
    assert again[1].error.hint == "Write its text, or take the row out."


def test_what_is_given_stands_above_what_the_file_says() -> None:
    front = "---\ntitle: From the file\nauthor: Ana Reis\ndate: 2025-06-17\nlang: en\n---\nOpen."
    gives = Given(title="Given", published=date(2024, 1, 2), url="https://x.test/a")
    assert known(only("a.md", front, gives)) == Metadata(
        "Given", "Ana Reis", None, date(2024, 1, 2), "en", "https://x.test/a"
    )


def test_a_title_that_gives_way_to_a_given_one_stays_in_the_text() -> None:
    part = only("a.txt", ENGLISH, Given(title="Another title"))
    assert part.extract is not None
    assert part.extract.text == ENGLISH
    part = only("a.txt", ENGLISH, Given(title="a Bridge for TWO towns"))
    assert part.extract is not None
    assert part.extract.text == ENGLISH.split("\n\n")[1]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_date_that_names_no_day_is_left_unknown_and_said(name: str) -> None:
    part = only(name, "---\ndate: 2024-12\n---\nThe bridge is open.")
    assert known(part).published is None
    assert part.note == "Its date “2024-12” has no day and is left unknown."


@pytest.mark.parametrize(
    ("written", "why"), [("1970-01-01", "before 1990"), ("2199-01-01", "in the future")]
)
@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.jsonl"])
def test_a_day_that_cannot_be_is_left_unknown_and_said(name: str, written: str, why: str) -> None:
    content = {
        "a.md": f"---\ndate: {written}\n---\nThe bridge is open.",
        "a.csv": f"date,text\n{written},The bridge is open.\n",
        "a.jsonl": f'{{"date": "{written}", "text": "The bridge is open."}}\n',
    }[name]
    part = only(name, content)
    assert known(part).published is None
    assert part.note == f"Its date “{written}” lies {why} and is left unknown."


def test_of_a_date_that_is_given_nothing_need_be_said() -> None:
    gives = Given(published=date(2024, 12, 5))
    assert only("a.md", "---\ndate: 2024-12\n---\nOpen.", gives).note == ""


def test_the_language_is_told() -> None:
    assert known(only("a.txt", IN_LANGUAGES["ru"])).language == "ru"
    assert known(only("a.txt", IN_LANGUAGES["en"])).language == "en"


def test_a_template_that_says_english_of_a_russian_text_is_not_believed() -> None:
    assert known(only("a.md", f"---\nlang: en\n---\n{IN_LANGUAGES['ru']}")).language == "ru"


def test_every_row_is_a_part_with_its_own_key_and_hash() -> None:
    table = csv_of([["id", "text"], ["7", "The bridge is open."], ["8", "The ferry is not."]])
    found = parts("a.csv", table)
    assert [part.key for part in found] == ["7", "8"]
    assert len({part.sha256 for part in found}) == 2
    more = parts("a.csv", table + b"9,A third.\r\n")
    assert [part.sha256 for part in more[:2]] == [part.sha256 for part in found]


def test_rows_with_the_same_key_are_told_apart() -> None:
    found = parts("a.jsonl", jsonl_of([{"id": 7, "text": word} for word in ("One", "Two", "Six")]))
    assert [part.key for part in found] == ["7", "7~2", "7~3"]


def test_a_row_without_a_title_has_its_first_words() -> None:
    words = "The bridge over the river is open to carts and walkers at all hours of the day"
    long, short = parts("a.jsonl", jsonl_of([{"text": f"{words} {words}"}, {"text": "It is."}]))
    assert known(long).title == f"{words}…"
    assert known(short).title == "It is."


def test_the_address_of_a_page_is_its_own_but_not_that_of_rows() -> None:
    one = read_parts(File("a.txt", b"Open.", url="https://x.test/a"), Given())
    rows = read_parts(File("a.csv", b"text\nOpen.\n", url="https://x.test/a"), Given())
    assert known(one[0]).url == "https://x.test/a"
    assert known(rows[0]).url is None


def test_columns_may_be_given() -> None:
    (part,) = parts("a.csv", "a,b\nOne,Two\n", Given(columns=(("text", "b"), ("title", "a"))))
    assert part.extract == Extract("Two", Metadata("One"))


def test_more_rows_than_the_limit_are_refused() -> None:
    file = File("a.csv", b"text\n" + b"x\n" * 11, settings=IngestSettings(articles=10))
    with pytest.raises(SourceError, match="more than 10 articles") as caught:
        read_parts(file, Given())
    assert "CARAVAN_INGEST_ARTICLES" in caught.value.hint


@pytest.mark.parametrize(
    ("title", "kept"), [("A " * 300, 200), ("A\u202e\x07 bridge", len("A bridge"))]
)
def test_titles_are_tidy_and_not_endless(title: str, kept: int) -> None:
    assert len(known(only("a.jsonl", jsonl_of([{"title": title, "text": "Open."}]))).title) == kept


@pytest.mark.parametrize("name", ["-.txt", "\u202e.txt", "\udcff.txt"])
def test_every_article_has_a_title_that_can_be_stored(name: str) -> None:
    assert known(only(name, "Open.")).title.encode()


def test_what_a_library_raises_goes_to_the_log_and_a_person_is_told_plainly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(file: File) -> Iterator[Article | Unreadable]:
        raise KeyError(file.name)

    monkeypatch.setattr(text, "read", broken)
    with caplog.at_level(logging.DEBUG):
        told = read_safely(File("a.txt", b"Open."), Given())
    assert isinstance(told, SourceError)
    assert str(told) == "It could not be read as text"
    assert "save its text as .txt" in told.hint
    assert "KeyError" in caplog.text


class _Paged:
    """Stands in for the reader of texts: gives an article with pages."""

    def __init__(self, body: str, *starts: int) -> None:
        self._article = Article(body, pages=tuple(Page(start, "7") for start in starts))

    def __call__(self, file: File) -> Iterator[Article | Unreadable]:
        yield self._article


def test_pages_that_lie_within_the_text_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "read", _Paged("One.\n\nTwo.", 0, 6))
    part = only("a.txt", "whatever")
    assert part.extract is not None
    assert part.extract.pages == (Page(0, "7"), Page(6, "7"))


@pytest.mark.parametrize(
    ("body", "starts"), [("One.", (0, 9)), ("One.", (2, 1)), ("One.", (-1,)), ("O\xadne.", (0,))]
)
def test_pages_that_do_not_fit_the_text_are_refused(
    body: str, starts: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "read", _Paged(body, *starts))
    with pytest.raises(SourceError, match="pages do not fit"):
        only("a.txt", "whatever")
