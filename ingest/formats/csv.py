"""Tables of articles: CSV and TSV with a row of names, an article in each row after it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.rows import (
    check_columns,
    columns_of,
    row_article,
    unreadable,
    written_text,
)
from vectorstore import SourceError

_DELIMITERS = ",;\t|"
_TOLD = re.compile(r'"?sep=([,;|\t:^~])"?\s*', re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""
_SAMPLE_ROWS = 20
_MOST_ABOVE = 10
"""Rows from which the names are taken; what stands above those is about the table."""
_MOST_REREAD = 20
"""So many times the lines of a file are read again to find where a missing quote is."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells, the line that it begins on, and the one behind its last."""

    cells: list[str]
    line: int
    end: int


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the article of each row.

    Raises SourceError where there are no rows, or no column is known to hold the text.
    """
    text = written_text(file)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = _lines(text)
    rows = _rows(lines, _delimiter(lines, file.columns))
    top = list(islice(rows, _MOST_ABOVE))
    place = _place_of_names([_cells(row) for row in top], file.columns) if top else 0
    names = _cells(top[place]) if top else []
    if not names:
        raise SourceError("Its first line is no row of names", "Begin it with the columns' names.")
    check_columns(names, file.columns)
    columns = columns_of(names, file.columns)
    found = False
    for row in chain(top[place + 1 :], rows):
        found = True
        yield row if isinstance(row, Unreadable) else _article(row, names, columns)
    if not found:
        raise SourceError("It holds names of columns and no rows", "Add rows, or leave it out.")


def _article(row: _Row, names: Sequence[str], columns: Mapping[str, str]) -> Article | Unreadable:
    if any(cell.strip() for cell in row.cells[len(names) :]):
        return unreadable(
            row.line,
            f"has {len(row.cells)} cells for {len(names)} columns",
            "Put quotes around the text that holds the delimiter, or close an open quote.",
        )
    values: dict[str, str] = {}
    for name, cell in zip(names, row.cells, strict=False):
        values.setdefault(name, cell)
    return row_article(values, columns, row.line)


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; what else Unicode calls an end of line is none here."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [f"{line}\n" for line in lines]


def _place_of_names(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> int:
    """Return which of the first rows names the columns, if any is known to hold the text.

    It is the first, or one below rows with fewer cells: what an export says of itself. Where none
    is known, it is the first of several cells.
    """
    widest = 0
    for place, row in enumerate(rows):
        filled = _filled(row)
        known = columns_of(row, chosen)
        if "text" in known and (place == 0 or (len(known) > 1 and filled > widest)):
            return place
        widest = max(widest, filled)
    if not rows[0]:  # it cannot be read
        return 0
    return next((place for place, row in enumerate(rows) if _filled(row) > 1), 0)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _cells(row: _Row | Unreadable) -> list[str]:
    return [] if isinstance(row, Unreadable) else row.cells


def _delimiter(lines: list[str], chosen: Mapping[str, str]) -> str:
    """Return the delimiter by which the first rows look most like a table.

    A first line that tells it is believed, and made blank.
    """
    if (told := _TOLD.fullmatch(lines[0])) is not None:
        lines[0] = "\n"
        return told[1]
    return max(_DELIMITERS, key=lambda each: _fitness(lines, each, chosen))


def _fitness(
    lines: Sequence[str], delimiter: str, chosen: Mapping[str, str]
) -> tuple[bool, int, int]:
    reader = csv.reader(iter(lines), delimiter=delimiter)
    rows = [row for row in islice(reader, _SAMPLE_ROWS) if row]
    names = rows[_place_of_names(rows[:_MOST_ABOVE], chosen)] if rows else []
    has_text = "text" in columns_of(names, chosen)
    same = sum(len(row) == len(names) for row in rows) if len(names) > 1 else 0
    return has_text, same, len(names)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[_Row | Unreadable]:
    """Yield the rows that are not blank.

    A quote that is never closed takes in all that follows: its row is told, and the lines behind
    its first one are read anew.
    """
    start, reread = 0, 0
    while start < len(lines):
        for row in _rows_from(lines, start, delimiter):
            if row.end < len(lines) or not _is_open(lines, row, delimiter):
                start = row.end
                if any(cell.strip() for cell in row.cells):
                    yield row
                continue
            problem, hint = "has a quote that is never closed", "Close it, or take it out."
            yield unreadable(row.line, problem, hint)
            reread += row.end - row.line
            if reread > _MOST_REREAD * len(lines):
                yield unreadable(row.line + 1, "and those after it cannot be told apart", hint)
                return
            start = row.line
            break
        else:
            return


def _rows_from(lines: Sequence[str], start: int, delimiter: str) -> Iterator[_Row]:
    # Unlike a slice, this begins at once, however far down.
    behind = map(lines.__getitem__, range(start, len(lines)))
    reader = csv.reader(behind, delimiter=delimiter)
    while True:
        begins = start + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        yield _Row(cells, begins + 1, start + reader.line_num)


def _is_open(lines: Sequence[str], row: _Row, delimiter: str) -> bool:
    """Tell whether the last row ends within quotes: then one more quote belongs to it."""
    own = lines[row.line - 1 : row.end]
    if not any('"' in line for line in own):
        return False
    return len(list(csv.reader([*own, '"\n'], delimiter=delimiter))) == 1
