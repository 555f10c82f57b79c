"""The blocks of a Word document in the order in which one reads: paragraphs, items, rows, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ingest.encoding import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "sectPr")}
    | {_FALLBACK}
)
"""What is deleted, a field's code, a pronunciation, or a setting."""
_HEADING = re.compile(r"(?:heading|überschrift|titre|заголовок)\s*\d|subtitle", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|table of (?:contents|figures))\b", re.IGNORECASE)
_ITEM = re.compile(r"list\b", re.IGNORECASE)
_LONG_CELL = 400
"""Characters of one cell beyond which a table arranges prose and is read cell by cell."""


_MOST_COLUMNS = 63
"""As many as Word has."""


class Kind(Enum):
    """What a block is."""

    TITLE = auto()
    HEADING = auto()
    TEXT = auto()
    ITEM = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list's item or a table's row; `level` is that of a heading."""

    kind: Kind
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads blocks; `styles` are the names of the document's styles by their ids.

    `diagrams` are the elements that hold the words of diagrams, by the ids of their relations.
    """

    styles: Mapping[str, str]
    diagrams: Mapping[str, Any]
    notes: list[str]

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks within an element, and note the ids of the notes that they refer to."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag == f"{_A}p":
                text = _tidied("".join(each.text or "" for each in element.iter(f"{_A}t")))
                yield from [Block(Kind.ITEM, text)] if text else []
            elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
                yield from self.blocks(element)  # A content control, an insertion, a text box.

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self._style(paragraph)
        parts: list[str] = []
        boxes: list[Any] = []
        self._read(paragraph, parts, boxes)
        text = _tidied("".join(parts))
        if text and not _CONTENTS.match(style):
            yield self._block(paragraph, style, text)
        for box in boxes:
            yield from self.blocks(box)

    def _block(self, paragraph: Any, style: str, text: str) -> Block:
        if style.casefold() == "title":
            return Block(Kind.TITLE, text)
        if _HEADING.match(style):
            level = re.search(r"\d", style)
            return Block(Kind.HEADING, text, int(level[0]) if level else 2)
        properties = paragraph.find(f"{_W}pPr")
        is_numbered = properties is not None and properties.find(f"{_W}numPr") is not None
        return Block(Kind.ITEM if is_numbered or _ITEM.match(style) else Kind.TEXT, text)

    def _style(self, paragraph: Any) -> str:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(named.get(f"{_W}val", ""), "") if named is not None else ""

    def _read(self, element: Any, parts: list[str], boxes: list[Any]) -> None:
        """Append the text of an element, and set aside the text boxes that hang on it."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag in {f"{_W}t", _MATHS}:
                parts.append(child.text or "")
            elif tag == f"{_W}r" and _is_hidden(child):
                continue
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag == _DIAGRAM:
                diagram = self.diagrams.get(child.get(_DATA, ""))
                boxes.extend([] if diagram is None else [diagram])
            elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                self.notes.append(f"{tag.removeprefix(_W)[:-9]} {child.get(f'{_W}id')}")
            else:
                parts.append(_MARKS.get(tag, ""))
                if tag == f"{_W}br":
                    parts.append("\n" if child.get(f"{_W}type") in {None, "textWrapping"} else " ")
                self._read(child, parts, boxes)

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [
            [(cell, list(self.blocks(cell))) for cell in _within(row, f"{_W}tc")]
            for row in _within(table, f"{_W}tr")
            if row.find(f"{_W}trPr/{_W}del") is None
        ]
        texts = [[_text(blocks) for _, blocks in row] for row in rows]
        is_frame = any(cell.find(f"{_W}tbl") is not None for row in rows for cell, _ in row)
        is_prose = any(len(text) > _LONG_CELL for row in texts for text in row)
        if is_frame or is_prose or all(len(row) < 2 for row in rows):
            yield from (block for row in rows for _, blocks in row for block in blocks)
            return
        for row, written in zip(rows, texts, strict=True):
            if any(written):
                # A cell across several columns leaves the others empty, so that none move.
                columns = (
                    [text, *[""] * (_span(cell) - 1)]
                    for (cell, _), text in zip(row, written, strict=True)
                )
                yield Block(Kind.ROW, " | ".join(text for each in columns for text in each).strip())


_MARKS = {f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield a table's rows, or a row's cells, also those in a content control or insertion."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _within(element, tag)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(block.text.replace("\n", " ") for block in blocks)


def _span(cell: Any) -> int:
    """Return how many columns a cell takes up."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    written = span.get(f"{_W}val", "") if span is not None else ""
    return min(int(written), _MOST_COLUMNS) if re.fullmatch(r"[1-9]\d{0,2}", written) else 1


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if line)
