"""What trafilatura takes for a page's article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from ingest.formats.html.prose import is_prose, squashed, words_of
from ingest.formats.lines import UNREAD, Line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LARGEST = 10_000
_LONGEST = 1_000_000
"""Elements, and characters; over a page with more trafilatura takes too long: its lines are judged
by themselves."""


def core_of(
    body: HtmlElement, lines: Sequence[Line], without: Collection[HtmlElement]
) -> set[Line]:
    """Return the lines that trafilatura takes for the article; where it finds none, all prose."""
    prose = {line for line in lines if is_prose(line)}
    size = sum(len(line.text) for line in lines)
    if size > _LONGEST or sum(1 for _ in body.iter()) > _LARGEST:
        return prose
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(_copy(body, without), include_comments=False)
    if not isinstance(found, Document) or found.body is None:
        return prose
    kept = _Kept(found.body)
    core = {line for line in lines if kept.holds(line.text)}
    return core if not core.isdisjoint(prose) else core | prose


def _copy(body: HtmlElement, without: Collection[HtmlElement]) -> HtmlElement:
    """Return a copy of the page, which trafilatura may change, with nothing in some elements."""
    page: HtmlElement = deepcopy(body.getroottree().getroot())
    for element, copied in zip(list(body.iter()), list(page.body.iter()), strict=True):
        if element.tag in UNREAD or element in without:
            copied.clear(keep_tail=True)
            copied.tag = "span"
        elif element.tag in ("form", "fieldset"):
            # A whole page lies in a form where its server's framework wants it so.
            copied.tag = "div"
    return page


class _Kept:
    """What an extraction kept, to be asked for single lines of the page in linear time."""

    def __init__(self, body: HtmlElement) -> None:
        self._whole = {
            squashed(piece or "")
            for element in body.iter()
            for piece in (
                " ".join(element.itertext()) if not len(element) else element.text,
                element.tail,
            )
        }
        self._runs = set(_runs(" ".join(body.itertext())))

    def holds(self, text: str) -> bool:
        """Tell whether a line is in it: most of its words in a row, or all of a short line."""
        runs = list(_runs(text))
        if len(runs) < 2:
            return squashed(text) in self._whole
        return sum(run in self._runs for run in runs) > 0.6 * len(runs)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = words_of(text)
    return zip(*(words[shift:] for shift in range(4)), strict=False)
