"""Who wrote an answer, and how many independent sources bear it out."""

from __future__ import annotations

from typing import Any

import pytest

from ui.provenance import provenance


def answer(counts: list[int | None], mode: str = "extractive", verified: bool = True) -> Any:
    sentences = [
        {"verified": verified, **({"sources": count} if count else {})} for count in counts
    ]
    return {"answered": bool(counts), "mode": mode, "sentences": sentences}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], []),
        ([1], []),
        ([None, 1], []),
        ([2], ["2 independent sources support this."]),
        ([3, 3], ["3 independent sources support each sentence."]),
        ([None, 3], ["Independent sources that support each sentence, in order: 1, 3."]),
    ],
)
def test_how_many_sources_support_it(counts: list[int | None], told: list[str]) -> None:
    assert provenance(answer(counts)) == told


def test_what_is_not_verified_is_not_supported() -> None:
    assert provenance(answer([3], verified=False)) == []


def test_what_a_model_wrote_says_so() -> None:
    whole = answer([None, None], "generative")
    assert provenance(whole) == ["Written by a language model. Sentences verified: all."]
    whole["sentences"][0]["verified"] = False
    whole["model"] = "test:m"
    assert provenance(whole) == ["Written by test:m. Sentences verified: 1 of 2."]


def test_nothing_is_told_of_no_answer() -> None:
    assert provenance(answer([], "generative")) == []
