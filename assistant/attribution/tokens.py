"""The words and marks of a sentence, quoted ones told from its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                          # U.S.
    | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sen|Rep|Gov|St|Jr|Sr)\.
    | [A-Z]\.(?=\s[^\W\d_])                                     # J. Smith
    | \d+(?:[.,]\d+)*\w*
    | \w+(?:['’&+./-]\w+)*(?:(?<=s)['’](?=\s))?
    | [^\w\s]
    """,
    re.VERBOSE,
)
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_STRAIGHT = '"'
_MARK = re.compile('[“„«”»"]')
_LONGEST = 8
"""Most sentences of one quotation."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, its place in the sentence, and whether it is quoted."""

    text: str
    start: int
    end: int
    quoted: bool

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word or number of the sentence's own."""
        return not self.quoted and self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Tell whether it is written as names are: Astana, von-Leyen, eGov."""
        return any(letter.isupper() for letter in self.text[:4])

    @property
    def low(self) -> str:
        """The word in small letters, its apostrophes straight."""
        return self.text.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence's tokens, and whether a quotation is open where it begins and where it ends."""

    text: str
    tokens: tuple[Token, ...]
    opened_before: bool
    open_after: bool

    @property
    def is_quotation(self) -> bool:
        """Tell whether all its words are quoted."""
        return any(token.quoted for token in self.tokens) and not any(
            token.is_word for token in self.tokens
        )

    @property
    def has_quotation(self) -> bool:
        """Tell whether it quotes a clause, not just a term or a title."""
        begins = self.tokens[:1] and self.tokens[0].quoted
        is_long = sum(token.quoted for token in self.tokens) > _TERM
        return bool(begins) or self.open_after or is_long


_TERM = 7
"""Most tokens, marks counted, of a term that only stands in quotation marks."""


def lines(sentences: Sequence[str]) -> list[Line]:
    """Return successive sentences read as one text, so that quotations go on."""
    found: list[Line] = []
    is_open = False
    for index, sentence in enumerate(sentences):
        tokens = tuple(_tokens(sentence, is_open))
        goes_on = _is_open_after(tokens, is_open) and _is_closed_in(sentences[index + 1 :])
        found.append(Line(sentence, tokens, is_open, goes_on))
        is_open = goes_on
    return found


def _is_closed_in(sentences: Sequence[str]) -> bool:
    """Tell whether the next mark closes a quotation: else one that seems open lost its pair."""
    for sentence in sentences[:_LONGEST]:
        for match in _MARK.finditer(sentence):
            return _turns(sentence, match.start(), match[0])[1]
    return False


def _tokens(sentence: str, is_open: bool) -> Iterator[Token]:
    for match in _TOKEN.finditer(sentence):
        mark = match[0]
        opens, closes = _turns(sentence, match.start(), mark)
        is_open = is_open or opens
        yield Token(mark, match.start(), match.end(), is_open)
        is_open = is_open and not closes


def _turns(sentence: str, place: int, mark: str) -> tuple[bool, bool]:
    """Tell whether the mark at `place` opens a quotation, and whether it closes one."""
    if mark == _STRAIGHT:
        before, after = sentence[place - 1 : place], sentence[place + 1 : place + 2]
        opens = (not before or before in " ([—–-:'‘") and bool(after) and not after.isspace()
        return opens, not opens
    return mark in _OPENING, mark in _CLOSING


def _is_open_after(tokens: Sequence[Token], is_open: bool) -> bool:
    if not tokens:
        return is_open
    last = tokens[-1]
    closes = last.text in _CLOSING or last.text == _STRAIGHT
    return last.quoted and not closes
