"""What a query asks for, word by word, and how much of it a text has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.lexicon import Lexicon, Mention
from vectorstore.query import MOST_TERMS, match_expression
from vectorstore.text.words import STOP_WORDS, fold, stem, words

Flags = NDArray[np.bool_]
Weights = NDArray[np.float64]
Stems = frozenset[str]

_MOST_EXACT = 8
_QUOTED = re.compile(r"[\"“„«](?=\S)([^\"“”„«»]{2,80})(?<=\S)[\"”“»]")
_TOKEN = re.compile(r"[^\W_](?:[\w./+‐‑–-]*[^\W_])?")
_ORDINARY = re.compile(
    r"""
    \d{1,3} | (?:1\d|20|21)\d\d              # 94 2024
    | \d[\d.,]*[.,]\d+                       # 24.5 25,000
    | [\d.,]+[^\W\d_]{1,4}                   # 19th 1990s 25bn 30bcm 5G
    | [QH][1-4]
    | (?:\d+[‐‑–-]){1,2}\d+                  # 17-18 2024-25
    | (?:1\d|20|21)\d\d/\d{2,4}              # 2024/25
    | [\d.,]+[‐‑-][^\W\d_]+(?:[‐‑-][^\W\d_]+)?   # 30-year
    | [^\W\d_]+[‐‑-](?:1\d|20|21)\d\ds?      # mid-2024
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Numbers, dates and hyphenated words, which a text may well write in another way."""

_PIECE = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Exact:
    """What is to be found as it stands: a token (PPR-9087), or a phrase in quotes.

    `pieces` are its folded words and numbers; a text may part them otherwise (PPR 9087, PPR9087).
    """

    pieces: tuple[str, ...]
    quoted: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """How it may be written, as the lexical index takes words apart."""
        apart = " ".join(self.pieces)
        return (apart,) if self.quoted or len(self.pieces) > 2 else (apart, "".join(self.pieces))

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a text that holds it has."""
        gap = r"[\W_]{1,3}" if self.quoted else r"[\W_]{0,3}"
        found = rf"(?<![^\W_]){gap.join(map(re.escape, self.pieces))}(?![^\W_])"
        return re.compile(found, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query, or a name that may be written in other ways.

    A text has it where it has all the stems of one of `alternatives`.
    """

    alternatives: tuple[Stems, ...]

    @property
    def size(self) -> int:
        """How many words the query spends on it."""
        return len(self.alternatives[0])


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """What a query asks for: its content words and names, and what is to be found as it stands.

    `match` and `exact_match` are FTS5 expressions, of any of it and of any of the exact tokens.
    """

    terms: tuple[Term, ...]
    exact: tuple[Exact, ...]
    match: str
    exact_match: str


def query_terms(query: str, lexicon: Lexicon) -> QueryTerms:
    """Take `query` apart; the names in it that `lexicon` knows stand for all their forms."""
    mentions = lexicon.found(query)
    tokens = words(query)
    content = [token for token in tokens if token.text not in STOP_WORDS] or tokens
    names = [
        Term(tuple(_name_stems(name) for name in (mention.text, *mention.others)))
        for mention in mentions
    ]
    plain = [
        Term((frozenset({stem(token.text)}),))
        for token in content[:MOST_TERMS]
        if not any(_lies_in(token.span.start, mention) for mention in mentions)
    ]
    others = [other for mention in mentions for other in mention.others]
    exact = exact_tokens(query, mentions)
    forms = [form for one in exact for form in one.forms]
    return QueryTerms(
        terms=tuple(dict.fromkeys([*names, *plain])),
        exact=exact,
        match=match_expression(query, [*forms, *others[:MOST_TERMS]]),
        exact_match=match_expression("", forms),
    )


def exact_tokens(query: str, mentions: Sequence[Mention] = ()) -> tuple[Exact, ...]:
    """Return what a query wants found as it stands: PPR-9087, permit 9087, "in quotes".

    An ordinary number, date or hyphenated word is none, nor is a name that has other forms.
    """
    found = [
        Exact(tuple(word.text for word in words(match[1])), quoted=True)
        for match in _QUOTED.finditer(query)
    ]
    found += [
        Exact(tuple(_PIECE.findall(fold(match[0]))))
        for match in _tokens(query)
        if not any(_lies_in(match.start(), mention) for mention in mentions)
    ]
    return tuple(dict.fromkeys(one for one in found if one.pieces))[:_MOST_EXACT]


def _tokens(query: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of `query` that have a digit and are no ordinary number or date."""
    for match in _TOKEN.finditer(query):
        if any(map(str.isdigit, match[0])) and not _ORDINARY.fullmatch(match[0]):
            yield match


def respelled_tokens(query: str, texts: Sequence[str]) -> str:
    """Return `query` with its exact tokens as the first text that holds one has them: PPR-9087."""
    for match in reversed(list(_tokens(query))):
        pattern = Exact(tuple(_PIECE.findall(match[0]))).pattern
        held = next((found[0] for text in texts if (found := pattern.search(text))), None)
        if held is not None:
            query = f"{query[: match.start()]}{held}{query[match.end() :]}"
    return query


def coverage(terms: Sequence[Term], texts: Sequence[Stems]) -> tuple[Flags, Weights]:
    """Return which terms (columns) the texts (rows) have, and what each term weighs.

    Weights add up to 1: a term weighs more the fewer of the texts have it.
    """
    flags = [any(form <= text for form in term.alternatives) for text in texts for term in terms]
    has = np.array(flags, bool).reshape(len(texts), len(terms))
    sizes = np.array([term.size for term in terms], float)
    weights = sizes * np.log((len(texts) + 1) / (has.sum(axis=0) + 0.5))
    total = weights.sum()
    return has, weights / total if total > 0 else weights


@lru_cache(maxsize=2048)
def text_stems(text: str) -> Stems:
    """Return the stems of the words of a text."""
    return frozenset(stem(word.text) for word in words(text))


def _lies_in(start: int, mention: Mention) -> bool:
    return mention.span.start <= start < mention.span.end


def _name_stems(name: str) -> Stems:
    """Return the stems of a name's words without its small ones."""
    found = [word.text for word in words(name)]
    return frozenset(stem(word) for word in found if word not in STOP_WORDS or len(found) == 1)
