"""What elements of a page are marked to say of its own article, and not of another it shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ingest.formats.html.names import is_beside
from ingest.formats.lines import short_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 50
"""Marked elements that are looked at; a page marks its own among the first."""


class Marked:
    """Elements with `itemprop` or `rel`, of the article below a heading."""

    def __init__(self, tree: HtmlElement, heading: HtmlElement | None) -> None:
        self._marked = tree.xpath("//*[@itemprop or @rel]")
        self._titled = set() if heading is None else {heading, *heading.iterancestors()}

    def saying(self, name: str) -> list[HtmlElement]:
        """Return the elements that are marked so: by `itemprop`, or by `rel`."""
        return [each for each in islice(self._named(name), _MOST) if self.is_own(each)]

    def value(self, name: str) -> str | None:
        """Return the one thing that elements say which are marked so; None for several."""
        values = {said for each in self.saying(name) if (said := value_of(each))}
        return values.pop() if len(values) == 1 else None

    def is_own(self, element: HtmlElement) -> bool:
        """Tell whether an element says something of the article: not in a box or a card.

        What is described, or the `article`, that it lies in has to hold the article's title too.
        """
        in_footer = False
        for around in element.iterancestors():
            if around.tag == "head":
                return True
            if "itemscope" in around.attrib or around.tag in ("article", "body"):
                own = not self._titled or around in self._titled
                return own and not (in_footer and around.tag == "body")
            in_footer = in_footer or around.tag == "footer"
            if around.tag != "footer" and is_beside(around):
                return False
        return True

    def _named(self, name: str) -> Iterator[HtmlElement]:
        for element in self._marked:
            marks = f"{element.get('itemprop', '')} {element.get('rel', '')}"[:200].lower()
            if name in marks.split():
                yield element


def value_of(element: HtmlElement) -> str:
    """Return what a marked element says: of one that describes somebody, the name."""
    for inner in islice(element.iterdescendants(), 20):
        if inner.get("itemprop", "").lower() == "name":
            return " ".join((inner.get("content") or "")[:200].split()) or short_text(inner, 200)
    return " ".join((element.get("content") or "")[:200].split()) or short_text(element, 200)
