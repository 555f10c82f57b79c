"""What the boxes of a web page are for, by what their markup calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.formats.markup import Line
from ingest.formats.prose import is_prose, squashed
from ingest.furniture import is_furniture, opens_furniture, opens_replies

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROLES = frozenset(
    """navigation banner contentinfo search complementary dialog alertdialog menu menubar
    toolbar""".split()
)
_TAGS = frozenset("nav footer aside dialog amp-sidebar amp-consent amp-ad".split())
_SURE = frozenset(
    """nav navbar navigation subnav topnav breadcrumb breadcrumbs crumbs cookie cookies consent gdpr
    newsletter newsletters sharebar sharedaddy sociable mostread disqus respond commentlist
    comment comments sidebar advert adverts advertisement adsbygoogle outbrain taboola pagination
    toolbar masthead skiplink skiplinks onetrust addtoany addthis toc topbar sitemap megamenu
    offcanvas hamburger""".split()
)
_LIKELY = frozenset(
    """social socials share shares sharing related recommended recommendations trending sponsored
    ads pager""".split()
)
"""Names of such boxes that a section of an article can have too, as one on social policy."""
_PARTS = frozenset(
    """fact facts factbox note notes callout infobox explainer background timeline footnotes
    references""".split()
)
"""Names by which an element that stands beside the article is a part of it."""
_SURE_PAIRS = frozenset(
    """most-read most-popular most-viewed read-more read-next read-also see-also more-stories
    more-news latest-news post-nav comment-list comment-form comments-area user-comments
    site-header site-footer page-footer global-header follow-us sign-up email-signup author-bio
    about-author author-box next-article prev-article next-prev post-navigation skip-link back-top
    tag-list tag-cloud link-list quick-links social-media print-hide no-print mc-embed""".split()
)
_MAYBE = frozenset(
    """menu comments comment ad promo promos promotion subscribe subscription signup paywall footer
    header popup modal overlay banner login search popular byline author authors bio tags tag
    teaser teasers widget widgets meta rating poll links print tools actions utility legal
    copyright disclaimer bar sticky notice cta donate donation membership register premium regwall
    upsell carousel credits reactions likes counter follow feed latest more reply replies side
    rail right left aside topics keywords date time timestamp published posted updated dateline
    info postmeta noprint boilerplate contacts contact""".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMES = re.compile(r"[A-Za-z0-9]+")
_MADE = re.compile(r"\d[A-Za-z]")
_LONGEST_NAME = 400
_UNNAMED = frozenset("html body main article h1 h2 h3 h4 h5 h6 p li td tr tbody table".split())
_MARK = "data-beside-article"
_LITTLE = 200
"""Characters of prose; a box whose name can mean either is no article with fewer."""
_CARDS = 3
_TEASER = 300
"""Characters of prose that one card may hold; what holds more is no teaser of something else."""
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether a reader of the page does not see an element."""
    return "hidden" in element.attrib or bool(
        _HIDDEN.search(element.get("style", "")[:_LONGEST_NAME])
    )


