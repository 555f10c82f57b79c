"""Numbers as English writes them: digits, words, and words for scales."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = """
    zero one two three four five six seven eight nine
    """.split()
_TEENS = """
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """.split()
_TENS = """
    twenty thirty forty fifty sixty seventy eighty ninety
    """.split()
_ORDINALS = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    """.split()
_TENTHS = """
    twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth
    """.split()

SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "mn": 6,
    "mln": 6,
    "billion": 9,
    "bn": 9,
    "bln": 9,
    "trillion": 12,
    "tn": 12,
    "trn": 12,
    "m": 6,
    "b": 9,
    "k": 3,
}
_VALUES = (
    {word: value for value, word in enumerate([*_UNITS, *_TEENS])}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"dozen": 12}
)
_ORDINAL_VALUES = {word: value for value, word in enumerate(_ORDINALS)} | {
    word: 10 * value for value, word in enumerate(_TENTHS, start=2)
}


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(words)})"


_SMALL = f"(?:{_any(_TENS)}(?:[-\\s]{_any(_UNITS[1:])}\\b)?|{_any(_TEENS)}|{_any(_UNITS)})\\b"
_SCALE = r"(?:thousand|million|billion|trillion)\b"
_HUNDREDS = rf"(?:{_SMALL}|an?)[\s-]hundred\b(?:(?:\sand)?[\s-]{_SMALL})?"
_GROUP = rf"(?:{_HUNDREDS}|{_SMALL})"

# Patterns for use inside larger ones, to be compiled with IGNORECASE.
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)"
SPELLED = rf"""(?:
    (?:{_GROUP}(?:\sand\sa\shalf\b)?|an?(?=[\s-](?:{_SCALE}|dozen\b)))
    (?:[\s-]dozen\b)?
    (?:(?:[\s-]{_SCALE}){{1,2}}
       (?:(?:,|\sand)?\s{_GROUP}[\s-]{_SCALE}){{0,3}}
       (?:\s(?:and\s)?{_HUNDREDS}|\sand\s{_SMALL})?
    )?
    (?![-\s](?:thirds?|quarters?|halves|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b)
)"""
ORDINAL = rf"(?:(?:{_any(_TENS)}-)?{_any(_ORDINALS[1:])}|{_any(_TENTHS)})"


def digits_value(digits: str) -> Decimal:
    """Return the value of a match of DIGITS."""
    return Decimal(digits.replace(",", ""))


def spelled_value(words: str) -> Decimal:
    """Return the value of a match of SPELLED: two hundred and five thousand."""
    total, group = Decimal(0), Decimal(0)
    for word in re.findall("[a-z]+", words.lower()):
        if word in _VALUES:
            value = _VALUES[word]
            group = max(group, Decimal(1)) * value if word == "dozen" else group + value
        elif word == "half":
            group += Decimal("0.5")
        elif word == "hundred":
            group = max(group, Decimal(1)).scaleb(2)
        elif word in SCALES:
            whole = group or total or Decimal(1)
            total = whole.scaleb(SCALES[word]) + (total if group else 0)
            group = Decimal(0)
    return total + group


def ordinal_value(words: str) -> Decimal:
    """Return the value of a match of ORDINAL: twenty-first."""
    parts = words.lower().split("-")
    return Decimal(sum(_ORDINAL_VALUES.get(part) or _VALUES.get(part, 0) for part in parts))
