"""What a query asks for, word by word, and how much of it a text has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.lexicon import Lexicon
from vectorstore.query import MOST_TERMS, match_expression
from vectorstore.text.words import STOP_WORDS, stem, words

Flags = NDArray[np.bool_]
Weights = NDArray[np.float64]
Stems = frozenset[str]

_QUOTED = re.compile(r"[\"“„«](?=\S)([^\"“”„«»]{2,80})(?<=\S)[\"”“»]")
_TOKEN = re.compile(r"[^\W_](?:[\w./+-]*[^\W_])?")
_ORDINARY = re.compile(
    r"""
    [\d.,]+(?:st|nd|rd|th|s|m|bn|km|mw)?     # 24.5 19th 1990s 25bn
    | (?:\d+-){1,2}\d+                       # 17-18 2024-25
    | (?:1\d|20|21)\d\d/\d{2,4}              # 2024/25
    | [\d.,]+-[^\W\d_]+(?:-[^\W\d_]+)?       # 30-year
    | [^\W\d_]+-(?:1\d|20|21)\d\ds?          # mid-2024
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Numbers, dates and hyphenated words, which a text may well write in another way."""


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
    exact: tuple[str, ...]
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
        if not any(m.span.start <= token.span.start < m.span.end for m in mentions)
    ]
    others = [other for mention in mentions for other in mention.others]
    exact = exact_tokens(query)
    return QueryTerms(
        terms=tuple(dict.fromkeys([*names, *plain])),
        exact=exact,
        match=match_expression(query, [*exact, *others[:MOST_TERMS]]),
        exact_match=match_expression("", exact),
    )


def exact_tokens(query: str) -> tuple[str, ...]:
    """Return what a query wants found as it stands: PPR-9087, A/RES/72/283, "in quotes".

    An ordinary number, date or hyphenated word is none.
    """
    found = [match[1].strip() for match in _QUOTED.finditer(query)]
    for match in _TOKEN.finditer(query):
        token = match[0]
        mixed = any(map(str.isdigit, token)) and any(c.isalpha() or c in "/+" for c in token)
        if mixed and not _ORDINARY.fullmatch(token):
            found.append(token)
    return tuple(dict.fromkeys(text for text in found if words(text)))


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


@lru_cache(maxsize=16384)
def text_stems(text: str) -> Stems:
    """Return the stems of the words of a text."""
    return frozenset(stem(word.text) for word in words(text))


def holds(text: str, token: str) -> bool:
    """Tell whether `text` has the words of `token` side by side, whatever stands between them."""
    return f" {_plain(token)} " in f" {_plain(text)} "


def _name_stems(name: str) -> Stems:
    """Return the stems of a name's words without its small ones."""
    found = [word.text for word in words(name)]
    return frozenset(stem(word) for word in found if word not in STOP_WORDS or len(found) == 1)


def _plain(text: str) -> str:
    return " ".join(word.text for word in words(text))
