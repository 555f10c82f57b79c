"""What a question asks for and about, and what a text mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from vectorstore.text.figures import Figure, figures, states
from vectorstore.text.names import names
from vectorstore.text.nations import METONYMS, NATIONS, is_adjective_of
from vectorstore.text.words import STOP_WORDS, Word, fold, stem, words


class Ask(Enum):
    """What kind of thing a question asks for."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MEANING = "meaning"
    OTHER = "other"


class Kind(Enum):
    """What a term of a question is."""

    NAME = "name"
    FIGURE = "figure"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Term:
    """What the question cannot do without: a word, or a figure of one or more words."""

    text: str  # as the question spells it
    folded: str
    kind: Kind
    figure: Figure | None
    position: int  # of its first word in the question
    weak: bool = False  # the answer may well put it in other words


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for, and about what."""

    ask: Ask
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text mentions.

    `keys` are stems, the words of the nations that names stand for, and the initials of names;
    `capitals` are the folded words of names.
    """

    stems: tuple[str, ...]
    keys: frozenset[str]
    capitals: frozenset[str]
    figures: tuple[Figure, ...]
    years: frozenset[str]
    ordinals: frozenset[str]
    times: frozenset[str]


# Words that a question needs only for its grammar.
_LIGHT = frozenset(
    stem(word)
    for word in """
    according article big call called compare contrast differ difference different do far give given
    happen high kind know known large long mean meant mention name named occur place publish report
    said say sort take tall tell type
    """.split()
)
# What answers put in other words: less than half of the answering sentences (SQuAD 2.0, SelQA) and
# their neighbours have them. They count for less than other terms.
_WEAK = frozenset(
    stem(word)
    for word in """
    able associated begin call cause come commonly consider country create current
    date day define determine example exist find go help hold individual invent locate main
    need new number part percentage person play reason receive relation relationship represent see
    show specific stand start term today total typical usual want way win won write written wrote
    year
    """.split()
)
_WH = frozenset("what which who whom whose when where why how".split())
_ASKS = (
    (
        Ask.NUMBER,
        r"\bhow (?:many|much|large|big|far|old|tall|high|deep|fast|wide|heavy|often|long)\b"
        r"|\b(?:what|which) (?:percent|percentage|proportion|number|amount|fraction|share)\b",
    ),
    (Ask.DATE, r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b"),
    (Ask.PERSON, r"\b(?:who|whom|whose)\b"),
    (
        Ask.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|places?|region"
        r"|states?|continent|town|location)\b",
    ),
    (Ask.REASON, r"\bwhy\b|\bwhat (?:caused|reason)\b"),
    (Ask.MEANING, r"^what (?:is|are|was|were) (?:(?:a|an|the) )?(?:\S+ ?){1,3}$|\bmean(?:s|t)?\b"),
)
# An ordinal too, though `figures` leaves it out, since it seldom counts: "for the first time".
_FIRST = "first"
_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|century|centuries|yesterday|today|tomorrow"
    r"|ago|(?:last|next|this|past) (?:week|month|year|decade)s?)\b"
)


@lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """Return what `text` mentions."""
    tokens = words(text)
    stems = tuple(stem(token.text) for token in tokens)
    capitals: set[str] = set()
    keys = set(stems)
    for name in names(text):
        parts = [part.text for part in words(name.text)]
        capitals.update(part for part in parts if part not in STOP_WORDS or len(parts) == 1)
        keys |= _nation_words(parts) | _initials(parts)
    found = figures(text)
    folded = fold(text)
    return Facts(
        stems,
        frozenset(keys),
        frozenset(capitals),
        tuple(found),
        frozenset(filter(None, map(_year, found))),
        frozenset(str(figure.value) for figure in found if figure.kind == "ordinal")
        | ({"1"} if _FIRST in stems else frozenset()),
        frozenset(_TIME.findall(folded)),
    )


def _nation_words(parts: Sequence[str]) -> set[str]:
    """Return the words of the nations that a name and its parts stand for, metonyms resolved."""
    found: set[str] = set()
    for form in (*parts, " ".join(parts)):
        found.update(METONYMS.get(form, NATIONS.get(form, "")).split())
    return found


def _initials(parts: Sequence[str]) -> set[str]:
    """Return the initials of each run of two or more words of a name, its small words left out."""
    letters = "".join(part[0] for part in parts if part not in STOP_WORDS)
    size = len(letters)
    return {letters[i:j] for i in range(size) for j in range(i + 2, size + 1)}


def _year(figure: Figure) -> str:
    """Return the year that a figure states, "" if none."""
    value = str(figure.value)
    if figure.kind == "year" or (figure.kind == "date" and not value.startswith("-")):
        return value[:4]
    return ""


def ask_of(question: str) -> Ask:
    """Return what kind of thing `question` asks for."""
    plain = " ".join(word.text for word in words(question))
    return next((ask for ask, pattern in _ASKS if re.search(pattern, plain)), Ask.OTHER)


def query(question: str, proper: frozenset[str] = frozenset()) -> Query:
    """Return what `question` asks for; the folded words in `proper` are names in any case."""
    tokens = words(question)
    capitals = facts(question).capitals | proper
    asked = next((i for i, token in enumerate(tokens) if token.text in _WH), -1)
    terms: list[Term] = [
        Term(figure.span.of(question), "", Kind.FIGURE, figure, _index(tokens, figure))
        for figure in figures(question)
    ]
    spans = [term.figure.span for term in terms if term.figure is not None]
    for position, token in enumerate(tokens):
        raw = token.span.of(question)
        inside = any(span.start <= token.span.start < span.end for span in spans)
        if inside or token.text in {term.folded for term in terms}:
            continue
        acronym = raw.isupper() and len(raw) > 1 and not question.isupper()
        named = token.text in capitals and token.text not in _WH
        if acronym or not _is_grammar(token.text):
            kind = Kind.NAME if acronym or named else Kind.PLAIN
            if token.text == _FIRST:
                kind = Kind.FIGURE
            weak = kind is Kind.PLAIN and (
                stem(token.text) in _WEAK or (position == asked + 1 and asked >= 0)
            )
            terms.append(Term(raw, token.text, kind, None, position, weak))
    terms.sort(key=lambda term: term.position)
    return Query(ask_of(question), tuple(terms))


def _is_grammar(word: str) -> bool:
    return word in STOP_WORDS or stem(word) in _LIGHT or len(word) == 1


def _index(tokens: Sequence[Word], figure: Figure) -> int:
    """Return which of `tokens` the figure begins with."""
    return sum(token.span.end <= figure.span.start for token in tokens)


def mentions(found: Facts, term: Term) -> bool:
    """Tell whether a text mentions `term`: its stem, its figure, its initials or its nation."""
    if term.figure is not None:
        return states(list(found.figures), term.figure) or term.text in found.stems  # PPR-9087
    if stem(term.folded) in found.keys or term.folded in found.keys:
        return True
    if term.kind is not Kind.NAME:
        return False
    nation = NATIONS.get(term.folded)
    if nation is not None and all(part in found.keys for part in nation.split()):
        return True
    return any(is_kin(term.folded, other) for other in found.capitals)


@lru_cache(maxsize=65536)
def is_kin(a: str, b: str) -> bool:
    """Tell whether one name is the adjective of the other: Kazakhstan, Kazakh."""
    return is_adjective_of(a, b) or is_adjective_of(b, a)
