"""From the lines of a PDF to its paragraphs, told by spacing, indents, sizes and sentence ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.pdf_hyphens import Hyphens
from ingest.formats.pdf_lines import width_of
from ingest.formats.pdf_order import Line
from vectorstore import Page

_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]\d*†‡]{0,6}$")
_ITEM = re.compile(r"(?:[•●▪■◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])\s+\S")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]+)[.)]?\s*\S")
_BROKEN = re.compile(r"\w[-\u00ad]$")
_GOES_ON = re.compile(r"[^\w]*[a-zà-öø-ÿа-яёәғқңөұүһі]|\d")
_LEADERS = re.compile(r"(?:\.\s?){4}\s*\w{1,6}$")
"""Dots that lead to the number of a page, in a table of contents."""
_USUAL_LEADING = 1.2
_LARGER_GAP = 1.22
"""Times the usual distance of two lines beyond which a paragraph ends."""
_SHORT = 50
_SAME_SIZE = 0.08


@dataclass(slots=True)
class Block:
    """The lines of one paragraph, and what each is joined to the one before by."""

    lines: list[Line]
    joints: list[str] = field(default_factory=list)


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size in which most of the text is set."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def joined(pages: Sequence[Sequence[Line]], labels: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """Return the text of the pages' lines, in paragraphs, and where each page begins in it."""
    layout = _Layout(pages)
    blocks: list[Block] = []
    for lines in pages:
        here = list(_blocks(_columns(lines), layout))
        if here and blocks:
            _continue(blocks, here, layout)
        blocks.extend(here)
    return _written(blocks, labels, Hyphens(line.text for lines in pages for line in lines))


class _Layout:
    """What is usual in one document: the size of its text and how far lines are apart."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.body_size = body_size(pages)
        ratios: dict[float, Counter[float]] = defaultdict(Counter)
        for lines in pages:
            for above, below in pairwise(lines):
                gap = above.y - below.y
                if _same_size(above, below) and 0.8 < gap / above.size < 3:
                    ratios[round(above.size)][round(gap / above.size, 2)] += 1
        self._leadings = {
            size: _usual(counts) for size, counts in ratios.items() if counts.total() >= 5
        }

    def leading(self, line: Line) -> float:
        """Return the usual distance from a line of this size to the next, in points."""
        usual = self._leadings.get(round(self.body_size), _USUAL_LEADING)
        return self._leadings.get(round(line.size), usual) * line.size


def _usual(counts: Counter[float]) -> float:
    """Return the commonest ratio; of two that are about as common, the smaller one."""
    most = max(counts.values())
    return min(ratio for ratio, count in counts.items() if count >= 0.5 * most)


@dataclass(slots=True)
class _Column:
    """Lines that stand below one another, with their edges."""

    lines: list[Line]
    left: float
    right: float

    def right_near(self, place: int) -> float:
        """Return the right edge of the lines about one, as text that flows about a picture has."""
        return max(line.x1 for line in self.lines[max(0, place - 3) : place + 4])


def _columns(lines: Sequence[Line]) -> list[_Column]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y <= runs[-1][-1].y + 0.5 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_Column(run, _left_edge(run), max(line.x1 for line in run)) for run in runs]


def _left_edge(lines: Sequence[Line]) -> float:
    edges = Counter(round(line.x0) for line in lines)
    common = max(edges.values())
    return float(
        min(edge for edge, count in edges.items() if count >= max(2, common / 4) or common == 1)
    )


def _blocks(columns: Sequence[_Column], layout: _Layout) -> Iterator[Block]:
    block: Block | None = None
    above: _Column | None = None
    for column in columns:
        for place, line in enumerate(column.lines):
            if block is None:
                block = Block([line])
                continue
            if place:
                joint = _joint(column, place, block, layout)
            else:
                joint = _joint_across(above or column, block.lines[-1], column, line)
            if joint == "\n\n":
                yield block
                block = Block([line])
            else:
                block.lines.append(line)
                block.joints.append(joint)
        above = column
    if block is not None:
        yield block


def _joint(column: _Column, place: int, block: Block, layout: _Layout) -> str:
    """Return what stands between a line and the one above it: nothing but a space, or a break."""
    above, line = column.lines[place - 1], column.lines[place]
    if not _same_size(above, line) or above.is_bold != line.is_bold:
        return "\n\n"
    if above.y - line.y > _LARGER_GAP * layout.leading(line):
        return "\n\n"
    if above.is_row or line.is_row:
        return "\n" if all(each.is_row or _is_short(each) for each in (above, line)) else "\n\n"
    if _LEADERS.search(above.text):
        return "\n"
    if _BROKEN.search(above.text):
        return " "
    has_ended = bool(_ENDED.search(above.text))
    had_room = _room(above, line, column.right) > 0.02 * (column.right - column.left)
    if _ITEM.match(line.text) and (has_ended or had_room or _ITEM.match(above.text)):
        return "\n"
    if (has_ended or had_room) and _is_indented(column, block, line):
        return "\n\n"
    if not had_room:
        return " "
    if has_ended:
        return "\n\n"
    stops_short = min(
        _room(above, line, column.right), _room(above, line, column.right_near(place - 1))
    )
    is_meant = stops_short > 0.15 * (column.right - column.left)
    return "\n" if is_meant and not _GOES_ON.match(line.text) else " "


def _is_short(line: Line) -> bool:
    """Tell whether a line may be one of a table's rows whose cells are near together."""
    return len(line.text) < _SHORT


