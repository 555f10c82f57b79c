"""HTML as lines of text: each knows its element, its kind and how much of it is links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
UNREAD = frozenset(
    """script style template noscript svg math canvas iframe frame object embed applet audio video
    map " "select option textarea input button datalist dialog head meta link title base""".split()
)
"""Elements whose content is never read."""

_LISTS = frozenset("ul ol dl menu dir".split())
_ITEMS = frozenset("li dt dd".split())
_BLOCKS = (
    HEADINGS
    | _LISTS
    | _ITEMS
    | frozenset(
        "address article aside blockquote body caption center details div fieldset figcaption "
        "figure footer form header hgroup hr html legend main nav p pre section summary table "
        "tbody td tfoot "
        "th thead tr amp-sidebar amp-consent".split()
    )
)
_ROWS = frozenset("tbody thead tfoot".split())
_MOST_CELL = 400
"""Characters; a cell with more makes its table one that lays out a page, not one of data."""
_XML = re.compile(r"\s*(?:<\?xml|<!DOCTYPE[^>]{0,200}XHTML|<html[^>]{0,300}/1999/xhtml)", re.I)
_CLOSED = re.compile(
    r"<((?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"[A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/>"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LINK, _UNLINK = "\ue000", "\ue001"
"""Marks around the text of a link while lines are gathered; no text brings them along."""
_NO_MARKS = dict.fromkeys(map(ord, _LINK + _UNLINK))
_LINKED = re.compile(f"{_LINK}([^{_UNLINK}]*){_UNLINK}")
_PARTED = re.compile(r"\n[^\S\n]*\n")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2000
_NOTE = re.compile(r"[\[(]?(?:\d{1,4}|[a-zA-Z*†‡])(?:[,–-](?:\d{1,4}|[a-z]))*[\])]?")
_EDIT = re.compile(r"\s?\[\s?(?:edit|править|өңдеу)[^\[\]]{0,40}\]$", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{1,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{1,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")


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


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Return markup as text: by its byte order mark, by what the server said, by what it says."""
    from ingest.encoding import decode

    declared = _CHARSET.search(content[:8192]) or _XML_ENCODING.search(content[:512])
    return decode(content, encoding or (declared[1].decode("ascii") if declared else None))


