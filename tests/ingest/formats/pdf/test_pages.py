"""Where the pages of a PDF begin in its text, and what they are called."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.encoding import tidy
from tests.ingest.formats.pdf.reading import (
    MINISTERS,
    article,
    numbered,
)
from tests.ingest.makers import pdf


def test_pages_begin_where_their_first_words_are() -> None:
    paragraphs = [f"Page {number} begins so. {MINISTERS}" for number in range(4)]
    story = [part for paragraph in paragraphs for part in (paragraph, pdf.PAGE_BREAK)]
    found = article(pdf.typeset(story[:-1], header="The Review", footer="{page}"))
    assert [page.label for page in found.pages] == ["1", "2", "3", "4"]
    for page, paragraph in zip(found.pages, paragraphs, strict=True):
        assert found.text[page.start :].startswith(paragraph)


def test_a_paragraph_goes_on_across_pages_and_the_page_begins_within_it() -> None:
    paragraphs = [" ".join(numbered(60)[start : start + 7]) for start in range(0, 60, 7)]
    found = article(pdf.typeset(paragraphs, space=0, indent=12, header="Review", footer="{page}"))
    assert len(found.pages) > 2
    within = [page for page in found.pages[1:] if found.text[page.start - 1] == " "]
    assert within, "no page of this text begins within a paragraph"
    assert found.text.split() == " ".join(paragraphs).split()


def test_a_word_broken_by_the_page_is_one_word() -> None:
    first = pdf.page_content([(60, 700, 10, "It is a matter of coopera-")])
    second = pdf.page_content([(60, 700, 10, "tion between them.")])
    found = article(pdf.of_contents([first, second]))
    assert found.text == "It is a matter of cooperation between them."
    assert found.text[found.pages[1].start :] == "tion between them."


def test_labels_are_the_file_s() -> None:
    story = [part for text in numbered(5) for part in (text, pdf.PAGE_BREAK)]
    content = pdf.labelled(pdf.typeset(story[:-1]), [(0, "", "/r", 3), (2, "A-", "/D", 1)])
    assert [page.label for page in article(content).pages] == ["iii", "iv", "A-1", "A-2", "A-3"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [(145, ["145", "146", "147", "148", "149"]), (-1, ["[1]", "[2]", "1", "2", "3"])],
)
def test_labels_are_the_printed_numbers_where_the_file_has_none(
    first: int, expected: list[str]
) -> None:
    contents = []
    for number, word in enumerate(["First", "Second", "Third", "Fourth", "Fifth"], start=first):
        lines = [(60.0, 700.0, 10.0, f"{word} words."), (60.0, 688.0, 10.0, "More of them.")]
        printed = [(290.0, 30.0, 8.0, str(number))] if number > 0 else []
        contents.append(pdf.page_content([*lines, *printed]))
    found = article(pdf.of_contents(contents))
    assert [page.label for page in found.pages] == expected
    assert not any(character.isdigit() for character in found.text)


def test_an_empty_page_has_no_entry() -> None:
    contents = [pdf.page_content([(60, 700, 10, text)]) for text in ("First words.", "Last words.")]
    found = article(pdf.of_contents([contents[0], b"", contents[1]]))
    assert [(page.label, page.start) for page in found.pages] == [("1", 0), ("3", 14)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_pages_are_exact_whatever_the_text(data: st.DataObject) -> None:
    word = st.text("abcdefghijklmnopqrstuvwxyzABC-äéñ", min_size=1, max_size=9).filter(
        lambda word: word.strip("-") != ""
    )
    sentence = st.lists(word, min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
    paragraphs = st.lists(sentence, min_size=1, max_size=12).map(" ".join)
    pages = data.draw(
        st.lists(st.lists(paragraphs, min_size=1, max_size=4), min_size=1, max_size=5)
    )
    columns = data.draw(st.integers(1, 2))
    story: list[str | list[list[str]]] = []
    for number, page in enumerate(pages):
        story += [pdf.PAGE_BREAK] if number else []
        story += [f"Mark{number} {page[0]}", *page[1:]]
    # On a single page nothing repeats, so that a header is one of its lines.
    header, footer = ("Review of Rivers", "page {page}") if len(pages) > 1 else ("", "")
    found = article(
        pdf.typeset(story, columns=columns, title="Rivers", header=header, footer=footer)
    )
    assert found.text == tidy(found.text)
    starts = [page.start for page in found.pages]
    assert starts == sorted(starts)
    assert starts[0] == 0
    marks = [match.start() for match in re.finditer(r"\bMark\d", found.text)]
    assert len(marks) == len(pages)
    assert set(marks) <= set(starts)
