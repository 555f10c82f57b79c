"""Which lines of a web page are its article.

Boxes beside the article are put aside first. Of the rest, trafilatura tells where the article lies.
What it leaves out between the paragraphs that it keeps is taken back (a table, a list, a caption),
and what it takes along without being article is dropped. The lines stay the page's own, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING

from ingest.formats.html.ancestry import Within, summed
from ingest.formats.html.boxes import Boxes
from ingest.formats.html.core import core_of
from ingest.formats.html.names import is_hidden
from ingest.formats.html.notices import beside_title, notice
from ingest.formats.html.prose import ends, is_prose, squashed
from ingest.formats.html.repeats import without_repeats
from ingest.formats.lines import Line, lines_of
from ingest.furniture import is_byline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STANDFIRST = 30
"""Characters from which a sentence between title and first paragraph is taken for article."""
_LONGEST_NAME = 1000
"""Characters of a class or an id; what is longer is cut, as it is matched many times over."""
_RUN = 3
"""So many lines in a row that are links alone lead elsewhere."""
_WITHIN = frozenset(
    "li dt dd tr tbody thead tfoot ul ol dl table blockquote figcaption figure aside".split()
)


def article_lines(body: HtmlElement, title: str | None) -> list[Line]:
    """Return the lines of the page that are its article, without its title."""
    _cut_names(body)
    unseen = _unseen(body)
    lines = lines_of(body, unseen)
    boxes = Boxes(body, lines, title)
    outside = [line for line in lines if not boxes.holds(line)]
    if not any(map(is_prose, outside)) and any(map(is_prose, lines)):
        # Names that would leave nothing are those of the article.
        boxes = Boxes(body, lines, title, named=False)
        outside = [line for line in lines if not boxes.holds(line)]
    core = core_of(body, outside, unseen | boxes.elements)
    wanted = squashed(title or "")
    if any(is_prose(line) for line in core):
        chosen = _Selection(body, outside, core, boxes.anchor, wanted).chosen()
    else:
        chosen = notice(outside, core, boxes.anchor, wanted)
    return list(without_repeats(_without_hanging(list(_without_links(chosen)))))


def _cut_names(body: HtmlElement) -> None:
    for element in body.iter():
        for name in ("class", "id", "style"):
            value = element.get(name)
            if value and len(value) > _LONGEST_NAME:
                element.set(name, value[:_LONGEST_NAME])


def _unseen(body: HtmlElement) -> set[HtmlElement]:
    """Return what no reader sees, but for what is the most of a page that waits to be shown."""
    hidden = {each for each in body.iterdescendants() if is_hidden(each)}
    if not hidden:
        return hidden
    own = {each: len(each.text or "") + sum(len(inner.tail or "") for inner in each)
           for each in body.iter()}  # fmt: skip
    sizes = summed(body, own, add)
    return {each for each in hidden if sizes[each] < sizes[body] / 2}


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
        self.anchor = anchor
        self.title = title
        prose = [line for line in lines if line in core and is_prose(line)]
        self.places = [place for place, line in enumerate(lines) if line in core and is_prose(line)]
        self.start = next((place for place, line in enumerate(lines, 1) if line is anchor), None)
        self.frame = _frame(body, prose)
        self.in_frame = Within(lambda element: element is self.frame)
        self._homes: dict[HtmlElement, HtmlElement] = {}
        self.homes = {self._home(line) for line in prose}
        self.shapes = {_shape(line) for line in prose}

    def chosen(self) -> list[Line]:
        """Return the lines of the article."""
        first, last = self.places[0], self.places[-1]
        head = [line for line in self.lines[self.start or 0 : first] if self._leads(line)]
        middle = [line for line in self.lines[first:last] if self._belongs(line)]
        tail = [line for line in self.lines[last:] if self._trails(line)]
        kept = {line for line in (*head, *middle, *tail) if not self._is_title(line)}
        if len(self.places) == 1:
            # One paragraph that does not stand with the title may be no more than the site's own.
            titled = beside_title(self.lines, self.anchor)
            kept |= set(titled) if self.lines[first] not in titled else set()
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
            if line in kept or (follows and is_heading and self.in_frame(line.element)):
                chosen.append(line)
                follows = not self._is_title(line)
            else:
                follows = False
        return [line for line in reversed(chosen) if not self._is_title(line)]

    def _leads(self, line: Line) -> bool:
        """Tell whether a line before the first paragraph is article: a standfirst, a caption."""
        if line.is_link or is_byline(line.text):
            return False
        if self.start is None and not self.in_frame(line.element):
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
        if not self.in_frame(line.element):
            return False
        return line.kind == "caption" or self._is_part(line)

    def _trails(self, line: Line) -> bool:
        """Tell whether a line after the last long paragraph is article."""
        if line.is_link and line.kind not in ("row", "item"):
            return False
        if line in self.core:
            return self.in_frame(line.element) or self._is_part(line)
        if line.is_link or line.kind == "caption" or is_byline(line.text):
            return False
        if line.kind == "text":
            return ends(line.text) and (self.in_frame(line.element) or self._is_part(line))
        return self._is_part(line)

    def _is_part(self, line: Line) -> bool:
        """Tell whether a line lies where the article's paragraphs lie."""
        return self._home(line) in self.homes or _shape(line) in self.shapes

    def _is_title(self, line: Line) -> bool:
        return squashed(line.text) == self.title

    def _home(self, line: Line) -> HtmlElement:
        """Return the element that a line's block stands in: of an item, that of its list."""
        element = line.element
        if element.tag not in ("div", "td", "section") and element.getparent() is not None:
            element = element.getparent()
        path = []
        while element not in self._homes and element.tag in _WITHIN:
            path.append(element)
            element = element.getparent()
        home = self._homes.get(element, element)
        self._homes.update(dict.fromkeys(path, home))
        return home


def _frame(body: HtmlElement, prose: Sequence[Line]) -> HtmlElement:
    """Return the smallest element that holds nearly all of the article's prose."""
    own: dict[HtmlElement, int] = {}
    for line in prose:
        own[line.element] = own.get(line.element, 0) + len(line.text)
    weights = summed(body, own, add)
    enough = 0.9 * weights.get(body, 0)
    frame = body
    while True:
        heaviest = max(frame, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest in own or weights.get(heaviest, 0) < max(1.0, enough):
            return frame
        frame = heaviest


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
