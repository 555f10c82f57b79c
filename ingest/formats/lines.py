"""The lines of marked up text: each knows its element, its kind and how much of it is links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
UNREAD = frozenset(
    """script style template noscript svg math canvas iframe frame object embed applet audio video
    map select option textarea input button datalist dialog head meta link title base""".split()
)
"""Elements whose content is never read."""

_LISTS = frozenset("ul ol dl menu dir".split())
_ITEMS = frozenset("li dt dd".split())
BLOCKS = (
    HEADINGS
    | _LISTS
    | _ITEMS
    | frozenset(
        "address article aside blockquote body caption center details div fieldset figcaption "
        "figure footer form header hgroup hr html legend main nav p pre section summary table "
        "tbody td tfoot th thead tr amp-sidebar amp-consent".split()
    )
)
_MOST_CELL = 400
"""Characters; a cell with more makes its table one that lays out a page, not one of data."""
_LINK, _UNLINK = "\ue000", "\ue001"
"""Marks around the text of a link while lines are gathered; no text brings them along."""
_NO_MARKS = dict.fromkeys(map(ord, _LINK + _UNLINK))
_LINKED = re.compile(f"{_LINK}([^{_UNLINK}]*){_UNLINK}")
_PARTED = re.compile(r"\n[^\S\n]*\n")
_NOTE = re.compile(r"[\[(]?(?:\d{1,4}|[a-zA-Z*†‡])(?:[,–-](?:\d{1,4}|[a-z]))*[\])]?")
_MOST_IN_NOTE = 8
"""Elements within the mark of a note; what holds more is text."""
_EDIT = re.compile(r"\s?\[\s?(?:edit|править|өңдеу)[^\[\]]{0,40}\]$", re.I)
_MOST_PIECES = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: a paragraph, a heading, an item of a list, a row of a table or a caption.

    Lines of one `group` belong together, as the items of a list do. `linked` is how many of its
    characters are links.
    """

    text: str
    kind: str
    group: int
    element: HtmlElement
    linked: int

    @property
    def is_link(self) -> bool:
        """Tell whether the line is hardly more than links."""
        return self.linked > 0.6 * len(self.text)


def joined(lines: Iterable[Line]) -> str:
    """Return lines as a text: those of a group one below another, groups apart by a blank line."""
    groups = groupby(lines, key=lambda line: line.group)
    return "\n\n".join("\n".join(line.text for line in group) for _, group in groups)


def lines_of(root: HtmlElement, unseen: Collection[HtmlElement] = ()) -> list[Line]:
    """Return the lines of an element in the order of reading, without those of `unseen` ones."""
    writer = _Writer(unseen)
    writer.block(root)
    return writer.lines


def short_text(element: HtmlElement, most: int = 500) -> str:
    """Return the text of an element, cut to so many characters however much there is."""
    written: list[str] = []
    size = 0
    for piece in islice(_pieces(element), _MOST_PIECES):
        written.append(piece[: 4 * most])
        size += len(written[-1].strip())
        if size > most:
            break
    return " ".join("".join(written).split())[:most]


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.tag in UNREAD:
        return
    yield element.text or ""
    for child in element:
        space = " " if child.tag in BLOCKS or child.tag == "br" else ""
        yield space
        yield from _pieces(child)
        yield f"{space}{child.tail or ''}"