def _room(above: Line, line: Line, right: float) -> float:
    """Return how much room the first word of a line would have had to spare on the line above."""
    first = line.text.split(" ", 1)[0]
    return right - above.x1 - width_of(f" {first}", line.size)


def _is_indented(column: _Column, block: Block, line: Line) -> bool:
    indent = line.x0 - column.left
    if not 0.8 * line.size < indent < 6 * line.size:
        return False
    first = block.lines[0]
    # The second line of a list's item is indented, and so is each line of a quotation.
    return not _ITEM.match(first.text) and abs(block.lines[-1].x0 - line.x0) > 0.5 * line.size


def _joint_across(above: _Column, last: Line, column: _Column, line: Line) -> str:
    """Return what stands between the last line of a column or page and the first of the next."""
    if not _same_size(last, line) or last.is_bold != line.is_bold:
        return "\n\n"
    if last.is_row or line.is_row:
        return "\n" if last.is_row and line.is_row else "\n\n"
    if _ENDED.search(last.text):
        return "\n\n"
    if _BROKEN.search(last.text) or _GOES_ON.match(line.text):
        return " "
    if _ITEM.match(line.text) or line.x0 - column.left > 0.8 * line.size:
        return "\n\n"
    had_room = _room(last, line, above.right) > 0.05 * (above.right - above.left)
    return "\n\n" if had_room else " "


def _continue(blocks: list[Block], here: list[Block], layout: _Layout) -> None:
    """Let the first block of a page go on with the last paragraph of the page before.

    Footnotes that stand between the two come before that paragraph, so that it stays whole and
    they stay on their page.
    """
    place = len(blocks) - 1
    while place > 0 and _is_note(blocks[place], layout) and _on_one_page(blocks[place:]):
        place -= 1
    last, first = blocks[place], here[0]
    if place < len(blocks) - 1 and not _on_one_page([last, blocks[-1]]):
        return
    above = _columns(last.lines)[-1]
    page = [line for block in here for line in block.lines]
    joint = _joint_across(
        _page_column(blocks, last, above), last.lines[-1], _columns(page)[0], first.lines[0]
    )
    if joint == "\n\n":
        return
    del blocks[place]
    blocks.append(Block([*last.lines, *first.lines], [*last.joints, joint, *first.joints]))
    del here[0]


def _page_column(blocks: Sequence[Block], last: Block, column: _Column) -> _Column:
    """Return a paragraph's column with the edges that the column has on its whole page."""
    page = last.lines[-1].page
    beside = [
        line
        for block in blocks[-12:]
        for line in block.lines
        if line.page == page and abs(line.x0 - column.left) < 2 * line.size
    ]
    return _Column(
        column.lines, column.left, max((line.x1 for line in beside), default=column.right)
    )


def _is_note(block: Block, layout: _Layout) -> bool:
    first = block.lines[0]
    return first.size < 0.93 * layout.body_size and bool(_NOTE.match(first.text))


def _on_one_page(blocks: Sequence[Block]) -> bool:
    return blocks[0].lines[-1].page == blocks[-1].lines[-1].page


def _written(
    blocks: Sequence[Block], labels: Sequence[str], hyphens: Hyphens
) -> tuple[str, tuple[Page, ...]]:
    parts: list[str] = []
    pages: list[Page] = []
    length = 0
    current = -1

    def write(part: str) -> None:
        nonlocal length
        parts.append(part)
        length += len(part)

    for block in blocks:
        joints = [*block.joints, ""]
        write("\n\n" if parts else "")
        for line, following, joint in zip(
            block.lines, [*block.lines[1:], None], joints, strict=True
        ):
            if line.page > current:
                current = line.page
                pages.append(Page(length, labels[current]))
            goes_on = following.text if following is not None and joint == " " else ""
            text, holds = hyphens.joined(line.text, goes_on)
            write(text)
            write("" if holds else joint)
    return "".join(parts), tuple(pages)


def _same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)
