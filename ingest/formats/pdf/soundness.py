"""Whether what a PDF's pages draw is text: not pictures, and not shapes without characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.formats.pdf.failures import no_characters, scanned
from ingest.formats.pdf.order import Line

_MOST_UNSOUND = 0.1
"""Share of characters without meaning beyond which a page is not readable."""
_FEWEST_JUDGED = 100
"""Characters from which on a page is judged."""
_LONG_WORD = re.compile(r"(?<!\w)[^\W\d_]{5,30}(?!\w)")
"""A word that an abbreviation hardly is; those of tables (GDP, KZT) have no vowels."""
_FEWEST_WORDS = 20
_FEWEST_VOWELS = 0.22
"""Share of vowels that the long Latin words of any language have at least."""
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāēīōūąęıəğ")


def require_characters(sound: int, unsound: int, name: str) -> None:
    """Raise SourceError where many of a page's characters stand for none that anybody knows."""
    if sound + unsound > _FEWEST_JUDGED and unsound > _MOST_UNSOUND * (sound + unsound):
        raise no_characters(name)


def require_text(lines: Sequence[list[Line]], pages: list[Any], counts: Counter[bool]) -> None:
    """Raise SourceError where pages are pictures, or a document's characters mean nothing.

    `counts` tells how many characters of all pages are sound, and how many are not.
    """
    empty = [number for number, here in enumerate(lines) if not here]
    pictures = [number for number in empty if has_picture(pages[number])]
    if len(empty) == len(lines):
        raise scanned(
            "The PDF holds pictures of pages and no text" if pictures else "The PDF holds no text"
        )
    if len(pictures) > len(lines) / 2:
        raise scanned(f"{len(pictures)} of the PDF's {len(lines)} pages are pictures without text")
    if counts[False] > _MOST_UNSOUND * counts.total() or _is_shifted(lines):
        raise no_characters("The PDF")


def _is_shifted(lines: Sequence[list[Line]]) -> bool:
    """Tell whether letters stand for other ones, as 7KH for The: its words lack vowels."""
    text = " ".join(line.text for here in lines for line in here)[:200_000].casefold()
    words = _LONG_WORD.findall(text)
    latin = [word for word in words if max(word) < "\u0250"]
    vowels = sum(letter in _VOWELS for word in latin for letter in word)
    return len(latin) > max(_FEWEST_WORDS, len(words) / 2) and vowels < _FEWEST_VOWELS * sum(
        map(len, latin)
    )


def has_picture(page: Any) -> bool:
    """Tell whether a page draws a picture."""
    try:
        drawn = page["/Resources"].get_object()["/XObject"].get_object()
        return any(
            drawn[name].get_object().get("/Subtype") == "/Image" for name in list(drawn)[:50]
        )
    except Exception:  # noqa: BLE001 - resources may be anything; a page without them has no picture
        return False
