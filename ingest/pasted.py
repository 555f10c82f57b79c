"""Text pasted from a web page: title and standfirst first, captions twice, the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from ingest.furniture import is_byline, is_credited, is_furniture, opens_furniture

__all__ = ["clean_pasted", "is_furniture"]

_LONGEST_TITLE = 160
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"^(?:[-*•·–—]|\(?\d{1,3}[.)])\s")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_WRAP_WIDTHS = range(45, 101)


def clean_pasted(text: str) -> tuple[str | None, str]:
    """Return the title, if the text begins with one, and the text without it and page furniture.

    Paragraphs come back separated by a blank line; a line that is a unit of its own within a
    paragraph keeps its line feed.
    """
    blocks = [_lines(block) for block in re.split(r"\n[ ]*\n", text)]
    blocks = [block for block in blocks if block]
    if _is_wrapped(blocks):
        blocks = [list(_unwrapped(block)) for block in blocks]
    blocks = _without_repeats(
        [line for line in block if not is_furniture(line)] for block in blocks
    )
    blocks = _without_lists_elsewhere(blocks)
    title = _take_title(blocks)
    if title is not None:
        _drop_byline(blocks)
    return title, _joined(blocks)


def unwrapped(text: str) -> str:
    """Return a text's paragraphs, each on one line where lines were broken at a column."""
    blocks = [_lines(block) for block in re.split(r"\n[ ]*\n", text)]
    blocks = [block for block in blocks if block]
    if _is_wrapped(blocks):
        blocks = [list(_unwrapped(block)) for block in blocks]
    return _joined(blocks)


def _joined(blocks: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _lines(block: str) -> list[str]:
    lines = (" ".join(line.split()) for line in block.split("\n"))
    return [line for line in lines if line]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Tell whether lines were broken at a column rather than where something ends."""
    inner = [len(line) for block in blocks for line in block[:-1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    unended = sum(not _ENDED.search(line) for block in blocks for line in block[:-1])
    return (
        len(inner) > 1
        and longest <= _WRAP_WIDTHS.stop + 20
        and int(median(inner)) in _WRAP_WIDTHS
        and unended > len(inner) / 2
    )


def _unwrapped(block: list[str]) -> Iterator[str]:
    current = block[0]
    for line in block[1:]:
        if _LIST_ITEM.match(line):
            yield current
            current = line
        else:
            current = f"{current} {line}"
    yield current


def _without_repeats(blocks: Iterable[list[str]]) -> list[list[str]]:
    """Keep a line that follows its like only once, and a caption only once in the whole text."""
    seen: set[str] = set()
    previous = ""
    kept: list[list[str]] = []
    for block in blocks:
        lines: list[str] = []
        for line in block:
            key = line.translate(_QUOTES).casefold()
            if key != previous and not (key in seen and is_credited(line)):
                lines.append(line)
            seen.add(key)
            previous = key
        if lines:
            kept.append(lines)
    return kept


def _without_lists_elsewhere(blocks: Iterable[list[str]]) -> list[list[str]]:
    """Drop such as "Related articles" with the headlines below it; a sentence ends them."""
    kept: list[list[str]] = []
    opening: str | None = None
    for block in blocks:
        lines: list[str] = []
        for line in block:
            if opens_furniture(line):
                opening = line
                continue
            if opening is not None and not _ENDED.search(line):
                opening = ""
                continue
            if opening:  # nothing was listed below it: it heads what follows
                lines.append(opening)
            opening = None
            lines.append(line)
        if lines:
            kept.append(lines)
    return kept


def _drop_byline(blocks: list[list[str]]) -> None:
    """Drop who wrote the article and when, where that stands between the title and the text."""
    place = next((place for place, block in enumerate(blocks) if block), None)
    for _ in range(2):
        if (
            place is not None
            and place < len(blocks)
            and blocks[place]
            and is_byline(blocks[place][0])
        ):
            blocks[place] = blocks[place][1:]
            place += not blocks[place]


def _take_title(blocks: list[list[str]]) -> str | None:
    """Take the first line out of `blocks` if it is a title; a sentence is left where it is."""
    if sum(map(len, blocks)) < 2:
        return None
    first = blocks[0][0]
    if len(first) > _LONGEST_TITLE or first.rstrip("\"'”’").endswith((".", ",", ";", ":")):
        return None
    blocks[0] = blocks[0][1:]
    return first
