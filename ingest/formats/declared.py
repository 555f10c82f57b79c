"""What a web page says of its article: in its head, in JSON-LD, in elements marked as such."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ingest.formats.boxes import is_about_time, is_beside
from ingest.formats.markup import HEADINGS
from ingest.formats.prose import squashed as _squash

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_JSON = 1_000_000
"""Characters of one JSON-LD block."""
_DEEPEST = 8
_KINDS = re.compile(r"(?:Article|Posting|Report|Review|WebPage|Statement|Release|CreativeWork)$")
_SEPARATOR = re.compile(r"\s+[|–—·•:»›/~-]+\s+|\s*\|\s*")
_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|editor|staff|redaktion|author|unknown|webmaster|user\d*|https?:.*|@.*|)",
    re.I,
)
_EARLIEST = date(1990, 1, 1)
_LONGEST = 500
_NEAR = 40
"""Elements before and after the title among which a date can be the article's."""
_PARAGRAPH = 120
_CHANGED = re.compile(r"updat|modif|edited|обновл|измен|жаңарт", re.I)
_PUBLISHED = re.compile(r"^(?:published|posted)(?:\s+on)?\s*:?\s*", re.I)
_LATER = re.compile(r"modif|updat|expir|revis|lastmod|copyright")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of its article; what it does not say stays None."""

    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    language: str | None
    url: str | None


def declared(tree: HtmlElement, address: str | None = None) -> Declared:
    """Return what a page says of its article. `address` is where it was fetched from."""
    meta = _meta(tree)
    schema = _schema(tree)
    publisher = (
        meta.get("og:site_name")
        or _named(schema.get("publisher"))
        or meta.get("dc.publisher")
        or meta.get("dcterms.publisher")
        or meta.get("publisher")
        or meta.get("application-name")
    )
    url = _url(tree, meta, address)
    title = _title(tree, meta, schema, publisher)
    return Declared(
        title=title,
        author=_author(tree, meta, schema, publisher),
        publisher=_short(publisher),
        published=_published(tree, schema, url or address, title),
        language=_language(tree, meta),
        url=url,
    )


def web_address(link: str | None, base: str | None = None) -> str | None:
    """Return an address of the web, made absolute; None for what is none."""
    try:
        absolute = urljoin(base or "", (link or "").strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(absolute) > 2000:
        return None
    return "%20".join(absolute.split())


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = " ".join((element.get("content") or "")[:4000].split())
        if value:
            found.setdefault(name.strip().lower(), value)
    return found


def _schema(tree: HtmlElement) -> dict[str, Any]:
    """Return the page's first JSON-LD object that describes an article."""
    page: dict[str, Any] = {}
    for script in tree.iter("script"):
        written = script.text or ""
        if "ld+json" not in script.get("type", "").lower() or len(written) > _MOST_JSON:
            continue
        try:
            objects = list(_objects(json.loads(written, strict=False)))
        except (ValueError, RecursionError):
            continue
        for each in objects:
            kinds = each.get("@type")
            kind = str(kinds[0] if isinstance(kinds, list) and kinds else kinds)
            if kind == "WebPage":
                page = page or each
            elif _KINDS.search(kind):
                return each
    return page


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _named(value: Any) -> str | None:
    """Return the name or names of a person or an organization in JSON-LD."""
    if isinstance(value, list):
        return ", ".join(name for name in map(_named, value[:20]) if name) or None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(
    tree: HtmlElement, meta: dict[str, str], schema: dict[str, Any], publisher: str | None
) -> str | None:
    written = tree.findtext(".//title")
    tag = " ".join(written.split()) if written else None
    headings = [text for h1 in tree.iter("h1") if (text := " ".join(h1.text_content().split()))]
    if len(headings) == 1 and tag and _squash(headings[0]) in _squash(tag):
        return _short(headings[0])
    headline = schema.get("headline")
    title = (
        meta.get("og:title")
        or (" ".join(headline.split()) if isinstance(headline, str) else None)
        or meta.get("dc.title")
        or meta.get("citation_title")
        or meta.get("twitter:title")
        or tag
        or (headings[0] if len(headings) == 1 else None)
    )
    return _short(_without_site(title, publisher, tree)) if title else None


def _without_site(title: str, publisher: str | None, tree: HtmlElement) -> str:
    """Take the site's name off a title: where it is known, or where a heading is the rest of it."""
    parts = list(_SEPARATOR.finditer(title))
    for cut in reversed(parts):
        front, back = title[: cut.start()], title[cut.end() :]
        if publisher and _squash(back) == _squash(publisher):
            return _without_site(front, None, tree) if front else title
        if publisher and _squash(front) == _squash(publisher):
            return back or title
    if parts:
        headings = {
            _squash(heading.text_content()): " ".join(heading.text_content().split())
            for heading in tree.iter("h1", "h2", "h3")
        }
        for cut in reversed(parts):
            front = title[: cut.start()]
            if len(front) > 10 and _squash(front) in headings:
                return front
    return title


