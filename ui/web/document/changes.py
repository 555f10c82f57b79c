"""What changed between two versions, marked in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ui.web.components import define
from ui.web.document.differences import Hunk

_draw = define(Path(__file__).parent, "changes")

Fact = tuple[str, str, str]
"""What is known of a document: its name, what it was, what it is."""


def show_changes(facts: Sequence[Fact], hunks: Sequence[Hunk], key: str) -> None:
    """Show what was removed and added: what is known of the document first, then its text."""
    _draw(key=key, data={"facts": list(facts), "hunks": [asdict(hunk) for hunk in hunks]})
