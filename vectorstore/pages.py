"""The pages of a source that has pages, and which of them a range of its text lies on."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """Where a page of a paginated source begins: the text's character, and the page's label.

    Labels are what is printed or said of the page ("7", "iv"), not its count from the front.
    """

    start: int
    label: str


def pages_within(pages: Sequence[Page], start: int, end: int) -> tuple[Page, ...]:
    """Return the pages, of all in order, that the characters [start, end) touch.

    The first may begin before them. What lies before the first page lies on none.
    """
    starts = [page.start for page in pages]
    first = max(0, bisect_right(starts, start) - 1)
    return tuple(pages[first : bisect_left(starts, end)])


def page_label(pages: Sequence[Page], start: int, end: int) -> str | None:
    """Return what to call the pages of the characters [start, end): "7", or "7–8".

    None where they are on no page that is known.
    """
    touched = pages_within(pages, start, end)
    if not touched:
        return None
    first, last = touched[0].label, touched[-1].label
    return first if first == last else f"{first}–{last}"


def as_text(pages: Sequence[Page]) -> str | None:
    """Return pages as the catalogue keeps them; None where there are none."""
    if not pages:
        return None
    return json.dumps([[page.start, page.label] for page in pages], ensure_ascii=False)


def from_text(kept: str | None) -> tuple[Page, ...]:
    """Return the pages that the catalogue keeps."""
    return tuple(Page(start, label) for start, label in json.loads(kept)) if kept else ()
