"""The words of furniture: the files that hold them, and lines written in those files' manner."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

LONGEST = 400
"""Characters; a longer line is never furniture."""

_HERE = Path(__file__).parent
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_AROUND = " .…»«›‹<>←→↑↓:/|!?*+–—-·•#。"
_APOSTROPHES = re.compile("[’‘ʼ]")


def plain(line: str) -> str:
    """Return a line in the manner of the files: lower case, bare ends, 0 for each number."""
    text = _APOSTROPHES.sub("'", " ".join(line.split()).casefold())
    return _NUMBER.sub("0", text).strip(_AROUND)


def labels(name: str) -> frozenset[str]:
    """Return the lines of a text file but for those that begin with #."""
    written = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(plain(line) for line in written if line and not line.startswith("#"))


def table(name: str) -> dict[str, Any]:
    """Return what a TOML file holds."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


LABELS = labels("labels.txt")
DOUBTFUL = labels("doubtful.txt")
