"""A page's title, without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ingest.formats.html.prose import squashed
from ingest.formats.lines import HEADINGS, short_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 500
_SEPARATOR = re.compile(r"\s+[|–—·•:»›/~-]+\s+|\s*\|\s*")
_MOST_PARTS = 5
"""Separators, from the end, at which a site's name is looked for."""
_NAMED = ("og:title", "", "dc.title", "citation_title", "twitter:title")


def tag_of(tree: HtmlElement) -> str:
    """Return the text of the page's `title`: not that of a drawing's, which can have one too."""
    for element in tree.iter("title"):
        around = element.getparent()
        if around is not None and around.tag in ("head", "body", "html"):
            return " ".join((element.text or "")[: 4 * _LONGEST].split())[:_LONGEST]
    return ""


def title_of(
    tree: HtmlElement, meta: Mapping[str, str], headline: str | None, publisher: str | None
) -> str | None:
    """Return the article's title: its one heading where the page is named so, or what is said."""
    tag = tag_of(tree)
    tops = [text for h1 in tree.iter("h1") if (text := short_text(h1))]
    if len(tops) == 1 and squashed(tops[0]) in squashed(tag):
        return tops[0]
    said = (meta.get(name) if name else headline for name in _NAMED)
    title = next(filter(None, said), None) or tag or (tops[0] if len(tops) == 1 else None)
    return _without_site(title[:_LONGEST], publisher, tree) if title else None


def heading_of(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """Return the heading that is a title."""
    wanted = squashed(title or "")
    for element in tree.body.iter(*HEADINGS):
        if wanted and squashed(short_text(element)) == wanted:
            return element
    return None


def _without_site(title: str, publisher: str | None, tree: HtmlElement) -> str:
    """Take the site's name off a title: where it is known, or where a heading is the rest of it."""
    cuts = list(_SEPARATOR.finditer(title))[-_MOST_PARTS:]
    for cut in reversed(cuts):
        front, back = title[: cut.start()], title[cut.end() :]
        if publisher and squashed(back) == squashed(publisher):
            return _without_site(front, None, tree) if front else title
        if publisher and squashed(front) == squashed(publisher):
            return back or title
    headings = {squashed(short_text(each)) for each in tree.iter("h1", "h2", "h3") if cuts}
    for cut in reversed(cuts):
        front = title[: cut.start()]
        if len(front) > 10 and squashed(front) in headings:
            return front
    return title
