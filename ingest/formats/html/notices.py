"""Pages without one paragraph: a notice of short lines, a table, a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from operator import is_

from ingest.formats.html.ancestry import Within
from ingest.formats.html.prose import ends, squashed
from ingest.formats.lines import Line
from ingest.furniture import is_byline

_NEAR = 200
"""Lines below a title among which what stands beside it is looked for."""


def notice(
    lines: Sequence[Line], core: Collection[Line], anchor: Line | None, title: str
) -> list[Line]:
    """Return what a page without paragraphs says: all below its title that is no link.

    Without a title on the page, it is what lies between its first row or sentence and its last.
    """
    below = [line for line in lines if _is_plain(line) and squashed(line.text) != title]
    if anchor is None:
        places = [place for place, line in enumerate(below) if _says(line) or line in core]
        return below[places[0] : places[-1] + 1] if places else []
    start = next(place for place, line in enumerate(lines, 1) if line is anchor)
    after = set(lines[start:])
    below = [line for line in below if line in after]
    frame = next(anchor.element.iterancestors("article", "main"), None)
    if frame is not None:
        within = Within(partial(is_, frame))
        below = [line for line in below if within(line.element)] or below
    while below and is_byline(below[0].text):
        del below[0]
    return below


def beside_title(lines: Sequence[Line], anchor: Line | None) -> list[Line]:
    """Return the lines that stand with the title, in the smallest element that holds any."""
    if anchor is None:
        return []
    start = next(place for place, line in enumerate(lines, 1) if line is anchor)
    near = [
        line
        for line in lines[start : start + _NEAR]
        if _is_plain(line) and not is_byline(line.text)
    ]
    for around in anchor.element.iterancestors():
        within = Within(partial(is_, around))
        if found := [line for line in near if within(line.element)]:
            return found
    return []


def _says(line: Line) -> bool:
    return line.kind == "row" or ends(line.text)


def _is_plain(line: Line) -> bool:
    return line.kind == "row" or not line.is_link