def parse(markup: str) -> HtmlElement:
    """Return the tree of a page or a fragment. No script is run, nothing is fetched.

    Raises SourceError where the tags nest too deeply, or one text is too long, to be read whole.
    """
    from lxml import etree, html

    if _XML.match(markup[:2000]):
        # In XHTML any element may be closed at once; in HTML it would swallow all that follows.
        markup = _CLOSED.sub(r"<\1\2></\1>", _DECLARATION.sub("", markup, count=1))
    markup = markup.replace("\x00", "")
    if any(_has_too_many_attributes(tag[0]) for tag in _LONG_TAG.finditer(markup)):
        raise SourceError(
            "A tag of the page has more attributes than any page needs",
            "Save the article's text as .txt.",
        )
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(
            "The page cannot be read as HTML", "Save it again from the browser, or as text."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError(
            "The page's tags nest too deeply, or one of its texts is too long, to be read whole",
            "Save the article's text as .txt.",
        )
    return tree


def _has_too_many_attributes(tag: str) -> bool:
    """Tell whether a tag would keep the parser busy for minutes, as it compares each with each."""
    return len(_QUOTED.sub("", tag).split()) > _MOST_ATTRIBUTES


def fragment_to_text(markup: str) -> str:
    """Return the text of markup that is all article: the content of a feed's entry, a chapter."""
    if not markup.strip():
        return ""
    return joined(lines_of(parse(markup).body))


def joined(lines: Iterable[Line]) -> str:
    """Return lines as a text: those of a group one below another, groups apart by a blank line."""
    groups = groupby(lines, key=lambda line: line.group)
    return "\n\n".join("\n".join(line.text for line in group) for _, group in groups)


def lines_of(root: HtmlElement) -> list[Line]:
    """Return the lines of an element in the order of reading."""
    return list(_Writer().lines(root))


class _Writer:
    """Walks a tree once. Its depth is what the parser lets through, at most 256."""

    def __init__(self) -> None:
        self.group = 0
        self.parts: list[str] = []

    def lines(self, element: HtmlElement, kind: str = "text", link: bool = False) -> Iterator[Line]:
        """Yield the lines of a block and of what lies in it."""
        yield from self._inside(element, element, kind, link)
        yield from self._flushed(element, kind)

    def _inside(
        self, element: HtmlElement, block: HtmlElement, kind: str, link: bool
    ) -> Iterator[Line]:
        self._take(element.text, link, kind)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in UNREAD or _is_mark(child):
                pass
            elif tag == "br":
                self.parts.append("\n")
            elif tag == "table":
                yield from self._flushed(block, kind)
                yield from self._table(child, kind, link)
            elif tag in _BLOCKS:
                yield from self._flushed(block, kind)
                self.group += tag in _LISTS and kind != "item"
                yield from self.lines(child, _kind(tag, kind), link)
                self.group += tag in _LISTS and kind != "item"
            else:
                yield from self._inside(child, block, kind, link or tag == "a")
            self._take(child.tail, link, kind)

    def _table(self, table: HtmlElement, kind: str, link: bool) -> Iterator[Line]:
        if not _is_data(table):
            yield from self.lines(table, kind, link)
            return
        self.group += 1
        for row in table.iter("tr", "caption"):
            cells = [_Writer()._cell(cell) for cell in row if cell.tag in ("td", "th")]
            if row.tag == "caption":
                cells = [_Writer()._cell(row)]
            text = " | ".join(text for text, _ in cells)
            if any(cell for cell, _ in cells):
                yield Line(text, "row", self.group, row, sum(linked for _, linked in cells))
        self.group += 1

    def _cell(self, cell: HtmlElement) -> tuple[str, int]:
        lines = list(self.lines(cell))
        return " ".join(line.text for line in lines), sum(line.linked for line in lines)

    def _take(self, text: str | None, link: bool, kind: str) -> None:
        if text:
            text = text.translate(_NO_MARKS)
            text = text if kind == "pre" else text.replace("\n", " ")
            self.parts.append(f"{_LINK}{text}{_UNLINK}" if link else text)

    def _flushed(self, block: HtmlElement, kind: str) -> Iterator[Line]:
        """Yield what has been gathered: two line breaks part paragraphs, one parts lines."""
        written, self.parts = "".join(self.parts), []
        if not written.strip():
            return
        for paragraph in _PARTED.split(written):
            self.group += kind != "item"
            for line in paragraph.split("\n"):
                linked = sum(len(" ".join(link.split())) for link in _LINKED.findall(line))
                text = " ".join(line.translate(_NO_MARKS).split())
                if kind == "heading" and _EDIT.search(text):
                    text, linked = _EDIT.sub("", text), 0
                if text:
                    yield Line(text, kind, self.group, block, linked)


def _is_mark(element: HtmlElement) -> bool:
    """Tell whether an element is the mark of a note, which is no word of its sentence."""
    if element.tag != "sup":
        return False
    links = list(element.iter("a"))
    return (
        len(links) > 0
        and all("#" in link.get("href", "") for link in links)
        and _NOTE.fullmatch("".join(element.text_content()[:40].split())) is not None
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


def _is_data(table: HtmlElement) -> bool:
    """Tell whether a table holds data: rows of short cells, and not the boxes of a page."""
    if table.get("role") == "presentation" or any(True for _ in table.iterdescendants("table")):
        return False
    widest = 0
    rows = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        rows += 1
        widest = max(widest, len(cells))
        for cell in cells:
            blocks = sum(1 for _ in cell.iterdescendants("p", "div", "ul", "ol", *HEADINGS))
            if blocks > 2 or len(" ".join(cell.text_content().split())) > _MOST_CELL:
                return False
    return rows > 1 and widest > 1
