"""What tells an article's sentences from a page's labels."""

from __future__ import annotations

import re

from ingest.formats.lines import Line

_SHORTEST = 80
_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]\d*†]*\s*$")
_WORDS = re.compile(r"\w+")


def is_prose(line: Line) -> bool:
    """Tell whether a line is a paragraph: long, ended as sentences end, and not mostly links."""
    if line.kind in ("heading", "caption", "row") or len(line.text) < _SHORTEST:
        return False
    return line.linked < 0.4 * len(line.text) and ends(line.text)


def ends(text: str) -> bool:
    """Tell whether a line ends as a sentence ends."""
    return _END.search(text[-8:]) is not None


def words_of(text: str) -> list[str]:
    """Return the words of a text, whatever their case."""
    return _WORDS.findall(text.casefold())


def squashed(text: str) -> str:
    """Return a text's letters and digits alone, to compare what differs in spaces and marks."""
    return "".join(words_of(text))
