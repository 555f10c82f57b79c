"""Markup as a tree and as text, for every format that brings some along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.formats.lines import joined, lines_of
from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML = re.compile(r"\s*(?:<\?xml|<!DOCTYPE[^>]{0,200}XHTML|<html[^>]{0,300}/1999/xhtml)", re.I)
_CLOSED = re.compile(
    r"<((?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"[A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/>"
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2000
_CHARSET = re.compile(rb"""<meta[^>]{1,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{1,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Return markup as text: by its byte order mark, by what the server said, by what it says."""
    from ingest.encoding import decode

    declared = _CHARSET.search(content[:8192]) or _XML_ENCODING.search(content[:512])
    return decode(content, encoding or (declared[1].decode("ascii") if declared else None))


def parse(markup: str) -> HtmlElement:
    """Return the tree of a page or a fragment. No script is run, nothing is fetched.

    Raises SourceError where the tags nest too deeply, or one text is too long, to be read whole.
    """
    from lxml import etree, html

    if _XML.match(markup[:2000]):
        # In XHTML any element may be closed at once; in HTML it would swallow all that follows.
        markup = _CLOSED.sub(r"<\1\2></\1>", _DECLARATION.sub("", markup, count=1))
    markup = markup.replace("\x00", "")
    if any(_has_too_many_attributes(tag[0]) for tag in _LONG_TAG.finditer(markup)):
        raise SourceError(
            "A tag of the page has more attributes than any page needs",
            "Save the article's text as .txt.",
        )
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise SourceError(
            "The page cannot be read as HTML", "Save it again from the browser, or as text."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError(
            "The page's tags nest too deeply, or one of its texts is too long, to be read whole",
            "Save the article's text as .txt.",
        )
    return tree


def _has_too_many_attributes(tag: str) -> bool:
    """Tell whether a tag would keep the parser busy for minutes, as it compares each with each."""
    return len(_QUOTED.sub("", tag).split()) > _MOST_ATTRIBUTES


def fragment_to_text(markup: str) -> str:
    """Return the text of markup that is all article: the content of a feed's entry, a chapter."""
    if not markup.strip():
        return ""
    return joined(lines_of(parse(markup).body))