class Boxes:
    """The boxes of a page that stand beside its article, told by names, headings and lines.

    Without `named`, what elements are called counts for nothing.
    """

    def __init__(self, lines: Sequence[Line], title: str | None, *, named: bool = True) -> None:
        wanted = squashed(title or "")
        self._named = named
        self.anchor = _anchor(lines, wanted)
        self._titled = _and_around(self.anchor)
        self._known: dict[HtmlElement, bool] = {}
        self._weights: dict[HtmlElement, int] = {}
        self._first: dict[HtmlElement, int] = {}
        self._begun: dict[HtmlElement, int] = {}
        self._links: dict[HtmlElement, tuple[int, int]] = {}
        self._weigh(lines)
        self._total = sum(len(line.text) for line in lines if _weighs(line))
        self._opened_lines = set(self._below_openings(lines)) | set(self._cards(lines))

    def holds(self, line: Line) -> bool:
        """Tell whether a line is furniture itself, or lies in a box that is."""
        return (
            line in self._opened_lines or is_furniture(line.text) or self._is_in_box(line.element)
        )

    @contextmanager
    def marked(self) -> Iterator[str]:
        """Mark the boxes in the tree by an attribute, whose name is given, for a while."""
        marked = [element for element, is_box in self._known.items() if is_box]
        for element in marked:
            element.set(_MARK, "")
        try:
            yield _MARK
        finally:
            for element in marked:
                element.attrib.pop(_MARK, None)

    def _weigh(self, lines: Sequence[Line]) -> None:
        for place, line in enumerate(lines):
            weighs = _weighs(line)
            for element in (line.element, *line.element.iterancestors()):
                self._begun.setdefault(element, place)
                size, linked = self._links.get(element, (0, 0))
                self._links[element] = (size + len(line.text), linked + line.linked)
                if weighs:
                    self._first.setdefault(element, place)
                    self._weights[element] = self._weights.get(element, 0) + len(line.text)

    def _below_openings(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield the lines of what begins with such as "Related stories", those headings first."""
        place = 0
        while place < len(lines):
            line = lines[place]
            place += 1
            if not opens_furniture(line.text) or line is self.anchor:
                continue
            box = self._opened_box(line, place - 1)
            if box is not None:
                self._known[box] = True
                continue
            begun = place
            while place < len(lines) and self._is_listed(lines[place], line):
                yield lines[place]
                place += 1
            if place > begun or place == len(lines):
                yield line

    def _cards(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield the lines of cards: headings that are links, three and more side by side."""
        heads: dict[tuple[HtmlElement | None, str, str], list[Line]] = {}
        for line in lines:
            if line.kind == "heading" and line.is_link and line is not self.anchor:
                card = line.element.getparent()
                around = card.getparent() if card is not None else None
                heads.setdefault((around, card.tag, card.get("class", "")), []).append(line)
        cards: set[HtmlElement] = set()
        for found in heads.values():
            own = {line.element.getparent() for line in found} - self._titled
            weight = sum(self._weights.get(card, 0) for card in own)
            if len(found) >= _CARDS and weight < min(len(found) * _TEASER, self._total):
                cards |= own
        for line in lines if cards else ():
            if not cards.isdisjoint((line.element, *line.element.iterancestors())):
                yield line

    def _opened_box(self, heading: Line, place: int) -> HtmlElement | None:
        """Return the largest element that is all about what a heading announces."""
        box = None
        for element in heading.element.iterancestors():
            if element.tag in ("body", "main", "article") or element in self._titled:
                break
            if self._first.get(element, place) < place:
                break
            if box is not None and self._begun[element] < place:
                break
            box = element
        if box is None or self._weights.get(box, 0) == self._total > 0:
            return None
        size, linked = self._links[box]
        return box if linked > 0.1 * size or opens_replies(heading.text) else None

    def _is_listed(self, line: Line, heading: Line) -> bool:
        """Tell whether a line below such a heading is what it announces: a link or a card."""
        if line.is_link or line.linked > 0.5 * len(line.text):
            return True
        beside = line.element.getparent() is heading.element.getparent()
        return not beside and not is_prose(line) and line.kind != "row" and line.linked > 0

    def _is_in_box(self, element: HtmlElement) -> bool:
        path = []
        answer = False
        for inner in (element, *element.iterancestors()):
            if inner in self._known:
                answer = self._known[inner]
                break
            path.append(inner)
        for inner in reversed(path):
            answer = answer or self._is_box(inner)
            self._known[inner] = answer
        return answer

    def _is_box(self, element: HtmlElement) -> bool:
        # What holds the title, or nearly all prose, is the article's frame, whatever it is called.
        if element in self._titled or not self._named:
            return False
        weight = self._weights.get(element, 0)
        if weight > (0.95 if self.anchor else 0.35) * self._total:
            return False
        words = set(_names(element, always=element.tag in _TAGS))
        size, linked = self._links.get(element, (0, 0))
        if not words.isdisjoint(_PARTS) and linked < 0.2 * size:
            return False
        if is_surely_beside(element):
            return True
        if not words.isdisjoint(_LIKELY):
            return weight == 0 or linked > 0.15 * size
        return _may_be_furniture(element) and (weight < _LITTLE or linked > 0.4 * size)


def _anchor(lines: Sequence[Line], title: str) -> Line | None:
    """Return the line that is the article's title: the heading of its words, or the only h1."""
    same = [line for line in lines if title and squashed(line.text) == title]
    tops = [line for line in lines if line.element.tag == "h1"]
    headed = [line for line in same if line.kind == "heading"]
    if headed or same:
        return (headed or same)[0]
    return tops[0] if len(tops) == 1 else None


def _weighs(line: Line) -> bool:
    """Tell whether a line has something to say: prose, or data."""
    if line.kind == "row":
        return not line.is_link
    return is_prose(line) and not is_furniture(line.text)


def _and_around(line: Line | None) -> set[HtmlElement]:
    return set() if line is None else {line.element, *line.element.iterancestors()}


def is_beside(element: HtmlElement) -> bool:
    """Tell whether an element is, or is likely to be, a box beside the article."""
    return is_surely_beside(element) or not _LIKELY.isdisjoint(_names(element))


def is_surely_beside(element: HtmlElement) -> bool:
    """Tell whether an element's tag, role or names are those of a box beside the article."""
    if element.tag in _TAGS or element.get("role", "").lower() in _ROLES:
        return True
    words = _names(element)
    pairs = {f"{one}-{two}" for one, two in pairwise(words)}
    return not _SURE.isdisjoint(words) or not _SURE_PAIRS.isdisjoint(pairs)


def _may_be_furniture(element: HtmlElement) -> bool:
    return not _MAYBE.isdisjoint(_names(element))


def is_about_time(element: HtmlElement) -> bool:
    """Tell whether an element is said to hold when the article was published."""
    words = set(_names(element, always=True)) | {element.get("itemprop", "").lower()}
    return not words.isdisjoint(_TIMES) and words.isdisjoint(_OTHER_TIMES)


_TIMES = frozenset(
    """date datetime published publish publishdate pubdate posted dateline datepublished postdate
    timestamp created""".split()
)
_OTHER_TIMES = frozenset(
    "updated update modified datemodified expires event events today current".split()
)


def _names(element: HtmlElement, always: bool = False) -> list[str]:
    """Return the words of an element's classes and id: "post-nav" and "postNav" are two."""
    if element.tag in _UNNAMED and not always:
        return []
    named = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_NAME]
    # A name such as c1ad23 is made by a machine and says nothing.
    plain = (name for name in _NAMES.findall(named) if not _MADE.search(name))
    return [word.lower() for name in plain for word in _WORDS.findall(name)]
