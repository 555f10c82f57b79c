"""README's examples run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.ui.cli import caravan

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    example
    for line in re.findall(r"^\$ caravan (.*)$", README, re.MULTILINE)
    # What waits for input or names a reader's own files and ids cannot be run here.
    if not re.search(
        r"\bID\b|articles/|^chat|^reindex|^serve", example := line.split("  #")[0].strip()
    )
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 6


@pytest.mark.slow
def test_every_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # some write files
    for example in EXAMPLES:
        ran = caravan(*shlex.split(example))
        assert ran.status == 0, example
        if example.startswith("ask") and not re.search("--(json|format|output)", example):
            assert "[1]" in ran.out, example
