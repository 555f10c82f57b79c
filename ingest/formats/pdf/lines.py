"""The lines of a PDF's page: where they stand, how large they are, and in which order to read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.formats.pdf.characters import tidied
from ingest.formats.pdf.order import Line, in_reading_order
from ingest.formats.pdf.strokes import Piece, Strokes, turned

_CELL_GAP = 2.0
"""Ems of white between two pieces of one line beyond which they are two cells, or columns."""
_PART_GAP = 0.8
"""The same for what may be two cells of a table, if others stand above and below them."""
_WORD_GAP = 0.12
"""Ems of white between two letters that are drawn one by one beyond which they are of two words."""
_SAME_PLACE = 0.15
"""Ems between two pieces that are the same one."""


def lines_of(page: Any, number: int, most: int) -> tuple[list[Line], tuple[int, int], bool]:
    """Return a pypdf page's lines in reading order, without what it marks as header or footer.

    Beside them come how many of its characters are sound, and how many stand for none that anybody
    knows; and whether its content ends where it should. Raises whatever pypdf raises, and
    MemoryError for more than `most` characters.
    """
    strokes = Strokes(most)
    page.extract_text(visitor_operand_before=strokes.operate, visitor_text=strokes.write)
    if strokes.sound + strokes.unsound > most:
        raise MemoryError
    lines = _in_order(strokes.pieces, _corners(page))
    for line in lines:
        line.page = number
    return lines, (strokes.sound, strokes.unsound), not strokes.is_in_text


def _corners(page: Any) -> list[tuple[float, float]]:
    """Return the corners of the page as it is cut; none where that is not known."""
    try:
        box = page.trimbox
        corners = [
            (float(x), float(y)) for x in (box.left, box.right) for y in (box.bottom, box.top)
        ]
    except Exception:  # noqa: BLE001 - a box may be anything; only margins are told by it
        return []
    return corners if all(map(math.isfinite, (place for each in corners for place in each))) else []


def _in_order(pieces: list[Piece], corners: list[tuple[float, float]]) -> list[Line]:
    """Order the lines of the direction in which most is written; then come the other directions."""
    angles: dict[int, int] = {}
    for piece in pieces:
        angles[piece.angle] = angles.get(piece.angle, 0) + len(piece.text)
    lines: list[Line] = []
    for angle in sorted(angles, key=lambda angle: (-angles[angle], angle)):
        cells = list(_cells(piece for piece in pieces if piece.angle == angle))
        for cell in cells:
            cell.is_slanted = angle % 90 != 0
        ordered = in_reading_order(cells)
        heights = [turned(x, y, -angle)[1] for x, y in corners]
        for line in ordered if heights else ():
            line.edge = _edge(line.y, min(heights), max(heights))
        lines.extend(ordered)
    return _with_initials(lines)


def _edge(y: float, bottom: float, top: float) -> float:
    return max(0.0, min(y - bottom, top - y) / ((top - bottom) or 1))


def _with_initials(lines: list[Line]) -> list[Line]:
    """Put the large first letter of a chapter before the rest of its word."""
    kept: list[Line] = []
    initial: Line | None = None
    for line in lines:
        if initial is not None:
            if line.size < 0.6 * initial.size and line.x0 > initial.x0 and line.text[:1].isalpha():
                line.text = initial.text + line.text
                if line.cells:
                    line.cells[0].text = initial.text + line.cells[0].text
            else:
                kept.append(initial)
            initial = None
        if len(line.text) == 1 and line.text.isupper():
            initial = line
        elif line.text:
            kept.append(line)
    return kept if initial is None else [*kept, initial]


def _cells(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Join pieces that follow one another on a line; a wide gap begins another cell."""
    cell: list[Piece] = []
    right = 0.0
    for piece in pieces:
        if cell and _follows(cell, right, piece):
            last = cell[-1]
            if piece.text.strip() == last.text.strip() and abs(piece.x - last.x) < (
                _SAME_PLACE * piece.size
            ):
                continue  # Drawn twice to look bold.
            if last.text.endswith("\n"):
                # pypdf ends a line with each text object; where those are letters, gaps tell words.
                is_word = len(last.text) > 2 or piece.x - right > _WORD_GAP * piece.size
                last.text = last.text.rstrip() + (" " if is_word else "")
        elif cell:
            yield _cell(cell)
            cell = []
        right = max(right, piece.x + piece.width) if cell else piece.x + piece.width
        cell.append(piece)
    if cell:
        yield _cell(cell)


def _cell(pieces: list[Piece]) -> Line:
    weights: dict[tuple[float, bool], int] = {}
    parts: list[list[Piece]] = []
    right = -math.inf
    for piece in pieces:
        key = round(piece.size, 1), piece.is_bold
        weights[key] = weights.get(key, 0) + len(piece.text.strip())
        if piece.x - right > _PART_GAP * piece.size:
            parts.append([])
        parts[-1].append(piece)
        right = max(right, piece.x + piece.width)
    line = _line(pieces)
    line.size, line.is_bold = max(weights, key=lambda key: weights[key])
    line.parts = [_line(part) for part in parts] if len(parts) > 1 else ()
    return line


def _line(pieces: list[Piece]) -> Line:
    first = pieces[0]
    right = max(piece.x + piece.width for piece in pieces)
    text = tidied("".join(piece.text for piece in pieces))
    return Line(text, first.x, max(first.x, right), first.y, first.size)


def _follows(cell: list[Piece], right: float, piece: Piece) -> bool:
    first, last = cell[0], cell[-1]
    larger = max(last.size, piece.size)
    return (
        abs(piece.y - first.y) < 0.5 * max(first.size, piece.size)
        and abs(piece.y - last.y) < 0.5 * larger
        and piece.x >= last.x - 0.2 * larger
        and piece.x - right < _CELL_GAP * larger
    )
