"""What a page says of its article in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.formats.html.prose import squashed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 1_000_000
"""Characters of one block."""
_DEEPEST = 8
_KINDS = re.compile(r"(?:Article|Posting|Report|Review|WebPage|Statement|Release|CreativeWork)$")


def article_schema(tree: HtmlElement, heading: str) -> dict[str, Any]:
    """Return what describes the article of a title: the object of that headline, or the first."""
    found = [each for each in _objects_of(tree) if _KINDS.search(_kind(each))]
    articles = [each for each in found if _kind(each) != "WebPage"]
    for each in articles:
        headline = text_of(each.get("headline"))
        if headline and squashed(headline[:500]) in squashed(heading):
            return each
    return (articles or found or [{}])[0]


def text_of(value: Any) -> str | None:
    """Return a value where it is a text that is not empty."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def name_of(value: Any) -> str | None:
    """Return the name or names of a person or an organization."""
    if isinstance(value, list):
        return ", ".join(name for name in map(name_of, value[:20]) if name) or None
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return text_of(value)


def _kind(described: dict[str, Any]) -> str:
    kinds = described.get("@type")
    return str(kinds[0] if isinstance(kinds, list) and kinds else kinds)


def _objects_of(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        written = script.text or ""
        if "ld+json" not in script.get("type", "").lower() or len(written) > _MOST:
            continue
        try:
            yield from _objects(json.loads(written, strict=False))
        except (ValueError, RecursionError):
            continue


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
