"""The boxes of a web page that stand beside its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.formats.html import names
from ingest.formats.html.ancestry import Within, summed
from ingest.formats.html.prose import ends, is_prose, squashed
from ingest.formats.lines import Line
from ingest.furniture import is_furniture, opens_furniture, opens_replies

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LITTLE = 200
"""Characters of prose; a box whose name can mean either is no article with fewer."""
_NEVER = 1 << 60
_CARDS = 3
_TEASER = 300
"""Characters of prose that one card may hold; what holds more is no teaser of something else."""


class _Weight(NamedTuple):
    """What lies in an element: where its lines and its prose begin, and characters of each."""

    begun: int = _NEVER
    first: int = _NEVER
    size: int = 0
    linked: int = 0
    prose: int = 0
    said: int = 0


def _together(one: _Weight, other: _Weight) -> _Weight:
    return _Weight(
        min(one.begun, other.begun),
        min(one.first, other.first),
        *(mine + others for mine, others in zip(one[2:], other[2:], strict=True)),
    )


class Boxes:
    """The boxes of a page that stand beside its article, told by names, headings and lines.

    Without `named`, what elements are called counts for nothing.
    """

    def __init__(
        self, body: HtmlElement, lines: Sequence[Line], title: str | None, *, named: bool = True
    ) -> None:
        self._named = named
        self.anchor = anchor_of(lines, title)
        around = self.anchor.element if self.anchor else None
        self._titled = set() if around is None else {around, *around.iterancestors()}
        # What is said many times over is looked at once.
        texts = {line.text for line in lines}
        self._furniture = set(filter(is_furniture, texts))
        self._openings = set(filter(opens_furniture, texts))
        own: dict[HtmlElement, _Weight] = {}
        for place, line in enumerate(lines):
            weight = self._weight(line, place)
            own[line.element] = _together(own.get(line.element, _Weight()), weight)
        self._weights = summed(body, own, _together)
        self._whole = self._weights.get(body, _Weight())
        begun = lines.index(self.anchor) if self.anchor else 0
        self._start = next(
            (n for n, line in enumerate(lines) if n > begun and self._weighs(line)), 0
        )
        self._within = Within(self._is_box)
        self._paragraphs: dict[HtmlElement | None, int] = {}
        for line in lines:
            if is_prose(line):
                parent = line.element.getparent()
                self._paragraphs[parent] = self._paragraphs.get(parent, 0) + 1
        self._announced = set(self._below_openings(lines))
        self._find_cards(lines)

    def holds(self, line: Line) -> bool:
        """Tell whether a line is furniture itself, or lies in a box that is."""
        return line in self._announced or line.text in self._furniture or self._within(line.element)

    @property
    def elements(self) -> set[HtmlElement]:
        """The elements that hold lines which were asked about, and are boxes."""
        return {element for element, is_box in self._within.known.items() if is_box}

    def _weight(self, line: Line, place: int) -> _Weight:
        weighs = self._weighs(line)
        says = ends(line.text) and not line.is_link and line.text not in self._furniture
        size = len(line.text)
        return _Weight(
            place, place if weighs else _NEVER, size, line.linked, size * weighs, size * says
        )

    def _weighs(self, line: Line) -> bool:
        """Tell whether a line has something to say: prose, or data."""
        if line.kind == "row":
            return not line.is_link
        return is_prose(line) and line.text not in self._furniture

    def _below_openings(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield the lines of what begins with such as "Related stories", those headings first."""
        place = 0
        while place < len(lines):
            line = lines[place]
            place += 1
            if line.text not in self._openings or line is self.anchor:
                continue
            box = self._opened_box(line, place - 1)
            if box is not None:
                self._within.known[box] = True
                continue
            begun = place
            while place < len(lines) and self._is_listed(lines[place], line):
                yield lines[place]
                place += 1
            if place > begun or place == len(lines):
                yield line

    def _opened_box(self, heading: Line, place: int) -> HtmlElement | None:
        """Return the largest element that is all about what a heading announces."""
        box = None
        for element in heading.element.iterancestors():
            if element.tag in ("body", "main", "article") or element in self._titled:
                break
            weight = self._weights[element]
            if weight.first < place or (box is not None and weight.begun < place):
                break
            box = element
        if box is None:
            return None
        weight = self._weights[box]
        if weight.prose == self._whole.prose > 0:
            return None
        return box if weight.linked > 0.1 * weight.size or opens_replies(heading.text) else None

    def _is_listed(self, line: Line, heading: Line) -> bool:
        """Tell whether a line below such a heading is what it announces: a link or a card."""
        if line.is_link or line.linked > 0.5 * len(line.text):
            return True
        beside = line.element.getparent() is heading.element.getparent()
        return not beside and not is_prose(line) and line.kind != "row" and line.linked > 0

    def _find_cards(self, lines: Sequence[Line]) -> None:
        """Take for boxes what holds headings that are links, three and more side by side."""
        heads: dict[tuple[HtmlElement | None, str, str], set[HtmlElement]] = {}
        for line in lines:
            card = line.element.getparent()
            if line.kind == "heading" and line.is_link and card is not None:
                alike = (card.getparent(), card.tag, card.get("class", ""))
                heads.setdefault(alike, set()).add(card)
        for cards in heads.values():
            own = cards - self._titled
            prose = sum(self._weights[card].prose for card in own)
            if len(cards) >= _CARDS and prose < min(len(cards) * _TEASER, self._whole.prose):
                self._within.known.update(dict.fromkeys(own, True))

    def _is_box(self, element: HtmlElement) -> bool:
        # What holds the title, or nearly all prose, is the article's frame, whatever it is called.
        if element in self._titled or not self._named or element not in self._weights:
            return False
        weight = self._weights[element]
        share = self._share(weight)
        by_kind = names.is_beside_by_kind(element)
        if share > (0.95 if self.anchor else 0.35) and (self._whole.prose or not by_kind):
            return False
        words = names.names_of(element, always=by_kind)
        if not words.isdisjoint(names.PARTS) and weight.linked < 0.2 * weight.size:
            return False
        if by_kind:
            return not self._is_among_paragraphs(element, weight)
        if share > 0.34 and not (self._follows_prose(weight) and words & names.REPLIES):
            return False
        return _is_named_box(words, weight)

    def _share(self, weight: _Weight) -> float:
        """Return how much of the page's prose something holds; without any, of its plain text."""
        if self._whole.prose:
            return weight.prose / self._whole.prose
        return (weight.size - weight.linked) / max(1, self._whole.size - self._whole.linked)

    def _follows_prose(self, weight: _Weight) -> bool:
        """Tell whether the first prose below the title lies before something."""
        return self._whole.prose > 0 and self._start < weight.first

    def _is_among_paragraphs(self, element: HtmlElement, weight: _Weight) -> bool:
        """Tell whether an aside is one of the article: it stands among its paragraphs, unlinked."""
        return (
            element.tag == "aside"
            and self._paragraphs.get(element.getparent(), 0) > 1
            and weight.said > 0
            and weight.linked < 0.2 * weight.size
            and not _is_named_box(names.names_of(element, always=True), weight)
        )


def anchor_of(lines: Sequence[Line], title: str | None) -> Line | None:
    """Return the line that is the article's title: the heading of its words, or the only h1."""
    wanted = squashed(title or "")
    same = [line for line in lines if wanted and squashed(line.text) == wanted]
    tops = [line for line in lines if line.element.tag == "h1"]
    headed = [line for line in same if line.kind == "heading"]
    if headed or same:
        return (headed or same)[0]
    return tops[-1] if len({line.element for line in tops}) == 1 else None


def _is_named_box(words: frozenset[str], weight: _Weight) -> bool:
    if not words.isdisjoint(names.SURE):
        return True
    if not words.isdisjoint(names.LIKELY):
        return weight.prose == 0 or weight.linked > 0.15 * weight.size
    mostly_links = weight.linked > 0.4 * weight.size
    if not words.isdisjoint(names.MAYBE):
        return weight.prose < _LITTLE or mostly_links
    return not words.isdisjoint(names.WEAK) and (mostly_links or weight.said + weight.prose == 0)
