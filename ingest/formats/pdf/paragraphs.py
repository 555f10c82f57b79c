"""From the lines of a PDF to its paragraphs, and where each page begins in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.pdf.hyphens import Hyphens
from ingest.formats.pdf.joints import joint, joint_across
from ingest.formats.pdf.layout import Column, Layout, columns
from ingest.formats.pdf.order import Line
from ingest.formats.pdf.tables import with_borders
from vectorstore import Page

_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]+)[.)]?\s*\S")


@dataclass(slots=True)
class Block:
    """The lines of one paragraph, and what each is joined to the one before by."""

    lines: list[Line]
    joints: list[str] = field(default_factory=list)


def joined(pages: Sequence[Sequence[Line]], labels: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """Return the text of the pages' lines, in paragraphs, and where each page begins in it."""
    pages = [with_borders(lines) for lines in pages]
    layout = Layout(pages)
    blocks: list[Block] = []
    for lines in pages:
        here = list(_blocks(columns(lines), layout))
        if here and blocks:
            _continue(blocks, here, layout)
        blocks.extend(here)
    return _written(blocks, labels, Hyphens(line.text for lines in pages for line in lines))


def _blocks(columns: Sequence[Column], layout: Layout) -> Iterator[Block]:
    block: Block | None = None
    above: Column | None = None
    for column in columns:
        for place, line in enumerate(column.lines):
            if block is None:
                block = Block([line])
                continue
            if place:
                between = joint(column, place, block.lines[0], layout)
            else:
                between = joint_across(above or column, block.lines[-1], column, line)
            if between == "\n\n":
                yield block
                block = Block([line])
            else:
                block.lines.append(line)
                block.joints.append(between)
        above = column
    if block is not None:
        yield block


def _continue(blocks: list[Block], here: list[Block], layout: Layout) -> None:
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
    above = columns(last.lines)[-1]
    page = [line for block in here for line in block.lines]
    between = joint_across(
        _page_column(blocks, last, above), last.lines[-1], columns(page)[0], first.lines[0]
    )
    if between == "\n\n":
        return
    del blocks[place]
    blocks.append(Block([*last.lines, *first.lines], [*last.joints, between, *first.joints]))
    del here[0]


def _page_column(blocks: Sequence[Block], last: Block, column: Column) -> Column:
    """Return a paragraph's column with the edges that the column has on its whole page."""
    page = last.lines[-1].page
    beside = [
        line
        for block in blocks[-12:]
        for line in block.lines
        if line.page == page and abs(line.x0 - column.left) < 2 * line.size
    ]
    return Column(
        column.lines, column.left, max((line.x1 for line in beside), default=column.right)
    )


def _is_note(block: Block, layout: Layout) -> bool:
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
        for line, following, between in zip(
            block.lines, [*block.lines[1:], None], joints, strict=True
        ):
            if line.page > current:
                current = line.page
                pages.append(Page(length, labels[current]))
            goes_on = following.text if following is not None and between == " " else ""
            text, holds = hyphens.joined(line.text, goes_on)
            write(text)
            write("" if holds else between)
    return "".join(parts), tuple(pages)
