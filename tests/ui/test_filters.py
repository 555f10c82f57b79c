"""--since, --until, --source and --publisher limit what is searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.cli import caravan

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ([], {"bridge", "ferry", "school"}),
        (["--since", "2024"], {"bridge", "school"}),
        (["--since", "2024-03-02"], {"bridge", "school"}),
        (["--since", "2024-03-03"], {"bridge"}),
        (["--until", "2024"], {"school"}),
        (["--until", "2024-02"], set()),
        (["--since", "2024-04", "--until", "2025-06"], {"bridge"}),
        (["--publisher", "school board"], {"school"}),
        (["--publisher", "100%"], set()),
        (["--source", ".TXT"], {"ferry"}),
        (["--source", "gazette.test"], {"bridge"}),
        (["--source", "bridge.md", "--publisher", "Board"], set()),
    ],
    ids=lambda value: " ".join(sorted(value)) if value else "none",
)
def test_limits(limits: list[str], found: set[str], small: Path) -> None:
    asked = caravan("passages", "towns of the Lune", "--json", "--home", small, *limits).json
    assert {Path(one["document"]["source"]).stem for one in asked["passages"]} == found
    answer = caravan("ask", "What of the Lune?", "--json", "--home", small, *limits).json
    assert {Path(one["document"]["source"]).stem for one in answer["citations"]} <= found
    assert answer["answered"] is bool(found)


def test_count(small: Path) -> None:
    for count in (1, 2, 200):
        found = caravan("passages", "Lune", "-k", count, "--json", "--home", small).json
        assert len(found["passages"]) == min(count, 3)
