"""The words of a text: folded, with their spans, and the content words' stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from vectorstore.text.spans import Span
from vectorstore.text.stems import stem

__all__ = ["STOP_WORDS", "Word", "content_words", "fold", "stem", "words"]

STOP_WORDS = frozenset(
    """
    a about above after again against all almost along already also although always am among an
    and another any anyone anything are aren't around as at away back be became because become
    been before being below between both but by came can can't cannot could couldn't did didn't
    do does doesn't doing don't done down during each either else enough etc even ever every
    everyone everything few for from further get gets got had hadn't has hasn't have haven't
    having he he'd he'll her here hers herself him himself his how however i i'd i'll i'm i've
    if in indeed instead into is isn't it it'd it'll its itself just least less let like made
    make makes many may maybe me meanwhile might mine more moreover most much must mustn't my
    myself neither never nevertheless no nobody none nor not nothing now of off often on once
    one only onto or other others otherwise ought our ours ourselves out over own perhaps quite
    rather really same shall she she'd she'll should shouldn't since so some someone something
    sometimes somewhat soon still such than that the their theirs them themselves then there
    therefore these they they'd they'll they're they've thing things this those though through
    thus to together too toward towards under unless until up upon us very via was wasn't we
    we'd we'll we're we've were weren't what whatever when whenever where whereas wherever
    whether which whichever while who whoever whom whose why will with within without won't
    would wouldn't yet you you'd you'll you're you've your yours yourself yourselves
    """.split()
)

# What normal form KD leaves whole, though readers take it for a letter with a mark.
_UNMARKED = str.maketrans("łŁøØđĐıŧŦħĦ’ʼ", "lLoOdDitThH''")
_LETTER = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
_TOKEN = re.compile(
    rf"""
    \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d\w])         # 25,000
    | \d+(?:\.\d+)*(?:[^\W\d_]+)?                      # 94.8 1990s 5G
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?      # U.S.
    | (?:{_LETTER}|\d)+(?:['’ʼ]{_LETTER})*             # Xi'an C5
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[\u0300-\u036f]")
_ENDINGS = ("'s", "'")
_CURRENCIES = "$€£¥₽₸"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word or number, and where it stands in the text."""

    text: str
    span: Span


def fold(text: str) -> str:
    """Return `text` without case, accents and curly apostrophes, in compatibility form."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_UNMARKED)))
    return text.casefold()


def words(text: str) -> list[Word]:
    """Return the words and numbers of `text` in order, folded, with their spans.

    A hyphenated word gives its parts; 's falls away; 25,000 is 25000; U.S. is us; the letters of a
    currency sign (US$) are no word.
    """
    return [word for word, _ in _tokens(text)]


def content_words(text: str) -> list[str]:
    """Return the stems of the words that are no function words; US and WHO count as names."""
    shouted = text.isupper()
    kept: list[str] = []
    for word, raw in _tokens(text):
        acronym = len(word.text) > 1 and raw.isupper() and not shouted
        if acronym or word.text not in STOP_WORDS:
            kept.append(stem(word.text))
    return kept


def _tokens(text: str) -> Iterator[tuple[Word, str]]:
    """Yield each word with its characters in the text."""
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        raw = token[0]
        if text[end : end + 1] in _CURRENCIES and end < len(text) and len(raw) <= 3:
            continue
        # Treebank text sets the possessive apart.
        if raw in ("s", "S") and start > 0 and text[start - 1] in "'’":
            continue
        folded = _normal(fold(raw))
        for ending in _ENDINGS:
            if folded.endswith(ending):
                folded = folded.removesuffix(ending)
                end -= len(ending)
                break
        if folded:
            yield Word(folded, Span(start, end)), raw[: end - start]


def _normal(token: str) -> str:
    """Return a number without its thousands separators, an acronym without its periods."""
    if token[0].isdigit():
        return token.replace(",", "")
    return token.replace(".", "")