def _author(
    tree: HtmlElement, meta: dict[str, str], schema: dict[str, Any], publisher: str | None
) -> str | None:
    named = (
        _named(schema.get("author"))
        or meta.get("author")
        or meta.get("article:author")
        or meta.get("dc.creator")
        or meta.get("citation_author")
        or meta.get("parsely-author")
        or _marked_author(tree)
    )
    if not named or _NO_NAME.fullmatch(named):
        return None
    named = re.sub(r"^by\s+", "", named, flags=re.I)
    return _short(named)


def _marked_author(tree: HtmlElement) -> str | None:
    """Return the one author whom elements name that are marked as such."""
    names = []
    for element in tree.iter("a", "span", "p", "div", "address"):
        rel = element.get("rel", "").lower().split()
        if "author" in rel or element.get("itemprop", "").lower() == "author":
            name = " ".join(element.text_content().split())
            if 3 < len(name) < 80 and name not in names:
                names.append(name)
    return names[0] if len(names) == 1 else None


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        written = tree.get(name)
        if written:
            break
    else:
        written = meta.get("og:locale") or meta.get("language") or ""
    code = written.strip().replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code) else None


def _url(tree: HtmlElement, meta: dict[str, str], address: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            found = web_address(link.get("href"), address)
            if found:
                return found
    return web_address(meta.get("og:url"), address) or web_address(address)


def _published(
    tree: HtmlElement, schema: dict[str, Any], address: str | None, title: str | None
) -> date | None:
    """Return the day of first publication by htmldate, which is shown only what names that day.

    The running text, other articles' dates and dates of a change are kept from it: from those it
    would guess.
    """
    from htmldate import find_date
    from lxml import html

    written = schema.get("datePublished") or schema.get("dateCreated")
    if isinstance(written, str) and (day := possible_day(written)):
        return day
    shown = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.iter("meta"):
        name = " ".join(
            element.get(key, "") for key in ("property", "name", "itemprop", "http-equiv")
        ).lower()
        if not _LATER.search(name):
            copied = shown.head.makeelement("meta", dict(element.attrib))
            shown.head.append(copied)
    latest = datetime.now(UTC) + timedelta(days=1)
    found = find_date(
        shown,
        extensive_search=False,
        original_date=True,
        url=address or "",
        min_date=_EARLIEST.isoformat(),
        max_date=latest.strftime("%Y-%m-%d"),
        deferred_url_extractor=True,
    )
    if found:
        return possible_day(found)
    return _shown_day(tree, title)


def _shown_day(tree: HtmlElement, title: str | None) -> date | None:
    """Return the first day that an element marked as a date names, by the article's title."""
    for element in _by_title(tree, title):
        if element.tag != "time" and not is_about_time(element):
            continue
        named = f"{element.get('class', '')} {element.get('itemprop', '')}"
        said = f"{named} {element.text_content()[:100]}"
        written = element.get("datetime") or element.get("content") or element.text_content()
        if _CHANGED.search(said):
            continue
        day = possible_day(_PUBLISHED.sub("", " ".join(written[:200].split())))
        if day is not None:
            return day
    return None


def _by_title(tree: HtmlElement, title: str | None) -> Iterator[HtmlElement]:
    """Yield the elements between the title and the first paragraph, then those just before it.

    Farther off stand the dates of other articles, and the page's clock.
    """
    wanted = _squash(title or "")
    elements = [each for each in tree.body.iterdescendants() if isinstance(each.tag, str)]
    place = next(
        (
            place
            for place, each in enumerate(elements)
            if each.tag in HEADINGS and wanted and _squash(each.text_content()[:_LONGEST]) == wanted
        ),
        None,
    )
    if place is None:
        return
    for element in elements[place + 1 : place + _NEAR]:
        if element.tag == "p" and len(element.text_content()) > _PARAGRAPH:
            break
        if not _is_elsewhere(element):
            yield element
    around = list(elements[place].iterancestors())[:2]
    for element in elements[max(0, place - _NEAR) : place]:
        if any(each in around for each in element.iterancestors()) and not _is_elsewhere(element):
            yield element


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(is_beside(each) for each in (element, *element.iterancestors()))


def possible_day(written: str) -> date | None:
    """Return the day that is written, unless it lies in the future or before there was a web."""
    from ingest.dates import parse_date

    day = parse_date(written)
    return day if day and _is_possible(day) else None


def _is_possible(day: date) -> bool:
    return _EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=1)


def _short(text: str | None) -> str | None:
    return text[:_LONGEST] if text else None
