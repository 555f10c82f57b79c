"""What a page shows more than once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.formats.html.prose import squashed
from ingest.formats.lines import Line
from ingest.furniture import is_credited

_REPEATED = 40
"""Characters from which a line said twice is one that the page repeats, and no refrain."""
_PULLED = re.compile(r"pull|quote|highlight|callout", re.I)
_PIECES = re.compile(r"(?<=[.!?…])[\"”’»]?\s+")


def without_repeats(lines: Sequence[Line]) -> Iterator[Line]:
    """Keep once what is shown twice: a caption, a pull quote, a paragraph for two widths.

    What one list, one table or a text set out by its author says twice, it means to say twice.
    """
    keys = [squashed(line.text) for line in lines]
    pieces = {
        piece
        for key, line in zip(keys, lines, strict=True)
        for written in _PIECES.split(line.text)
        if (piece := squashed(written)) != key
    }
    seen: dict[str, int] = {}
    for key, line in zip(keys, lines, strict=True):
        long = len(key) >= _REPEATED
        is_pulled = long and key in pieces and _is_set_apart(line)
        said_elsewhere = seen.setdefault(key, line.group) != line.group and line.kind != "pre"
        if not is_pulled and not (said_elsewhere and (long or is_credited(line.text))):
            yield line


def _is_set_apart(line: Line) -> bool:
    """Tell whether a line is set apart from the paragraphs, as a pull quote is."""
    if line.kind == "heading" or line.element.tag not in ("p", "li", "td", "div"):
        return True
    around = (line.element, *line.element.iterancestors())
    return any(
        each.tag in ("aside", "blockquote", "figure") or _PULLED.search(each.get("class", ""))
        for each, _ in zip(around, range(3), strict=False)
    )
