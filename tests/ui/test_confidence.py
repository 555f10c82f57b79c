"""How far an answer can be relied on, in a word that does not say too much."""

from __future__ import annotations

from typing import Any

import pytest

from ui.confidence import confidence


def quoted(sure: float) -> Any:
    return {"answered": True, "mode": "extractive", "confidence": sure, "sentences": []}


def written(*verified: bool) -> Any:
    sentences = [{"verified": each} for each in verified]
    return {"answered": True, "mode": "generative", "confidence": 1.0, "sentences": sentences}


@pytest.mark.parametrize(
    ("answer", "word", "level"),
    [
        (quoted(0.7), "Likely answer", 3),
        (quoted(0.6999), "Possible answer", 2),
        (quoted(0.5), "Possible answer", 2),
        (quoted(0.2), "Uncertain answer", 1),
        (written(True, True), "Supported", 3),
        (written(True, False), "Partly supported", 2),
        (written(False), "Not supported", 1),
    ],
)
def test_the_word_follows_what_was_measured(answer: Any, word: str, level: int) -> None:
    found = confidence(answer)
    assert found is not None
    assert (found.word, found.level) == (word, level)


def test_the_share_that_was_right_is_told() -> None:
    shares = {"6 to 9": quoted(0.8), "6 to 7": quoted(0.6), "4 to 6": quoted(0.3)}
    for share, answer in shares.items():
        found = confidence(answer)
        assert found is not None
        assert f"{share} in 10" in found.meaning


def test_what_is_supported_is_counted() -> None:
    found = confidence(written(True, False, True))
    assert found is not None
    assert "they support 2 of 3" in found.meaning


def test_no_answer_has_no_word() -> None:
    assert confidence({**quoted(0.9), "answered": False}) is None
