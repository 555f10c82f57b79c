"""What a PDF says about itself, and the title that its first page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.formats.pdf.order import Line
from ingest.formats.properties import (
    author_of,
    day_of,
    language_of,
    said_at,
    shown_title_of,
    title_of,
)

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_ISSUED = (
    *(
        (f"http://prismstandard.org/namespaces/basic/{version}/", "publicationDate")
        for version in ("1.2", "2.0", "2.1", "3.0")
    ),
    ("http://purl.org/dc/terms/", "issued"),
)
"""The XMP fields that mean publication. dc:date and CreationDate tell when the file was made."""
_MOST_AUTHORS = 10
_MOST_TITLE_LINES = 5
_LARGER = 1.2
"""Times the size of the body that a title has at least."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file states and what can be believed of it; the rest is None."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None


def properties_of(reader: Any, file_name: str) -> Properties:
    """Return what a pypdf reader's document states. What is broken in it counts as not stated."""
    info = _stated(reader, "metadata") or {}
    xmp = _stated(reader, "xmp_metadata")
    root = _stated(reader, "root_object") or {}
    titles = [*_xmp(xmp, _DC, "title"), _text(info, "/Title")]
    authors = [author_of(name) for name in _xmp(xmp, _DC, "creator")[:_MOST_AUTHORS]]
    days = [day_of(value) for space, name in _ISSUED for value in _xmp(xmp, space, name)]
    languages = [_text(root, "/Lang"), *_xmp(xmp, _DC, "language")]
    return Properties(
        title=_first(title_of(title, file_name) for title in titles),
        author=", ".join(name for name in authors if name) or author_of(_text(info, "/Author")),
        publisher=_first(author_of(name) for name in _xmp(xmp, _DC, "publisher")),
        published=_first(iter(days)),
        language=_first(language_of(language) for language in languages),
    )


def shown_title(lines: Sequence[Line], body_size: float) -> str | None:
    """Return what the first page sets in the largest letters, if the body's are smaller."""
    named = [line for line in lines if sum(map(str.isalpha, line.text)) >= 3]
    largest = max((line.size for line in named), default=0.0)
    if largest < _LARGER * body_size:
        return None
    begin = next(
        place for place, line in enumerate(lines) if line in named and line.size == largest
    )
    title: list[str] = []
    for line in lines[begin : begin + _MOST_TITLE_LINES]:
        if abs(line.size - largest) > 0.05 * largest:
            break
        title.append(line.text.rstrip("\u00ad"))
    return shown_title_of(" ".join(title))


def without_title(lines: Sequence[Line], title: str) -> list[Line]:
    """Return the first page's lines without those that say the title, near its top."""
    said = said_at([line.text for line in lines], title)
    return [line for place, line in enumerate(lines) if place not in said]


def _stated(reader: Any, name: str) -> Any:
    try:
        return getattr(reader, name)
    except Exception:  # noqa: BLE001 - pypdf raises anything on broken metadata, which is no text
        return None


def _text(fields: Any, key: str) -> str | None:
    try:
        value = fields.get(key)
        value = value.get_object() if hasattr(value, "get_object") else value
    except Exception:  # noqa: BLE001 - as above: a reference that leads nowhere
        return None
    return value if isinstance(value, str) else None


def _xmp(xmp: Any, namespace: str, name: str) -> list[str]:
    """Return the values of an XMP field, whether it is a list, an element or an attribute."""
    if xmp is None:
        return []
    values: list[str] = []
    for element in xmp.rdf_root.getElementsByTagNameNS(namespace, name):
        items = list(element.getElementsByTagNameNS(_RDF, "li")) or [element]
        values.extend(
            "".join(node.data for node in item.childNodes if node.nodeType == node.TEXT_NODE)
            for item in items
        )
    described = xmp.rdf_root.getElementsByTagNameNS(_RDF, "Description")
    values.extend(element.getAttributeNS(namespace, name) for element in described)
    return [value.strip() for value in values if value.strip()]


def _first(values: Iterator[Any]) -> Any:
    return next((value for value in values if value is not None), None)
