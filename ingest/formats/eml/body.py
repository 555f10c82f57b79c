"""The text of a message, from whichever of its forms says more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.formats.eml.message import Part
from ingest.formats.eml.subject import Subject
from ingest.formats.eml.words import flowed, own_words
from ingest.formats.markup import fragment_to_text, parse
from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LONGEST_STUB = 400
_STUB = re.compile(
    r"(?:view|read|open|see) (?:it|this|the)\b.{0,40}\b(?:browser|online|web)"
    r"|(?:does not|doesn[’']t|cannot|can[’']t|not) (?:support|display|show|read)\w* html"
    r"|(?:is|are) in html|html[- ](?:capable|format)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"
_SIGNED = "//*[contains(@class, 'moz-signature') or contains(@class, 'gmail_signature')]"
_HANDED_ON = re.compile(r"\W*(?:begin )?forwarded message|\W*пересылаемое сообщение", re.I)


def body_of(part: Part, subject: Subject) -> str:
    """Return what a message, or a part of one, says itself, without what it answers.

    Raises SourceError where that is only there as markup that cannot be read.
    """
    return "\n\n".join(filter(None, _bodies(part, subject)))


def _bodies(part: Part, subject: Subject) -> Iterator[str]:
    if part.is_attached:
        return
    if part.kind == "multipart/alternative":
        yield _fuller(part, subject)
    elif part.kind == "text/plain":
        yield _from_plain(part, subject)
    elif part.kind == "text/html":
        yield _from_markup(part.text(), subject)
    for each in part.inner if part.kind != "multipart/alternative" else ():
        yield from _bodies(each, subject)


def _fuller(part: Part, subject: Subject) -> str:
    """Return the plain form of a text; its markup where that says twice as much or more."""
    leaves = [leaf for leaf in part.leaves() if not leaf.is_attached]
    plain = [leaf for leaf in leaves if leaf.kind == "text/plain"]
    marked = [leaf for leaf in leaves if leaf.kind == "text/html"]
    text = "\n\n".join(filter(None, (_from_plain(leaf, subject) for leaf in plain)))
    try:
        if not text or _says_less(plain, marked):
            markup = (_from_markup(leaf.text(), subject) for leaf in marked)
            return "\n\n".join(filter(None, markup)) or text
    except SourceError:
        if not text:
            raise
    return text


def _says_less(plain: list[Part], marked: list[Part]) -> bool:
    said = "\n".join(leaf.text() for leaf in plain)
    shown = sum(_length(fragment_to_text(leaf.text())) for leaf in marked)
    if len(said) <= _LONGEST_STUB and _STUB.search(said) and shown:
        return True
    return shown > 2 * _length(said)


def _length(text: str) -> int:
    return len("".join(_ADDRESS.sub("", text).split()))


def _from_plain(part: Part, subject: Subject) -> str:
    from ingest.pasted import unwrapped

    text = part.text().replace("\r\n", "\n").replace("\r", "\n")
    return unwrapped(own_words(flowed(text) if part.is_flowed else text, subject))


def _from_markup(markup: str, subject: Subject) -> str:
    if not markup.strip():
        return ""
    from lxml import html

    tree = parse(markup)
    drop = list(tree.xpath(_SIGNED))
    if not subject.is_forward:
        drop += (each for each in tree.xpath(_QUOTED) if not _is_handed_on(each))
    for element in drop:
        if element.getparent() is not None:
            element.drop_tree()
    return own_words(fragment_to_text(html.tostring(tree, encoding="unicode")), subject)


def _is_handed_on(quoted: HtmlElement) -> bool:
    """Tell whether what is quoted says that it was handed on, and not that it is answered."""
    return _HANDED_ON.match(" ".join(quoted.text_content()[:200].split())) is not None
