"""The table, read back by the csv module: rows are citations, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.reports.samples import (
    BRIDGE,
    FERRY,
    HOSTILE,
    answer,
    citation,
    hostile_answer,
    passages,
    sentence,
    unanswered,
    whole,
)
from ui.reports import Format, render_answers, render_passages

FORMULA = re.compile("[ \"'\u00a0\u200b\ufeff]*[=+\\-@＝＋－＠]")


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def table(*answers: dict[str, Any]) -> list[dict[str, str]]:
    return rows_of(render_answers(answers, Format.CSV))


def test_a_row_for_each_citation_of_each_sentence() -> None:
    rows = table(whole())
    assert [(row["sentence"], row["number"], row["quote"]) for row in rows] == [
        ("The bridge is 340 metres long.", "1", BRIDGE),
        ("The bridge is 340 metres long.", "2", FERRY),
        ("It cost 4 million pounds.", "1", BRIDGE),
        ("Nobody mourns the ferry.", "", ""),
    ]
    assert [row["verified"] for row in rows] == ["yes", "yes", "no", "no"]
    assert [row["problems"] for row in rows][2:] == ["4 is not in the source", "no source says so"]
    assert {row["written by"] for row in table(whole() | {"model": "test:m"})} == {"test:m"}
    assert rows[0] == {
        "question": "How long is it?",
        "answered": "yes",
        "sentence": "The bridge is 340 metres long.",
        "written by": "the source",
        "verified": "yes",
        "problems": "",
        "independent sources": "2",
        "number": "1",
        "quote": BRIDGE,
        "short answer": "340 metres",
        "attribution": "according to the Mayor · plan",
        "title": "A bridge for two towns",
        "author": "Ana Reis",
        "publisher": "Lune Gazette",
        "published": "2025-06-17",
        "url": "https://gazette.test/bridge",
        "source": "/home/ana/articles/bridge.md",
        "document id": "5b07c1d2e3f4",
        "version": ("5b07c1d2e3f4" * 6)[:64],
        "start": "100",
        "end": "148",
        "passage id": "passage-7",
        "page": "",
    }


def test_an_answer_that_is_none_is_a_row_without_a_citation() -> None:
    (row,) = table(unanswered())
    assert (row["answered"], row["sentence"][:10], row["quote"]) == ("no", "The corpus", "")


def test_a_row_for_each_passage() -> None:
    one, two = rows_of(render_passages(passages("One,\n\n“two”", "Three."), Format.CSV))
    assert (one["query"], one["rank"], one["score"]) == ("the bridge", "1", "1.0")
    assert (one["text"], two["text"]) == ("One,\n\n“two”", "Three.")


def test_no_passages_are_a_header() -> None:
    content = render_passages(passages(), Format.CSV)
    assert rows_of(content) == []
    assert content.startswith(b"\xef\xbb\xbfquery,rank,score,text,title,")


def check_harmless(rows: list[dict[str, str]]) -> None:
    for cell in (cell for row in rows for cell in row.values()):
        # As a spreadsheet that passes over blanks and quotes, or divides at semicolons, sees it.
        assert cell[:1] not in ("\t", "\r", "\n")
        for piece in [cell, *re.split("[;\t\n]", cell)]:
            assert piece.startswith("'") or not FORMULA.match(piece)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_source_is_a_formula(hostile: str) -> None:
    check_harmless(table(hostile_answer(hostile)))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "\ufeff=1", "＝1", "a;=1"],
)
def test_an_apostrophe_stands_before_a_formula(text: str) -> None:
    (row,) = table(answer(sentence("x", 1), citations=[citation(1, text)]))
    assert "'" in row["quote"]
    assert row["quote"].replace("'", "") == text.replace("\r", " ")
    check_harmless([row])


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("=+-@\t\r\n;, '\"a1\ufeff＝"), max_size=12))
def test_nothing_made_of_active_characters_is_a_formula(text: str) -> None:
    rows = table(answer(sentence(text or "x", 1), citations=[citation(1, text)]))
    check_harmless(rows)
    assert rows[0]["quote"].replace("'", "") == text.replace("\r", " ").replace("'", "")


def test_numbers_of_ours_stay_numbers() -> None:
    told = passages("One.")
    told["passages"][0]["score"] = -0.5
    (row,) = rows_of(render_passages(told, Format.CSV))
    assert row["score"] == "-0.5"
