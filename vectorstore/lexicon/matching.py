"""Where a name stands in a text, and where a word that looks the same does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from vectorstore.text import STOP_WORDS, Span, fold, words

# Names and acronyms that are words as well. STOP_WORDS holds the others: US, WHO, IS.
_ORDINARY = STOP_WORDS | frozenset(
    """
    act age aid aim air apt arc arm art ash ask bar bat bid bit cap car cop cot dip eco era ice
    map mat net nut oil opt pac pact pan par pen pet pin pit rat rats sad salt sea sit start step
    sum tap tea tip turkey use
    """.split()
)
_SPACE = r"(?:['’ʼ]s?)?[\s\-‐-―−+&{}]*"
_GAP, _COMMA_GAP = (re.compile(_SPACE.format(more)) for more in ("", ","))


def folded(name: str) -> tuple[str, ...]:
    """Return the words by which a name is found."""
    return tuple(word.text for word in words(name) if word.text != "the")


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of the thing that the group of this number names."""

    text: str
    words: tuple[str, ...]
    group: int
    acronym: bool
    wary: bool  # of a word that looks the same
    gap: re.Pattern[str]

    @classmethod
    def of(cls, name: str, group: int) -> Alias:
        """Return the alias that is written `name`."""
        found = folded(name)
        single = len(found) == 1
        acronym = single and found[0].isalpha() and name.isupper()
        wary = acronym or (single and (len(found[0]) <= 3 or found[0] in _ORDINARY))
        return cls(name, found, group, acronym, wary, _COMMA_GAP if "," in name else _GAP)


class Reading:
    """The folded words of a text but "the", their spans and what stands before each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.spans: list[Span] = []
        self._gaps: list[str] = []
        gap, end = "", 0
        for word in words(text):
            gap += text[end : word.span.start]
            end = word.span.end
            if word.text == "the":
                continue
            self.words.append(word.text)
            self.spans.append(word.span)
            self._gaps.append(gap)
            gap = ""
        rest = text[self.spans[0].start + 1 :] if self.spans else ""
        self._lower = rest == rest.lower()  # the first letter may be a capital
        self._upper = len(self.words) > 1 and text.isupper()

    def has(self, alias: Alias, position: int) -> bool:
        """Tell whether the words of `alias`, known to begin at `position`, make it up."""
        end = position + len(alias.words)
        if alias.wary and not self._is_name(alias, self.spans[position].of(self.text)):
            return False
        return all(alias.gap.fullmatch(gap) for gap in self._gaps[position + 1 : end])

    def _is_name(self, alias: Alias, written: str) -> bool:
        """Tell whether `written` is the acronym or the name, not the word that looks the same."""
        if "." in written:
            return True
        if self._lower or self._upper:
            enough = len(written) > 2 or self._upper
            return not alias.acronym or (enough and alias.words[0] not in _ORDINARY)
        return written.isupper() if alias.acronym else written[0].isupper()


class Source:
    """A text that may hold a name; its words are looked at only where it may."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text).replace(".", "").replace(",", "")

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._text)

    def has(self, alias: Alias) -> bool:
        """Tell whether the name stands here."""
        if not all(word in self._folded for word in alias.words):
            return False
        reading, size = self._reading, len(alias.words)
        return any(
            word == alias.words[0]
            and tuple(reading.words[start : start + size]) == alias.words
            and reading.has(alias, start)
            for start, word in enumerate(reading.words)
        )
