"""A report as plain text says all that the answer says."""

from __future__ import annotations

import pytest

from tests.ui.reports.samples import (
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

WHOLE = """\
How long is it?
===============

Understood as: How long is the bridge?

The bridge is 340 metres long. [1][2] (2 independent sources) It cost 4
million pounds. [1] (not verified: 4 is not in the source) Nobody mourns the
ferry. (not verified: no source says so)

Only articles dated 31 December 2025 or earlier, whose publisher contains
“Lune”, in the language “en” were searched.

Articles dated before 1 January 2025 were left out (“since 2025”).

The model was too slow: these are sentences of the sources.

Sources
-------

[1] “It is 340 metres long and cost 3 million pounds.”
    according to the Mayor · plan
    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,
    https://gazette.test/bridge (version 5b07c1d2e3f4)

[2] “The ferry made its last crossing on Sunday.”
    The last ferry of the Lune, ferry.txt (version 0fe77a0fe77a)
"""
UNANSWERED = """\
Who governs Peru?
=================

The corpus does not answer this: nothing mentions “Peru”.

For further reading, the nearest passages:

-   “The ferry made its last crossing on Sunday.”
    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,
    https://gazette.test/bridge (version 5b07c1d2e3f4)
"""


def text(*answers: dict[str, object], title: str | None = None) -> str:
    return render_answers(answers, Format.TEXT, title).decode()


def test_an_answer_with_all_that_it_can_tell() -> None:
    assert text(whole()) == WHOLE


def test_an_answer_that_is_none() -> None:
    assert text(unanswered()) == UNANSWERED


def test_a_conversation_has_a_title_headings_and_numbers_of_its_own() -> None:
    told = text(whole(), unanswered(), whole(), title="Crossings")
    assert told.startswith("Crossings\n=========\n\nHow long is it?\n---------------\n")
    assert "The bridge is 340 metres long. [3][4]" in told
    assert [line[:3] for line in told.splitlines() if line.startswith("[")] == [
        f"[{number}]" for number in (1, 2, 3, 4)
    ]


def test_a_conversation_of_nothing_is_a_title() -> None:
    assert text(title="Empty") == "Empty\n=====\n"


def test_passages() -> None:
    told = render_passages(passages("It opened.\n\nOn Monday."), Format.TEXT).decode()
    assert told == (
        "Passages on “the bridge”\n========================\n\n"
        "[1] “It opened. On Monday.”\n"
        "    A bridge for two towns, Ana Reis, Lune Gazette, 17 June 2025,\n"
        "    https://gazette.test/bridge (version 5b07c1d2e3f4)\n"
    )


def test_no_passages() -> None:
    assert render_passages(passages(), Format.TEXT).decode().endswith("\nNo passage matches.\n")


def test_a_citation_that_no_sentence_rests_on_is_no_source() -> None:
    told = text(answer(sentence("It opened.", 1), citations=[citation(1, "a"), citation(2, "b")]))
    assert "[2]" not in told
    assert "For further reading, the nearest passages:\n\n-   “b”" in told


def test_a_mark_without_a_citation_is_dropped() -> None:
    assert "[" not in text(answer(sentence("It opened.", 4)))


def test_no_address_is_cut() -> None:
    long = "https://gazette.test/" + "a-" * 80
    told = text(
        answer(
            sentence("It opened.", 1),
            citations=[citation(1, "x", document=citation(1, "x")["document"] | {"url": long})],
        )
    )
    assert long in told.split()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_forges_a_line_or_reaches_a_terminal(hostile: str) -> None:
    told = text(hostile_answer(hostile))
    (_, sources) = told.split("\nSources\n-------\n\n")
    first, *others = sources.splitlines()
    assert first.startswith("[1] “")
    assert all(line.startswith("    ") for line in others)
    assert not any(ord(one) < 32 and one != "\n" for one in told)
    assert not set("\u202e\u2066\u2028\x85\ufffe") & set(told)
