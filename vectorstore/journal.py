"""What a write is about to change in the vector index, kept while it is under way.

A process that is killed between its vectors and its transaction leaves the journal behind, and the
next writer brings the records named in it in line with the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from vectorstore.files import write_atomically

EVERYTHING = "*"
"""Stands in the journal for all records: the index is being built anew."""


class Journal:
    """A file that exists exactly while a write is unfinished."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, ids: Iterable[str]) -> None:
        """Record the ids that are about to change."""
        write_atomically(self._path, json.dumps(sorted(ids)).encode())

    def close(self) -> None:
        """Record that the write is whole."""
        self._path.unlink(missing_ok=True)

    def pending(self) -> list[str]:
        """Return the ids of an unfinished write; empty if there is none."""
        try:
            ids = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except ValueError:
            return [EVERYTHING]
        return [str(id_) for id_ in ids] if isinstance(ids, list) else [EVERYTHING]
