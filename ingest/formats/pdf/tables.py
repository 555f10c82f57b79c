"""The tables of a PDF's page, told by cells that stand below one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from ingest.formats.pdf.order import Line

_MARK = re.compile(r"[•●▪■◦‣·*–—-]|\(?\w{1,3}[.)]|\d{1,2}")
_LEADERS = re.compile(r"[.\s…]{2,}")
_FARTHEST = 4.0
"""Times its size that a row is away from the one above at most."""
_NEARER = 0.8
"""Times the distance of two rows below which a line is of the same row as the one above."""
_LEADING = 1.5
"""Times its size that a line of a cell is away from the one above at most."""
_FEWEST_CELLS = 9
"""Cells of a table in which no two are far from each other."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_TRIED = 200, 30, 6
"""Beyond which nobody looks for columns: a hostile page has any number of cells."""

_Edges: TypeAlias = list[tuple[float, float]]


def with_borders(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines with a bar between the cells of tables, so that empty ones show.

    Where cells do not stand below one another, as in lists and in prose that is set wide, nobody
    can tell columns: such lines stay as they are.
    """
    ordered: list[Line] = []
    for run in _runs(lines):
        edges = _columns([line for line in run if line.parts])
        ordered += _rows(run, edges) if edges else run
    return ordered


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines, those together that may be a table and what its cells go on with."""
    run: list[Line] = []
    row: Sequence[Line] = ()
    for line in lines:
        if run and not (row and _is_below(run[-1], line) and _is_of_cells(line, row)):
            yield run
            run, row = [], ()
        run.append(line)
        row = line.parts or row
    if run:
        yield run


def _is_below(above: Line, line: Line) -> bool:
    return 0 < above.y - line.y < _FARTHEST * max(above.size, line.size)


def _is_of_cells(line: Line, row: Sequence[Line]) -> bool:
    """Tell whether a line is parted as a row, or goes across no two cells of the one above."""
    return bool(line.parts) or sum(_is_over(line, (part.x0, part.x1)) for part in row) < 2


def _rows(run: Sequence[Line], edges: _Edges) -> Iterator[Line]:
    """Yield a table's rows; lines nearer below one than the next row go on with its cells."""
    starts = [line.y for line in run if line.parts]
    nearest = _NEARER * min(above - below for above, below in pairwise(starts))
    texts: list[str] | None = None
    row: Line | None = None
    for line in run:
        found = _in_columns(line.parts or [line], edges)
        is_near = row is not None and row.y - line.y < min(nearest, _LEADING * line.size)
        if row is not None and texts and found and not line.parts and is_near:
            texts = [f"{text} {more}".strip() for text, more in zip(texts, found, strict=True)]
            row = replace(row, text=" | ".join(texts).strip(), y=line.y)
            continue
        if row is not None:
            yield row
        # Between two rows, a single cell is one of a row whose others are empty.
        texts = found if line.parts or line.y > starts[-1] else None
        row = _with_bars(line, texts)
    if row is not None:
        yield row


def _columns(rows: Sequence[Line]) -> _Edges:
    """Return where the columns of a table begin and end; nothing where they cannot be told.

    They are those of the fullest rows into whose columns at least half of all rows fit.
    """
    if len(rows) < 2 or _is_list(rows):
        return []
    is_parted_wide = any(row.is_row for row in rows)
    rows = rows[:_MOST_ROWS]
    counts = sorted({min(len(row.parts), _MOST_COLUMNS) for row in rows}, reverse=True)
    for most in counts[:_MOST_TRIED]:
        full = [row.parts for row in rows if len(row.parts) == most]
        edges = [
            (min(part.x0 for part in column), max(part.x1 for part in column))
            for column in zip(*full, strict=True)
        ]
        is_parted = all(left[1] < right[0] for left, right in pairwise(edges))
        fitting = sum(_in_columns(row.parts, edges) is not None for row in rows) if is_parted else 0
        if fitting >= max(2, len(rows) / 2) and (is_parted_wide or fitting * most >= _FEWEST_CELLS):
            return edges
    return []


def _is_list(rows: Sequence[Line]) -> bool:
    """Tell whether the rows are items behind their marks, or lead to the numbers of pages."""
    return all(len(row.parts) == 2 and _MARK.fullmatch(row.parts[0].text) for row in rows) or any(
        _LEADERS.fullmatch(part.text) for row in rows for part in row.parts
    )


def _with_bars(line: Line, texts: Sequence[str] | None) -> Line:
    if texts is None:
        # A cell across several columns: the head of a table with two storeys.
        texts = [cell.text for cell in line.cells]
    if not texts:
        return line
    text = " | ".join(texts).strip()
    return replace(line, text=text, cells=line.cells or line.parts, is_bordered=True)


def _in_columns(parts: Sequence[Line], edges: _Edges) -> list[str] | None:
    """Return what of a line stands in each column; None where a part stands in two or in none."""
    texts = [""] * len(edges)
    for part in parts:
        over = [place for place, edge in enumerate(edges) if _is_over(part, edge)]
        if len(over) != 1 or any(texts[over[0] + 1 :]):
            return None
        texts[over[0]] = f"{texts[over[0]]} {part.text}".strip()
    return texts


def _is_over(part: Line, edge: tuple[float, float]) -> bool:
    return part.x0 < edge[1] and edge[0] < part.x1
