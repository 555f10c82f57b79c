"""Words broken at the end of a line: which hyphens belong to the word, and which to the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
_LEFT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_RIGHT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 80
"""Characters of a word."""
_COMPOUND_ENDS = frozenset(
    "backed based bound built called controlled driven exporting focused free friendly funded "
    "general importing known linked making minded oriented owned producing related run scale sized "
    "speaking sponsored style wide year".split()
)
"""What follows a hyphen in English oftener than it ends a word: state-owned, export-oriented."""
_CLOSED_BEGINNINGS = frozenset(
    "any counter de dis every fore here in inter mean mis more never out over pre re some there "
    "through trans un under with".split()
)
"""What begins a word that has no hyphen though both of its parts are words: under-stand."""


class Hyphens:
    """What a document's lines tell about its words, and so about the ends of its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: Counter[str] = Counter()
        for line in lines:
            for found in _WORD.finditer(line):
                # A word at the line's end may be the first part of one.
                if not found[0].endswith("-"):
                    self._known[found[0].casefold()] += 1

    def joined(self, line: str, following: str) -> tuple[str, bool]:
        """Return a line as it is written before `following`, and whether that follows at once."""
        if line.endswith(_SOFT):
            return line.rstrip(_SOFT), bool(following)
        if not following or not line.endswith("-"):
            return line, False
        left, right = _LEFT.search(line[-_LONGEST:]), _RIGHT.match(following[:_LONGEST])
        if left is None or right is None:
            # A number or a name with one: COVID-19, 2020-2021. A dash has a space before it.
            is_within = len(line) > 1 and line[-2].isalnum() and following[0].isalnum()
            return line, is_within
        return (line if self._keeps(left[1], right[0]) else line[:-1]), True

    def _keeps(self, left: str, right: str) -> bool:
        """Tell whether the hyphen between two parts belongs to the word."""
        if left.isupper() != right[0].isupper() and (len(left) > 1 or right[0].isupper()):
            return True  # China-Central, EU-led; not COOPERA-TION.
        left, right = left.casefold(), right.casefold()
        whole, hyphenated = self._known[left + right], self._known[f"{left}-{right}"]
        if whole != hyphenated:
            return hyphenated > whole
        if left in _CLOSED_BEGINNINGS or "-" in left:
            return False
        if left == "self" or right in _COMPOUND_ENDS:
            return True
        # Where both parts are words of the document, they are more likely two than one.
        return min(len(left), len(right)) >= 4 and bool(self._known[left] and self._known[right])
