"""A list of what can be opened: versions of a document, answers that cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ui.web.components import define
from ui.web.events import heard

_draw = define(Path(__file__).parent, "entries")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: what it is, what is told of it, and what sets it apart, if anything.

    Where it `is_current`, what sets it apart is nothing to look out for.
    """

    title: str
    detail: str = ""
    mark: str = ""
    is_open: bool = False
    is_current: bool = False


def show_entries(entries: Sequence[Entry], name: str, key: str) -> int | None:
    """Show a list of that name and return which of them is to be opened, counted from 0."""
    result = _draw(
        key=key,
        data={"name": name, "entries": [asdict(entry) for entry in entries]},
        on_open_change=lambda: None,
    )
    heard(key)
    match result.open:
        case int(number) if 0 <= number < len(entries):
            return number
    return None
