"""How many independent sources bear out an answer."""

from __future__ import annotations

import pytest

from ui.support import supported


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], ""),
        ([1], ""),
        ([None, 1], ""),
        ([2], "2 independent sources support this."),
        ([3, 3], "3 independent sources support each sentence."),
        ([None, 3], "3 independent sources support the second sentence."),
        ([2, 3], "2 independent sources support the first and 3 the second sentence."),
        (
            [2, None, 4, 2],
            "2 independent sources support the first, 4 the third and 2 the fourth sentence.",
        ),
        ([None] * 12 + [2], "2 independent sources support the 13th sentence."),
        ([None] * 21 + [2], "2 independent sources support the 22nd sentence."),
    ],
)
def test_what_is_told(counts: list[int | None], told: str) -> None:
    sentences = [{"verified": True, **({"sources": count} if count else {})} for count in counts]
    assert supported(sentences) == told


def test_what_is_not_verified_is_not_supported() -> None:
    assert supported([{"verified": False, "sources": 3}]) == ""
