"""In which order the lines of a PDF's page are read: columns one after the other, rows as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

_FEWEST_ROWS = 5
"""Rows side by side from which on they are two columns of prose rather than a table."""
_SHORTEST_PROSE = 20
"""Characters that a line of a column has on average; the cells of a table have fewer."""
_MOST_COLUMNS = 5
_MOST_WRAPPED = 12
"""Lines of a table's cell that may be written before the row's next cell."""


@dataclass(slots=True)
class Line:
    """One line of a page, or one of its cells.

    `x0` and `y` are where it begins, in points from the page's lower left as it is read; `x1` is
    where it ends, by an estimate. `edge` is how far it is from the page's nearer end, as a share of
    the page's height. `cells` are what wide gaps part it into, and `parts` what narrower ones do;
    there are none of either, or several. `is_bordered` marks a row of a table.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int = 0
    is_bold: bool = False
    is_slanted: bool = False
    edge: float = 0.5
    cells: Sequence[Line] = ()
    parts: Sequence[Line] = ()
    is_bordered: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is several cells side by side."""
        return bool(self.cells)


Row: TypeAlias = list[Line]


def in_reading_order(cells: list[Line], columns: int = _MOST_COLUMNS) -> list[Line]:
    """Return the lines that the cells make, in reading order.

    PDFs mostly write in the order in which one reads; that order is kept, columns included, unless
    it leaps about or goes across `columns` columns of prose at most.
    """
    rows = _rows(cells)
    gutter = _gutter(rows)
    if gutter is not None or _leaps(cells):
        rows = _rows(sorted(cells, key=lambda cell: (-cell.y, cell.x0)))
        gutter = _gutter(rows)
    if gutter is None or columns < 2:
        return [_joined(row) for row in rows]
    return _by_column(rows, gutter, columns)


def _rows(cells: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    for cell in cells:
        row = next((row for row in _open(rows) if _is_beside(row[-1], cell)), None)
        if row is not None:
            row.append(cell)
        else:
            rows.append([cell])
    return rows


def _open(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the row to which a cell may belong: the last one, or one of a table whose cells wrap.

    Tables are written cell by cell, each with all of its lines.
    """
    yield from rows[-1:]
    for row in rows[-2 : -2 - _MOST_WRAPPED : -1]:
        if len(row) > 1:
            yield row
            return


def _is_beside(cell: Line, other: Line) -> bool:
    return abs(cell.y - other.y) < 0.4 * max(cell.size, other.size) and other.x0 > cell.x0


def _leaps(cells: Sequence[Line]) -> bool:
    """Tell whether writing goes back up within a column again and again."""
    leaps = sum(
        below.y > above.y + above.size and below.x0 < above.x1 and below.x1 > above.x0
        for above, below in pairwise(cells)
    )
    return leaps > 3 and leaps > 0.1 * len(cells)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the right one of two columns begins, if the rows go across two."""
    begins: dict[int, list[tuple[Line, Line]]] = {}
    for row in rows:
        for left, right in pairwise(row):
            begins.setdefault(round(right.x0 / 6), []).append((left, right))
    if not begins:
        return None
    pairs = max(begins.values(), key=len)
    lengths = [sum(len(pair[side].text) for pair in pairs) / len(pairs) for side in (0, 1)]
    if len(pairs) < _FEWEST_ROWS or min(lengths) < _SHORTEST_PROSE:
        return None
    return min(right.x0 for _, right in pairs)


def _by_column(rows: Sequence[Row], gutter: float, columns: int) -> list[Line]:
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def close() -> None:
        ordered.extend(_joined(row) for row in _rows(left))
        ordered.extend(in_reading_order(list(right), columns - 1))
        left.clear()
        right.clear()

    for row in rows:
        here = [cell for cell in row if cell.x0 < gutter - cell.size]
        if any(cell.x1 > gutter + 3 * cell.size for cell in here):
            close()  # This line goes across both columns.
            ordered.append(_joined(row))
            continue
        left.extend(here)
        right.extend(cell for cell in row if cell.x0 >= gutter - cell.size)
    close()
    return ordered


def _joined(row: Row) -> Line:
    cells = [cell for cell in row if cell.text] or row[:1]
    if len(cells) == 1:
        return cells[0]
    longest = max(cells, key=lambda cell: len(cell.text))
    return replace(
        cells[0],
        text=" ".join(cell.text for cell in cells),
        x1=max(cell.x1 for cell in cells),
        size=longest.size,
        is_bold=all(cell.is_bold for cell in cells),
        cells=cells,
        parts=[part for cell in cells for part in cell.parts or [cell]],
    )
