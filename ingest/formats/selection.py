"""Which lines of a web page are its article.

Boxes beside the article are put aside first. Of the rest, trafilatura tells where the article lies.
What it leaves out between the paragraphs that it keeps is taken back (a table, a list, a caption),
and what it takes along without being article is dropped. The lines stay the page's own, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.formats.boxes import Boxes, is_hidden
from ingest.formats.markup import UNREAD, Line, lines_of
from ingest.formats.prose import ends, is_prose, squashed, words_of
from ingest.furniture import is_byline, is_credited

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LARGEST = 20_000
"""Elements; trafilatura takes too long over a page with more, and its lines are judged alone."""
_STANDFIRST = 30
"""Characters from which a sentence between title and first paragraph is taken for article."""
_LONGEST_NAME = 1000
"""Characters of a class or an id; what is longer is cut, as it is matched many times over."""
_RUN = 3
"""So many lines in a row that are links alone lead elsewhere."""
_REPEATED = 40
"""Characters from which a line said twice is one that the page repeats, and no refrain."""
_WITHIN = frozenset(
    "li dt dd tr tbody thead tfoot ul ol dl table blockquote figcaption figure".split()
)
_PULLED = re.compile(r"pull|quote|highlight|callout", re.I)
_PIECES = re.compile(r"(?<=[.!?…])[\"”’»]?\s+")


def article_lines(body: HtmlElement, title: str | None) -> list[Line]:
    """Return the lines of the page that are its article, without its title. `body` is changed."""
    _drop_unseen(body)
    lines = lines_of(body)
    boxes = Boxes(lines, title)
    outside = [line for line in lines if not boxes.holds(line)]
    if not any(map(is_prose, outside)) and any(map(is_prose, lines)):
        # Names that would leave nothing are those of the article.
        boxes = Boxes(lines, title, named=False)
        outside = [line for line in lines if not boxes.holds(line)]
    core = _core(body, outside, boxes)
    chosen = _Selection(body, outside, core, boxes.anchor, squashed(title or "")).chosen()
    return list(_without_repeats(_without_hanging(list(_without_links(chosen)))))


def _drop_unseen(body: HtmlElement) -> None:
    """Take out what no reader sees, unless it is the most of a page that waits to be shown."""
    for element in list(body.iter(*UNREAD)):
        if element is not body and element.getparent() is not None:
            element.drop_tree()
    for element in body.iter():
        for name in ("class", "id", "style"):
            value = element.get(name) if isinstance(element.tag, str) else None
            if value and len(value) > _LONGEST_NAME:
                element.set(name, value[:_LONGEST_NAME])
    hidden = [
        each for each in body.iterdescendants() if isinstance(each.tag, str) and is_hidden(each)
    ]
    size = len(body.text_content())
    for element in hidden:
        if element.getparent() is not None and len(element.text_content()) < size / 2:
            element.drop_tree()
    # A whole page lies in a form where its server's framework wants it so.
    for form in body.iter("form", "fieldset"):
        form.tag = "div"


def _core(body: HtmlElement, lines: Sequence[Line], boxes: Boxes) -> set[Line]:
    """Return the lines that trafilatura takes for the article; where it finds none, all prose."""
    prose = {line for line in lines if is_prose(line)}
    if sum(1 for _ in body.iter()) > _LARGEST:
        return prose
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    # It changes its tree, and the lines need theirs. Boxes come off the copy alone.
    with boxes.marked() as mark:
        page = deepcopy(body.getroottree().getroot())
    for element in page.xpath(f"//*[@{mark}]"):
        if element.getparent() is not None:
            element.drop_tree()
    found = bare_extraction(page, include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return prose
    kept = _Kept(found.body)
    core = {line for line in lines if kept.holds(line.text)}
    return core if not core.isdisjoint(prose) else core | prose


class _Kept:
    """What an extraction kept, to be asked for single lines of the page in linear time."""

    def __init__(self, body: HtmlElement) -> None:
        self._whole = {
            squashed(piece or "")
            for element in body.iter()
            for piece in (
                " ".join(element.itertext()) if not len(element) else element.text,
                element.tail,
            )
        }
        self._runs = set(_runs(" ".join(body.itertext())))

    def holds(self, text: str) -> bool:
        """Tell whether a line is in it: most of its words in a row, or all of a short line."""
        runs = list(_runs(text))
        if len(runs) < 2:
            return squashed(text) in self._whole
        return sum(run in self._runs for run in runs) > 0.6 * len(runs)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = words_of(text)
    return zip(*(words[shift:] for shift in range(4)), strict=False)


class _Selection:
    """The lines outside the boxes, and where the article's paragraphs lie among them."""

    def __init__(
        self,
        body: HtmlElement,
        lines: Sequence[Line],
        core: set[Line],
        anchor: Line | None,
        title: str,
    ) -> None:
        self.lines = lines
        self.core = core
        self.title = title
        self.prose = {line for line in core if is_prose(line)}
        self.places = [place for place, line in enumerate(lines) if line in self.prose]
        self.start = next((place for place, line in enumerate(lines, 1) if line is anchor), None)
        self.frame = _frame(body, self.prose)
        self.homes = {_home(line) for line in self.prose}
        self.shapes = {_shape(line) for line in self.prose}

    def chosen(self) -> list[Line]:
        """Return the lines of the article; without long ones, the sentences below its title."""
        if not self.places:
            below = self.lines[self.start or 0 :]
            said = (line for line in below if line in self.core or self.start is not None)
            return [
                line
                for line in said
                if line.kind == "row" or (ends(line.text) and not line.is_link)
            ]
        first, last = self.places[0], self.places[-1]
        head = [line for line in self.lines[self.start or 0 : first] if self._leads(line)]
        middle = [line for line in self.lines[first:last] if self._belongs(line)]
        tail = [line for line in self.lines[last:] if self._trails(line)]
        kept = {line for line in (*head, *middle, *tail) if not self._is_title(line)}
        return self._with_headings(kept | self._completing(kept))

    def _completing(self, kept: set[Line]) -> set[Line]:
        """Return the other lines of paragraphs, lists and tables of which lines are kept."""
        begun = {line.group for line in kept if line.kind in ("row", "item") or is_prose(line)}
        return {
            line
            for line in self.lines
            if line.group in begun
            and not is_byline(line.text)
            and (line.kind == "row" or not line.is_link)
        }

    def _with_headings(self, kept: set[Line]) -> list[Line]:
        """Return the kept lines in order, and each heading that one of them follows."""
        chosen: list[Line] = []
        follows = False
        for place in range(len(self.lines) - 1, -1, -1):
            line = self.lines[place]
            is_heading = line.kind == "heading" and (line in self.core or not line.is_link)
            is_heading = is_heading and place >= (self.start or 0)
            if line in kept or (follows and is_heading and self._in_frame(line)):
                chosen.append(line)
                follows = not self._is_title(line)
            else:
                follows = False
        return [line for line in reversed(chosen) if not self._is_title(line)]

    def _leads(self, line: Line) -> bool:
        """Tell whether a line before the first paragraph is article: a standfirst, a caption."""
        if line.is_link or is_byline(line.text):
            return False
        if self.start is None and not self._in_frame(line):
            return False
        if line.kind in ("caption", "heading"):
            return self.start is not None or line in self.core
        if line.kind in ("row", "item"):
            return line in self.core
        return len(line.text) >= _STANDFIRST and ends(line.text)

    def _belongs(self, line: Line) -> bool:
        """Tell whether a line among the paragraphs is article."""
        if line.is_link and line.kind not in ("row", "item"):
            return line in self.core and (line.kind == "heading" or ends(line.text))
        if line in self.core:
            return True
        if not self._in_frame(line):
            return False
        return line.kind == "caption" or self._is_part(line)

    def _trails(self, line: Line) -> bool:
        """Tell whether a line after the last long paragraph is article."""
        if line.is_link and line.kind not in ("row", "item"):
            return False
        if line in self.core:
            return self._in_frame(line) or self._is_part(line)
        if line.is_link or line.kind == "caption" or is_byline(line.text):
            return False
        return self._is_part(line) and (line.kind != "text" or ends(line.text))

    def _is_part(self, line: Line) -> bool:
        """Tell whether a line lies where the article's paragraphs lie."""
        return _home(line) in self.homes or _shape(line) in self.shapes

    def _is_title(self, line: Line) -> bool:
        return squashed(line.text) == self.title

    def _in_frame(self, line: Line) -> bool:
        return self.frame is line.element or any(
            parent is self.frame for parent in line.element.iterancestors()
        )