class _Writer:
    """Walks a tree once. Its depth is what the parser lets through, at most 256."""

    def __init__(self, unseen: Collection[HtmlElement]) -> None:
        self.lines: list[Line] = []
        self._unseen = unseen
        self._group = 0
        self._parts: list[str] = []

    def block(self, element: HtmlElement, kind: str = "text", link: bool = False) -> None:
        """Write the lines of a block and of what lies in it."""
        self._inside(element, element, kind, link)
        self._flush(element, kind)

    def _inside(self, element: HtmlElement, block: HtmlElement, kind: str, link: bool) -> None:
        self._take(element.text, link, kind)
        for child in element:
            tag = child.tag
            if tag in UNREAD or child in self._unseen or (tag == "sup" and _is_mark(child)):
                pass
            elif tag == "br":
                self._parts.append("\n")
            elif tag == "table":
                self._flush(block, kind)
                self._table(child, kind, link)
            elif tag in BLOCKS:
                self._flush(block, kind)
                self._group += tag in _LISTS and kind != "item"
                self.block(child, _kind(tag, kind), link)
                self._group += tag in _LISTS and kind != "item"
            else:
                self._inside(child, block, kind, link or tag == "a")
            self._take(child.tail, link, kind)

    def _table(self, table: HtmlElement, kind: str, link: bool) -> None:
        if not _is_data(table):
            self.block(table, kind, link)
            return
        self._group += 1
        for row in table.iter("tr", "caption"):
            if row in self._unseen:
                continue
            cells = [row] if row.tag == "caption" else _cells(row)
            written = [self._cell(cell) for cell in cells if cell not in self._unseen]
            if any(text for text, _ in written):
                text = " | ".join(text for text, _ in written)
                linked = sum(linked for _, linked in written)
                self.lines.append(Line(text, "row", self._group, row, linked))
        self._group += 1

    def _cell(self, cell: HtmlElement) -> tuple[str, int]:
        lines = lines_of(cell, self._unseen)
        return " ".join(line.text for line in lines), sum(line.linked for line in lines)

    def _take(self, text: str | None, link: bool, kind: str) -> None:
        if text:
            text = text.translate(_NO_MARKS)
            text = text if kind == "pre" else text.replace("\n", " ")
            self._parts.append(f"{_LINK}{text}{_UNLINK}" if link else text)

    def _flush(self, block: HtmlElement, kind: str) -> None:
        """Write what has been gathered: two line breaks part paragraphs, one parts lines."""
        written, self._parts = "".join(self._parts), []
        if not written.strip():
            return
        for paragraph in _PARTED.split(written):
            self._group += kind != "item"
            for line in paragraph.split("\n"):
                linked = sum(len(" ".join(link.split())) for link in _LINKED.findall(line))
                text = " ".join(line.translate(_NO_MARKS).split())
                if kind == "heading" and _EDIT.search(text):
                    text, linked = _EDIT.sub("", text), 0
                if text:
                    self.lines.append(Line(text, kind, self._group, block, linked))


def _is_mark(element: HtmlElement) -> bool:
    """Tell whether a `sup` is the mark of a note, which is no word of its sentence."""
    inner = list(islice(element.iter(), _MOST_IN_NOTE + 1))
    links = [each for each in inner if each.tag == "a"]
    return (
        len(inner) <= _MOST_IN_NOTE
        and len(links) > 0
        and all("#" in link.get("href", "") for link in links)
        and _NOTE.fullmatch("".join(short_text(element, 40).split())) is not None
    )


def _kind(tag: str, kind: str) -> str:
    if tag in HEADINGS:
        return "heading"
    if tag in _ITEMS:
        return "item"
    if tag in ("figcaption", "caption"):
        return "caption"
    if tag == "pre":
        return "pre"
    return kind if kind == "item" else "text"


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_data(table: HtmlElement) -> bool:
    """Tell whether a table holds data: rows of short cells, and not the boxes of a page."""
    if table.get("role") == "presentation" or any(True for _ in table.iterdescendants("table")):
        return False
    widest = 0
    rows = 0
    for row in table.iter("tr"):
        cells = _cells(row)
        rows += 1
        widest = max(widest, len(cells))
        for cell in cells:
            blocks = sum(1 for _ in cell.iterdescendants("p", "div", "ul", "ol", *HEADINGS))
            if blocks > 2 or len(short_text(cell, _MOST_CELL + 1)) > _MOST_CELL:
                return False
    return rows > 1 and widest > 1
