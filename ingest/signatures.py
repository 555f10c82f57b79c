"""What a file's bytes certainly are, whatever its name says."""

from __future__ import annotations

import re
from enum import Enum, auto

_HEAD = 2048
_PROLOGUE = re.compile(rb"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<!doctype (?!html)[^>\[]*>)", re.S | re.I)
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)[\s>]", re.I)
_FEED = re.compile(rb"\s*<(?:rss|feed|rdf:RDF)[\s>]")
_PDF = re.compile(rb"%PDF-\d")
_NAMED = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
}
# The names in a ZIP file's central directory, at its end. Names elsewhere may be of files within.
_END_OF_ARCHIVE = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535
_LISTED = re.compile(rb"PK\x01\x02.{42}(\[Content_Types\]\.xml|word/|xl/|ppt/)", re.S)
_MIMETYPE = 30
"""Where the name of the first file stands, which in EPUB and OpenDocument is `mimetype`."""


class Kind(Enum):
    """What can be told for certain from a file's bytes."""

    PDF = auto()
    WORD = auto()
    EPUB = auto()
    OFFICE = auto()
    """Another document of an office suite, built as a ZIP file."""
    ARCHIVE = auto()
    HTML = auto()
    FEED = auto()
    UNKNOWN = auto()


def kind_of(content: bytes) -> Kind:
    """Return what `content` certainly is."""
    if content.startswith((b"PK\x03\x04", _END_OF_ARCHIVE)):
        return _package(content)
    if _PDF.match(content):
        return Kind.PDF
    return _markup(_beginning(content))


def named(content: bytes) -> str | None:
    """Return what to call `content`, such as "a PNG picture", where it is certainly no text."""
    return next((name for mark, name in _NAMED.items() if content.startswith(mark)), None)


def _package(content: bytes) -> Kind:
    if content[_MIMETYPE:].startswith(b"mimetypeapplication/epub+zip"):
        return Kind.EPUB
    if content[_MIMETYPE:].startswith(b"mimetypeapplication/vnd."):
        return Kind.OFFICE
    names = set(_LISTED.findall(_directory(content)))
    if b"[Content_Types].xml" not in names or len(names) == 1:
        return Kind.ARCHIVE
    return Kind.WORD if b"word/" in names else Kind.OFFICE


def _directory(content: bytes) -> bytes:
    """Return the central directory of a ZIP file; nothing where its end is damaged."""
    end = content.rfind(_END_OF_ARCHIVE, max(0, len(content) - _LONGEST_END))
    if end < 0 or end + 22 > len(content):
        return b""
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    return content[max(0, end - size) : end]


def _beginning(content: bytes) -> bytes:
    """Return the first characters as ASCII, in whichever Unicode encoding a mark names."""
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _markup(head: bytes) -> Kind:
    start = 0
    while (prologue := _PROLOGUE.match(head, start)) is not None:
        start = prologue.end()
    if _HTML.match(head, start):
        return Kind.HTML
    return Kind.FEED if _FEED.match(head, start) else Kind.UNKNOWN