def _frame(body: HtmlElement, prose: set[Line]) -> HtmlElement:
    """Return the smallest element that holds nearly all of the article's prose."""
    weights: dict[HtmlElement, int] = {}
    for line in prose:
        for element in (line.element, *line.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(line.text)
    enough = 0.9 * weights.get(body, 0)
    own = {line.element for line in prose}
    frame = body
    while True:
        heaviest = max(frame, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest in own or weights.get(heaviest, 0) < max(1.0, enough):
            return frame
        frame = heaviest


def _home(line: Line) -> HtmlElement:
    """Return the element that a line's block stands in: of an item or a row, that of its list."""
    element = line.element
    if element.tag not in ("div", "td", "section") and element.getparent() is not None:
        element = element.getparent()
    while element.tag in _WITHIN and element.getparent() is not None:
        element = element.getparent()
    return element


def _shape(line: Line) -> tuple[str, ...]:
    """Return what a line's place looks like: tags and classes of it and what is around it."""
    around = (line.element, *line.element.iterancestors())
    return tuple(
        f"{each.tag}.{each.get('class', '')}" for each, _ in zip(around, range(3), strict=False)
    )


def _without_links(lines: Iterable[Line]) -> Iterator[Line]:
    """Drop runs of lines that are links and nothing else, but for the rows of a table."""
    for leads_away, run in groupby(lines, lambda line: line.is_link and line.kind != "row"):
        found = list(run)
        if not leads_away or len(found) < _RUN:
            yield from found


def _without_hanging(lines: list[Line]) -> list[Line]:
    """Drop headings at the end, which nothing follows."""
    while lines and lines[-1].kind == "heading":
        lines.pop()
    return lines


def _without_repeats(lines: Sequence[Line]) -> Iterator[Line]:
    """Keep once what is shown twice: a caption, a pull quote, a paragraph for two widths."""
    pieces = {
        piece
        for line in lines
        for written in _PIECES.split(line.text)
        if (piece := squashed(written)) != squashed(line.text)
    }
    seen: set[str] = set()
    for line in lines:
        key = squashed(line.text)
        long = len(key) >= _REPEATED
        is_pulled = long and key in pieces and _is_set_apart(line)
        if not is_pulled and not (key in seen and (long or is_credited(line.text))):
            yield line
        seen.add(key)


def _is_set_apart(line: Line) -> bool:
    """Tell whether a line is set apart from the paragraphs, as a pull quote is."""
    if line.kind == "heading" or line.element.tag not in ("p", "li", "td", "div"):
        return True
    around = (line.element, *line.element.iterancestors())
    return any(
        each.tag in ("aside", "blockquote", "figure") or _PULLED.search(each.get("class", ""))
        for each, _ in zip(around, range(3), strict=False)
    )
