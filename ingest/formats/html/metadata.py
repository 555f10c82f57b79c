"""What a web page says of its article: in its head, in JSON-LD, in elements marked as such."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.formats.declared import web_address
from ingest.formats.html.marked import Marked
from ingest.formats.html.published import Published
from ingest.formats.html.schema import article_schema, name_of, text_of
from ingest.formats.html.titles import heading_of, tag_of, title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|editor|staff|redaktion|author|unknown|webmaster|user\d*|https?:.*|@.*|)",
    re.I,
)
_LONGEST = 500
_NAME = range(4, 80)
"""Characters of an author's name on the page."""
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "publisher", "application-name")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of its article; what it does not say stays None.

    `written_date` is its date as it is written, where that names no day for certain.
    """

    title: str | None
    author: str | None
    publisher: str | None
    published: date | None
    written_date: str
    language: str | None
    url: str | None


def declared(tree: HtmlElement, address: str | None = None) -> Declared:
    """Return what a page says of its article. `address` is where it was fetched from."""
    meta = _meta(tree)
    schema = article_schema(tree, f"{tag_of(tree)} {meta.get('og:title', '')}")
    publisher = meta.get("og:site_name") or name_of(schema.get("publisher"))
    publisher = publisher or next(filter(None, map(meta.get, _PUBLISHERS)), None)
    title = title_of(tree, meta, text_of(schema.get("headline")), publisher)
    heading = heading_of(tree, title)
    marked = Marked(tree, heading)
    publisher = publisher or marked.value("publisher")
    url = _url(tree, meta, address)
    dates = Published(tree, schema, marked, heading, url or address)
    return Declared(
        title=title,
        author=_author(meta, schema, marked),
        publisher=publisher[:_LONGEST] if publisher else None,
        published=dates.day,
        written_date=dates.written,
        language=_language(tree, meta),
        url=url,
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or ""
        value = " ".join((element.get("content") or "")[:4000].split())
        if value:
            found.setdefault(name.strip().lower(), value)
    return found


def _author(meta: Mapping[str, str], schema: Mapping[str, Any], marked: Marked) -> str | None:
    named = name_of(schema.get("author")) or next(filter(None, map(meta.get, _AUTHORS)), None)
    if not named:
        found = marked.value("author")
        named = found if found and len(found) in _NAME else None
    if not named or _NO_NAME.fullmatch(named):
        return None
    return re.sub(r"^by\s+", "", named, flags=re.I)[:_LONGEST]


def _language(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        written = tree.get(name)
        if written:
            break
    else:
        written = meta.get("og:locale") or meta.get("language") or ""
    code = written.strip().replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code) else None


def _url(tree: HtmlElement, meta: Mapping[str, str], address: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            found = web_address(link.get("href"), address)
            if found:
                return found
    return web_address(meta.get("og:url"), address) or web_address(address)
