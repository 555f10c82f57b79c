"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from ui.output import printable_name


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a plain table; cells are shown as they are, never read as markup."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        drawn.add_column(heading, overflow="fold", no_wrap=place == 0)  # ids are to be copied
    for row in rows:
        drawn.add_row(*(Text(printable_name(cell)) for cell in row))
    return drawn
