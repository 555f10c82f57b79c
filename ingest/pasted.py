"""Text pasted from a web page: title and standfirst first, captions twice, the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from ingest.furniture import announces_articles, is_byline, is_credited, without_furniture

_LONGEST_TITLE = 160
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"^(?:[-*•·–—]|\(?\d{1,3}[.)])\s")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_WRAP_WIDTHS = range(45, 101)
_FEW = 3
"""Lines with their heading; so few between paragraphs may well be the article's own."""
_DIGIT = re.compile(r"\d")


def clean_pasted(text: str) -> tuple[str | None, str]:
    """Return the title, if the text begins with one, and the text without it and page furniture.

    Paragraphs come back separated by a blank line; a line that is a unit of its own within a
    paragraph keeps its line feed.
    """
    blocks = without_furniture(_blocks(text))
    blocks = _without_lists_elsewhere(_without_repeats(blocks))
    title = _take_title(blocks)
    if title is not None:
        _drop_byline(blocks)
    return title, _joined(blocks)


def unwrapped(text: str) -> str:
    """Return a text's paragraphs, each on one line where lines were broken at a column."""
    return _joined(_blocks(text))


def _blocks(text: str) -> list[list[str]]:
    """Return the lines of each paragraph, joined where they were broken at a column."""
    blocks = [_lines(block) for block in re.split(r"\n[ ]*\n", text)]
    blocks = [block for block in blocks if block]
    if _is_wrapped(blocks):
        blocks = [list(_unwrapped(block)) for block in blocks]
    return blocks


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
    """Keep once what is surely a caption; any other line may be said again, as a refrain is."""
    seen: set[str] = set()
    kept: list[list[str]] = []
    for block in blocks:
        lines: list[str] = []
        for line in block:
            key = line.translate(_QUOTES).casefold() if is_credited(line) else ""
            if key not in seen:
                lines.append(line)
            if key:
                seen.add(key)
        kept.append(lines)
    return kept


def _without_lists_elsewhere(blocks: list[list[str]]) -> list[list[str]]:
    """Drop such as "Related articles" with the headlines below it, where they surely are those."""
    lines = [(line, place) for place, block in enumerate(blocks) for line in block]
    dropped: set[int] = set()
    start = 0
    while start < len(lines):
        end = start + 1
        if announces_articles(lines[start][0]):
            while end < len(lines) and _is_headline(lines[end][0]):
                end += 1
            # What stands alone above a sentence may be the heading of what follows.
            if end < len(lines) and lines[end - 1][1] != lines[end - 2][1] and end - 1 > start:
                end -= 1
            if end == len(lines) or _are_surely_headlines(lines[start:end]):
                dropped.update(range(start, end))
        start = end
    kept: list[list[str]] = [[] for _ in blocks]
    for number, (line, place) in enumerate(lines):
        if number not in dropped:
            kept[place].append(line)
    return [block for block in kept if block]


def _are_surely_headlines(lines: list[tuple[str, int]]) -> bool:
    """Tell whether lines between paragraphs, the first of them a heading, list other articles."""
    return len(lines) > _FEW and not any(_DIGIT.search(line) for line, _ in lines)


def _is_headline(line: str) -> bool:
    return not _ENDED.search(line) and line.lstrip("\"'“‘«„—–-•* ")[:1].isupper()


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
