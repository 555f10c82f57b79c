"""The day that a page says its article was published, or the date that names none."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from ingest.formats.declared import possible_day
from ingest.formats.html.marked import Marked
from ingest.formats.html.names import is_about_time, is_beside
from ingest.formats.html.prose import ends
from ingest.formats.html.schema import text_of
from ingest.formats.lines import BLOCKS, HEADINGS, short_text
from ingest.furniture import is_byline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LATER = re.compile(r"modif|updat|expir|revis|lastmod|copyright|creat|event|birth|valid")
_EARLIER = re.compile(r"publi[sc]|pub_?date|issued|(?:^|[.:_-])(?:date|pdate|post_date)$")
"""Names of a `meta` that certainly holds the day of publication, if it holds one."""
_NAME = re.compile(r"[\w.:-]+")
_IN_ADDRESS = re.compile(r"/(\d{4})/(\d\d?)/(\d\d?)(?:/|$)")
_LIKE_DATE = re.compile(r"\d{4}|\d[./-]\d")
_LONGEST = 80
"""Characters of what can be a date."""
_MOST = 50
"""Dates in the head that are looked at."""
_NEAR = 40
"""Elements before and after the title among which a date can be the article's."""
_PARAGRAPH = 120
_CHANGED = re.compile(r"updat|modif|edited|обновл|измен|жаңарт", re.I)
_LABEL = (
    r"(?:first\s+)?(?:published|posted|publication\s+date|date|опубликовано|жарияланды)"
    r"(?:\s+(?:on|at))?\s*:?\s*"
)
_PUBLISHED = re.compile(_LABEL, re.I)
_LABELLED = re.compile(rf"(?:^|[|·•,.–—-]\s*){_LABEL}$", re.I)
_OTHER = re.compile(
    r"\b(?:event|conference|deadline|meeting|hearing|until|till|from|since|born|died|expires|"
    r"starts?|ends?|due|closing|opening|valid|when)\b",
    re.I,
)


class Published:
    """When an article was published: `day`, or the `written` date that names no day for certain.

    The running text, other articles' dates and dates of a change are passed over.
    """

    def __init__(
        self,
        tree: HtmlElement,
        schema: Mapping[str, Any],
        marked: Marked,
        heading: HtmlElement | None,
        address: str | None,
    ) -> None:
        self.written = ""
        self.day = (
            self._read(text_of(schema.get("datePublished")))
            or self._in_head(tree, marked, address)
            or self._marked(marked)
            or self._shown(marked, heading)
        )
        if self.day:
            self.written = ""

    def _read(self, written: str | None) -> date | None:
        """Return the day that is written; what names none but looks like a date is remembered."""
        text = " ".join((written or "")[: 4 * _LONGEST].split())
        day = possible_day(text) if len(text) <= _LONGEST else None
        if day is None and len(text) <= _LONGEST and _LIKE_DATE.search(text):
            self.written = self.written or text
        return day

    def _in_head(self, tree: HtmlElement, marked: Marked, address: str | None) -> date | None:
        """Return the day that htmldate finds among what the head says, and in the address.

        It is shown only what names a day for certain, as from all else it would guess.
        """
        from htmldate import find_date
        from lxml import html

        page = html.document_fromstring("<html><head></head><body></body></html>")
        days: set[date] = set()
        for element in islice(tree.iter("meta"), 20 * _MOST):
            said = (element.get(key) for key in ("property", "name", "http-equiv"))
            name = next(filter(None, said), "")[:_LONGEST].lower()
            written = (element.get("content") or "")[: 2 * _LONGEST]
            if not _NAME.fullmatch(name) or _LATER.search(name) or len(days) > _MOST:
                continue
            if not (_LIKE_DATE.search(written) and marked.is_own(element)):
                continue
            day = self._read(written) if _EARLIER.search(name) else possible_day(written)
            if day is not None:
                days.add(day)
                page.head.append(page.head.makeelement("meta", name=name, content=str(day)))
        found = _IN_ADDRESS.search(address or "")
        if found and (day := possible_day("-".join(found.groups()))):
            days.add(day)
        day = possible_day(
            find_date(
                page,
                extensive_search=False,
                original_date=True,
                url=(address or "") if found else "",
                min_date="1990-01-01",
                max_date=(datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d"),
                deferred_url_extractor=True,
            )
            or ""
        )
        return day if day in days else None

    def _marked(self, marked: Marked) -> date | None:
        for element in marked.saying("datepublished"):
            written = element.get("datetime") or element.get("content") or short_text(element)
            if day := self._read(written):
                return day
        return None

    def _shown(self, marked: Marked, heading: HtmlElement | None) -> date | None:
        """Return the first day that an element marked as a date names, by the article's title."""
        for element in _by_heading(heading) if heading is not None else ():
            if element.tag != "time" and not is_about_time(element):
                continue
            if is_beside(element) or not marked.is_own(element):
                continue
            text = short_text(element, 100)
            named = f"{element.get('class', '')} {element.get('itemprop', '')}"[:_LONGEST]
            if _CHANGED.search(f"{named} {text}") or _is_of_something_else(element):
                continue
            written = element.get("datetime") or element.get("content") or text
            label = _PUBLISHED.match(written.strip()[:_LONGEST])
            if day := self._read(written.strip()[label.end() if label else 0 :]):
                return day
        return None


def _is_of_something_else(element: HtmlElement) -> bool:
    """Tell whether a date stands in a sentence, or under a label that is not of publication."""
    block = element
    while block.tag not in BLOCKS and block.getparent() is not None:
        block = block.getparent()
    said = short_text(block, 300)
    if (
        not any(inner.tag in BLOCKS for inner in block)
        and ends(said)
        and not is_byline(said.rstrip("."))
    ):
        return True
    before = _before(element)
    if _LABELLED.search(before):
        return False
    return before.endswith(":") or _OTHER.search(before) is not None


def _before(element: HtmlElement) -> str:
    """Return the words just before an element, unless they are a heading's."""
    for _ in range(20):
        previous = element.getprevious()
        if previous is not None and previous.tag in HEADINGS:
            return ""
        around = element.getparent()
        if previous is not None:
            said = (previous.tail or "").strip() or short_text(previous, 300)
            element = previous
        elif around is not None:
            said, element = (around.text or "").strip(), around
        else:
            return ""
        if said:
            return said[-60:]
    return ""


def _by_heading(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements between the title and the first paragraph, then those just before it.

    Farther off stand the dates of other articles, and the page's clock.
    """
    for element in islice(_after(heading), _NEAR):
        if element.tag == "p" and len(short_text(element)) > _PARAGRAPH:
            break
        yield element
    around = list(heading.iterancestors())[:2]
    before = takewhile(lambda each: each is not heading, around[-1].iterdescendants())
    yield from deque(before, _NEAR)


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements in an element, then those below it."""
    yield from element.iterdescendants()
    for each in (element, *element.iterancestors()):
        for beside in each.itersiblings():
            yield from beside.iter()
