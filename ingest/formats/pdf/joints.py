"""What stands between two lines of a PDF: the space of a paragraph, or a break."""

from __future__ import annotations

import re

from ingest.formats.pdf.characters import width_of
from ingest.formats.pdf.layout import Column, Layout, same_size
from ingest.formats.pdf.order import Line
from ingest.formats.pdf.sentences import goes_on, has_ended

_ITEM = re.compile(r"(?:[•●▪■◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])\s+\S")
_BROKEN = re.compile(r"\w[-\u00ad]$")
_LEADERS = re.compile(r"(?:\.\s?){4}\s*\w{1,6}$")
"""Dots that lead to the number of a page, in a table of contents."""
_LARGER_GAP = 1.22
"""Times the usual distance of two lines beyond which a paragraph ends."""
_SHORT = 50


def joint(column: Column, place: int, first: Line, layout: Layout) -> str:
    """Return what stands between a line and the one above it: nothing but a space, or a break."""
    above, line = column.lines[place - 1], column.lines[place]
    if above.is_bordered or line.is_bordered:
        return "\n" if above.is_bordered and line.is_bordered else "\n\n"
    if not same_size(above, line) or above.is_bold != line.is_bold:
        return "\n\n"
    if above.y - line.y > _LARGER_GAP * layout.leading(line):
        return "\n\n"
    if above.is_row or line.is_row:
        return "\n" if all(each.is_row or _is_short(each) for each in (above, line)) else "\n\n"
    if _LEADERS.search(above.text):
        return "\n"
    if _BROKEN.search(above.text):
        return " "
    is_ended = has_ended(above.text)
    had_room = _room(above, line, column.right) > 0.02 * (column.right - column.left)
    if _ITEM.match(line.text) and (is_ended or had_room or _ITEM.match(above.text)):
        return "\n"
    if (is_ended or had_room) and _is_indented(column, first, above, line):
        return "\n\n"
    if not had_room:
        return " "
    if is_ended:
        return "\n\n"
    stops_short = min(
        _room(above, line, column.right), _room(above, line, column.right_near(place - 1))
    )
    is_meant = stops_short > 0.15 * (column.right - column.left)
    return "\n" if is_meant and not goes_on(line.text) else " "


def _is_short(line: Line) -> bool:
    """Tell whether a line may be one of a table's rows whose cells are near together."""
    return len(line.text) < _SHORT


def _room(above: Line, line: Line, right: float) -> float:
    """Return how much room the first word of a line would have had to spare on the line above."""
    first = line.text.split(" ", 1)[0]
    return right - above.x1 - width_of(f" {first}", line.size)


def _is_indented(column: Column, first: Line, above: Line, line: Line) -> bool:
    indent = line.x0 - column.left
    if not 0.8 * line.size < indent < 6 * line.size:
        return False
    # The second line of a list's item is indented, and so is each line of a quotation.
    return not _ITEM.match(first.text) and abs(above.x0 - line.x0) > 0.5 * line.size


def joint_across(above: Column, last: Line, column: Column, line: Line) -> str:
    """Return what stands between the last line of a column or page and the first of the next."""
    if not same_size(last, line) or last.is_bold != line.is_bold:
        return "\n\n"
    if last.is_row or line.is_row:
        return "\n" if last.is_row and line.is_row else "\n\n"
    if has_ended(last.text):
        return "\n\n"
    if _BROKEN.search(last.text) or goes_on(line.text):
        return " "
    if _ITEM.match(line.text) or line.x0 - column.left > 0.8 * line.size:
        return "\n\n"
    had_room = _room(last, line, above.right) > 0.05 * (above.right - above.left)
    return "\n\n" if had_room else " "
