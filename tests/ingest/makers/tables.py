"""CSV and JSON lines of articles."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def csv_of(
    rows: Iterable[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n"
) -> bytes:
    """Return a table, its row of names first, quoted where that is needed."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)
    return written.getvalue().encode(encoding)


def jsonl_of(objects: Iterable[Mapping[str, Any] | str]) -> bytes:
    """Return each object on a line of its own; what is a string is a line as it is."""
    lines = (each if isinstance(each, str) else json.dumps(each) for each in objects)
    return "".join(f"{line}\n" for line in lines).encode()
