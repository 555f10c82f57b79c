"""Porter's stemmer: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980."""

from __future__ import annotations

import re
from functools import lru_cache

_Rules = tuple[tuple[str, str], ...]

_STEP_2: _Rules = (
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
)
_STEP_3: _Rules = (
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
)
# The longest that fits comes first.
_STEP_4 = re.compile(
    "(?:ement|ment|able|ible|ance|ence|ant|ent|ion|ism|ate|iti|ous|ive|ize|al|er|ic|ou)\\Z"
)
_VOWEL_THEN_CONSONANT = re.compile("v+c")
_LONGEST = 40


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word; words of one or two letters stay as they are.

    What is not a plain word (a number, another script) stays as it is too.
    """
    if len(word) <= 2 or len(word) > _LONGEST or not (word.isascii() and word.isalpha()):
        return word
    word = _plural(word)
    word = _past_or_gerund(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(word, _STEP_2)
    word = _replaced(word, _STEP_3)
    word = _without_suffix(word)
    return _tidied(word)


def _shape(word: str) -> str:
    """Return the word with v for each vowel and c for each consonant; y after c is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """Return m, the number of times a consonant follows a vowel: [C](VC){m}[V]."""
    return len(_VOWEL_THEN_CONSONANT.findall(_shape(word)))


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word).endswith("c")


def _ends_cvc(word: str) -> bool:
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    """Step 1a: caresses, ponies, cats."""
    if word.endswith(("sses", "ies")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _past_or_gerund(word: str) -> str:
    """Step 1b: agreed, plastered, motoring."""
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        base = word.removesuffix(suffix)
        if base != word:
            return _restored(base) if _has_vowel(base) else word
    return word


def _restored(base: str) -> str:
    """Give back to hop(p)ing and fil(e)ing what the suffix had changed."""
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if _ends_double(base) and base[-1] not in "lsz":
        return base[:-1]
    if _measure(base) == 1 and _ends_cvc(base):
        return base + "e"
    return base


def _replaced(word: str, rules: _Rules) -> str:
    """Steps 2 and 3: replace the longest suffix of `rules` where m > 0 before it."""
    found = [rule for rule in rules if word.endswith(rule[0])]
    if not found:
        return word
    suffix, other = max(found, key=lambda rule: len(rule[0]))
    base = word.removesuffix(suffix)
    return base + other if _measure(base) > 0 else word


def _without_suffix(word: str) -> str:
    """Step 4: drop the longest suffix where m > 1 before it; -ion only after s or t."""
    suffix = _STEP_4.search(word)
    if suffix is None:
        return word
    base = word[: suffix.start()]
    if _measure(base) <= 1 or (suffix[0] == "ion" and not base.endswith(("s", "t"))):
        return word
    return base


def _tidied(word: str) -> str:
    """Step 5: probate, cease, controll."""
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _ends_cvc(word[:-1])):
            word = word[:-1]
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
