"""Signs that a sentence answers a question, one number each; `reader` weighs them.

Every sign is cheap, bounded (about -1 to 1) and readable on its own: how near the sentence lies to
the question, how much of what the question names the sentence and its surroundings mention, and
whether the sentence holds the kind of thing that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.text.words import STOP_WORDS, fold, stem, words

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that might answer, with where it stands.

    `before` and `after` are its neighbours in the passage, empty where it has none; `passage` is
    the rank of that passage from 0, `passage_score` its cosine with the question.
    """

    text: str
    title: str
    document: str
    start: int
    before: str
    after: str
    passage: int
    passage_score: float


class Kind(Enum):
    """What a word of the question is: a name, a figure (number, year, ordinal), or neither."""

    NAME = "name"
    FIGURE = "figure"
    PLAIN = "plain"


class Ask(Enum):
    """What the question asks for."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MEANING = "meaning"
    YES_NO = "yes or no"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question cannot do without."""

    text: str  # folded
    raw: str  # as the question spells it
    kind: Kind
    position: int  # among the question's words


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks for and about."""

    ask: Ask
    terms: tuple[Term, ...]
    key: int | None  # the index of the term that says what is wanted: population, launched
    words: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a piece of text mentions."""

    stems: tuple[str, ...]
    keys: frozenset[str]  # stems, roots of names, initials of names, normalised figures
    acronyms: frozenset[str]
    names: frozenset[str]  # roots of the capitalised words inside sentences
    numbers: frozenset[str]  # those that count or measure; years are dates
    dates: frozenset[str]
    years: frozenset[str]
    ordinals: frozenset[str]


_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIMES = _DAYS | {"century", "centuries", "yesterday", "today", "tomorrow"}
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
} | {word: word for word in "dozen dozens hundred hundreds thousand thousands million".split()}
_ORDINALS = {
    word: f"{value}{'st nd rd'.split()[value - 1] if value < 4 else 'th'}"
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_AGO = re.compile(
    r"\b(?:last|next|this|past|earlier this) (?:week|month|year|decade)s?\b|\bago\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|reasons?|as a result|therefore|thus"
    r"|caused?|that is why)\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|one)\b|\b(?:known as|called|refers? to|defined|terms?"
    r"|means|meaning|in other words)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:it|its|he|his|she|her|they|their|this|these|those|such)\b", re.IGNORECASE
)

# Endings of names of countries, peoples and languages: China and Chinese share the root "chin".
_NAME_ENDINGS = sorted(
    "a al an ain any e ese ey i ia ian ie ies ii ish istan istani land n s stan stani uese y".split(),
    key=len,
    reverse=True,
)
# What the endings do not bring together, and the cities that stand for governments.
_ALSO = {
    "american": "us", "america": "us", "washington": "us", "british": "uk", "britain": "uk",
    "brussels": "eu", "beijing": "china", "moscow": "russia", "kremlin": "russia",
    "delhi": "india", "paris": "france", "french": "france", "berlin": "germany",
    "tokyo": "japan", "seoul": "korea", "tehran": "iran", "ankara": "turkey",
    "turkiye": "turkey", "kyiv": "ukraine", "kiev": "ukraine", "islamabad": "pakistan",
    "kabul": "afghanistan", "baku": "azerbaijan", "astana": "kazakhstan",
    "tashkent": "uzbekistan", "bishkek": "kyrgyzstan", "dushanbe": "tajikistan",
    "ashgabat": "turkmenistan", "london": "uk", "rome": "italy", "madrid": "spain",
    "spanish": "spain", "dutch": "netherlands", "greek": "greece", "danish": "denmark",
    "swiss": "switzerland", "polish": "poland", "welsh": "wales", "athens": "greece",
}  # fmt: skip

# Verbs and adjectives that a question needs only for its grammar.
_LIGHT = frozenset(
    stem(word)
    for word in """
    call called name named mean meant know known happen take place occur become give given kind
    type sort large big long old far often high tall do according
    """.split()
)
_AUXILIARIES = frozenset(
    "is are was were do does did has have had can could will would should may might must".split()
)
_WH = frozenset("what which who whom whose when where why how".split())
_LINKS = frozenset("of and the for on in".split())
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
        r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|place|places|region"
        r"|state|states|continent|town|location)\b",
    ),
    (Ask.REASON, r"\bwhy\b|\bwhat (?:caused|reason)\b"),
    (Ask.MEANING, r"^(?:what|who) (?:is|are|was|were) (?:(?:a|an|the) )?(?:\S+ ?){1,3}$|\bmean"),
)


def root(name: str) -> str:
    """Return what a folded name shares with the names of the same country, people or language."""
    while True:
        for ending in _NAME_ENDINGS:
            if name.endswith(ending) and len(name) - len(ending) >= 4:
                name = name.removesuffix(ending)
                break
        else:
            return name


_ALSO_ROOTS = {root(name): root(other) for name, other in _ALSO.items()}


@lru_cache(maxsize=16384)
def facts(text: str) -> Facts:
    """Return what `text` mentions."""
    tokens = words(text)
    stems = tuple(stem(token.text) for token in tokens)
    keys = set(stems)
    names: set[str] = set()
    acronyms: set[str] = set()
    numbers: set[str] = set()
    dates: set[str] = set()
    years: set[str] = set()
    ordinals: set[str] = set()
    capitals: list[int] = []
    for index, token in enumerate(tokens):
        raw = token.span.of(text)
        word = token.text
        figure = _figure(word)
        if figure is not None:
            keys.add(figure)
            if _YEAR.fullmatch(word) and text[token.span.start - 1 : token.span.start] not in "$€£":
                years.add(word)
                dates.add(word)
            elif _ORDINAL.fullmatch(figure):
                ordinals.add(figure)
            else:
                numbers.add(figure)
        if word in _TIMES or (word in _MONTHS and raw[0].isupper()):
            dates.add(word)
        if not raw[0].isupper() or word in STOP_WORDS:
            if raw.isupper() and len(raw) > 1 and raw.isalpha():
                acronyms.add(word)
            continue
        if raw.isupper() and len(raw) > 1:
            acronyms.add(word)
        capitals.append(index)
        found = root(word)
        keys.add(found)
        if (other := _ALSO_ROOTS.get(found)) is not None:
            keys.add(other)
        if index and text[token.span.start - 2 : token.span.start] not in (". ", "? ", "! "):
            names.add(found)
    if _AGO.search(text):
        dates.add("ago")
    for run in _runs([token.text for token in tokens], capitals):
        letters = "".join(tokens[index].text[0] for index in run)
        keys.update(
            letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)
        )
    return Facts(
        stems,
        frozenset(keys),
        frozenset(acronyms),
        frozenset(names),
        frozenset(numbers),
        frozenset(dates),
        frozenset(years),
        frozenset(ordinals),
    )


def _figure(word: str) -> str | None:
    """Return the normal form of a number, year or ordinal, None for other words."""
    if word[0].isdigit():
        return word
    return _NUMBER_WORDS.get(word) or _ORDINALS.get(word)


def _runs(tokens: Sequence[str], capitals: Sequence[int]) -> list[list[int]]:
    """Return the runs of capitalised words that only links part: Belt and Road Initiative."""
    runs: list[list[int]] = []
    for index in capitals:
        if runs and all(word in _LINKS for word in tokens[runs[-1][-1] + 1 : index]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def ask_of(question: str) -> Ask:
    """Return what kind of thing `question` asks for."""
    plain = " ".join(word.text for word in words(question))
    for ask, pattern in _ASKS:
        if re.search(pattern, plain):
            return ask
    return Ask.YES_NO if plain.split(" ")[0] in _AUXILIARIES else Ask.OTHER


def query(question: str, proper: frozenset[str] = frozenset()) -> Query:
    """Return what `question` asks for; words of `proper` (folded) are names in any case."""
    tokens = words(question)
    about = facts(question)
    terms: list[Term] = []
    asked = next((i for i, token in enumerate(tokens) if token.text in _WH), -1)
    for position, token in enumerate(tokens):
        raw = token.span.of(question)
        capital = raw[0].isupper() and (position > 0 or token.text not in _AUXILIARIES | _WH)
        acronym = raw.isupper() and len(raw) > 1
        light = token.text in STOP_WORDS or stem(token.text) in _LIGHT or len(token.text) == 1
        figure = _figure(token.text)
        if (figure is None and light and not (acronym or (capital and position > 0 and token.text not in STOP_WORDS))) or any(
            term.text == token.text for term in terms
        ):
            continue
        if figure is not None:
            kind = Kind.FIGURE
        else:
            kind = Kind.NAME if capital or token.text in proper else Kind.PLAIN
        terms.append(Term(token.text, raw, kind, position))
    key = next(
        (i for i, term in enumerate(terms) if term.kind is Kind.PLAIN and term.position > asked),
        None,
    )
    return Query(
        ask_of(question),
        tuple(terms),
        key,
        frozenset(token.text for token in tokens),
        about.keys,
    )


def mentions(found: Facts, term: Term) -> bool:
    """Tell whether a text mentions `term`, by its stem, its root, its initials or its figure."""
    if term.kind is Kind.FIGURE:
        return (_figure(term.text) or term.text) in found.keys
    if stem(term.text) in found.keys:
        return True
    return term.kind is Kind.NAME and (
        root(term.text) in found.keys or (_ALSO_ROOTS.get(root(term.text)) == term.text)
    )


FEATURES = (
    "cosine", "cosine_top", "context", "passage",
    "sentence", "sentence_top", "window", "surroundings",
    "names", "names_window", "names_missing", "names_nowhere",
    "figures", "figures_window", "figures_missing", "figures_nowhere",
    "plain", "plain_window", "plain_missing", "plain_nowhere",
    "key", "key_window", "key_nowhere", "phrase", "counted",
    "number_no", "number_yes", "date_no", "date_yes", "person_no", "place_no", "place_yes", "reason_yes", "meaning_yes",
    "year_clash", "ordinal_clash", "name_clash", "lead", "question", "back", "length",
    "q_yesno", "q_other", "q_meaning", "q_nonames",
)  # fmt: skip


def evidence(
    question: str, candidates: Sequence[Candidate], asked: Floats, sentences: Floats
) -> Floats:
    """Return a row of FEATURES for each candidate; `asked` and `sentences` are unit vectors."""
    count = len(candidates)
    found = [facts(candidate.text) for candidate in candidates]
    titles = [facts(candidate.title) for candidate in candidates]
    proper = _proper(candidates) if question == question.lower() else frozenset()
    asks = query(question, proper)
    terms = asks.terms
    here = np.zeros((count, len(terms)), bool)
    title = np.zeros_like(here)
    for row in range(count):
        for column, term in enumerate(terms):
            here[row, column] = mentions(found[row], term)
            title[row, column] = mentions(titles[row], term)
    _mark_acronyms(terms, found, here)
    window, around = _spread(candidates, here | title, here)
    total = here.sum(0)
    weight = np.log((count + 1) / (total + 0.5)) / np.log((count + 1) / 0.5)
    kinds = {kind: np.array([term.kind is kind for term in terms], float) for kind in Kind}
    cosine = sentences @ asked
    out: dict[str, Floats] = {}
    out["cosine"] = cosine
    out["cosine_top"] = cosine - cosine.max()
    out["context"] = _context(candidates, sentences, asked)
    out["passage"] = np.array([candidate.passage_score for candidate in candidates])
    everything = np.ones(len(terms))
    out["sentence"] = _share(here, weight)
    out["sentence_top"] = out["sentence"] - out["sentence"].max()
    out["window"] = _share(window, weight)
    out["surroundings"] = _share(around, weight)
    for name, kind in (("names", Kind.NAME), ("figures", Kind.FIGURE), ("plain", Kind.PLAIN)):
        mask = kinds[kind]
        out[name] = _share(here, weight * mask)
        out[name + "_window"] = _share(window, weight * mask)
        lost = mask * weight if kind is Kind.PLAIN else mask
        out[name + "_missing"] = np.minimum(2, (~window * lost).sum(1))
        out[name + "_nowhere"] = np.full(count, min(2.0, float(((total == 0) * mask).sum())))
    key = np.zeros(len(terms))
    if asks.key is not None:
        key[asks.key] = 1
    out["key"] = _share(here, key)
    out["key_window"] = _share(window, key)
    out["key_nowhere"] = np.full(count, float(((total == 0) * key).sum()))
    out["phrase"] = _phrase(terms, found)
    ask = asks.ask
    numbers = np.array([bool(f.numbers - asks.keys) for f in found], float)
    dates = np.array([bool(f.dates - asks.words) for f in found], float)
    names = np.array([bool(f.names - asks.keys) for f in found], float)
    out["counted"] = _counted(asks, found) * (ask is Ask.NUMBER)
    out["number_no"] = (1 - numbers) * (ask is Ask.NUMBER)
    out["number_yes"] = numbers * (ask is Ask.NUMBER)
    out["date_no"] = (1 - dates) * (ask is Ask.DATE)
    out["date_yes"] = dates * (ask is Ask.DATE)
    out["person_no"] = (1 - names) * (ask is Ask.PERSON)
    out["place_no"] = (1 - names) * (ask is Ask.PLACE)
    out["place_yes"] = names * (ask is Ask.PLACE)
    out["reason_yes"] = _pattern(_REASON, candidates) * (ask is Ask.REASON)
    out["meaning_yes"] = _pattern(_MEANING, candidates) * (ask is Ask.MEANING)
    about = facts(question)
    out["year_clash"] = _clash(about.years, [f.years for f in found])
    out["ordinal_clash"] = _clash(about.ordinals, [f.ordinals for f in found])
    mask = kinds[Kind.NAME].astype(bool)
    out["name_clash"] = np.array(
        [
            float(bool((mask & ~window[row]).any() and (found[row].names - asks.keys)))
            for row in range(count)
        ]
    )
    out["lead"] = np.array([float(candidate.start == 0) for candidate in candidates])
    out["question"] = np.array([float(c.text.rstrip().endswith("?")) for c in candidates])
    out["back"] = np.array([float(bool(_BACK.match(c.text))) for c in candidates])
    out["length"] = np.log1p(np.array([len(f.stems) for f in found], float)) / 4
    out["q_yesno"] = np.full(count, float(ask is Ask.YES_NO))
    out["q_other"] = np.full(count, float(ask is Ask.OTHER))
    out["q_meaning"] = np.full(count, float(ask is Ask.MEANING))
    out["q_nonames"] = np.full(count, float(kinds[Kind.NAME].sum() == 0))
    return np.stack([out[name] for name in FEATURES], axis=1)


def _proper(candidates: Sequence[Candidate]) -> frozenset[str]:
    upper: set[str] = set()
    lower: set[str] = set()
    for candidate in candidates:
        for token in words(candidate.text)[1:]:
            raw = token.span.of(candidate.text)
            (upper if raw[0].isupper() else lower).add(token.text)
    return frozenset(upper - lower)


def _mark_acronyms(terms: Sequence[Term], found: Sequence[Facts], here: Flags) -> None:
    """Count a name of the question as mentioned where a text has its initials."""
    names = [i for i, term in enumerate(terms) if term.kind is Kind.NAME]
    for first in range(len(names)):
        for last in range(first + 2, len(names) + 1):
            run = names[first:last]
            letters = "".join(terms[i].text[0] for i in run)
            for row, mentioned in enumerate(found):
                if letters in mentioned.acronyms:
                    here[row, run] = True


def _spread(
    candidates: Sequence[Candidate], own: Flags, here: Flags
) -> tuple[Flags, Flags]:
    """Return what the neighbours and title, and what the whole passage, mention."""
    passages: dict[tuple[str, int], list[int]] = {}
    for row, candidate in enumerate(candidates):
        passages.setdefault((candidate.document, candidate.passage), []).append(row)
    window = own.copy()
    around = own.copy()
    for rows in passages.values():
        for left, right in zip(rows, rows[1:], strict=False):
            window[left] |= here[right]
            window[right] |= here[left]
        around[rows] |= own[rows].any(0)
    return window, around


def _share(mentioned: Flags, weight: Floats) -> Floats:
    """Return which share of the weight is mentioned, 1 where there is nothing to mention."""
    whole = weight.sum()
    if whole <= 0:
        return np.ones(len(mentioned))
    shares: Floats = (mentioned * weight).sum(1) / whole
    return shares


def _context(candidates: Sequence[Candidate], sentences: Floats, asked: Floats) -> Floats:
    """Return the cosine of the question with each sentence and half of the one before it."""
    rows = {(c.document, c.text): row for row, c in enumerate(candidates)}
    mixed = sentences.copy()
    for row, candidate in enumerate(candidates):
        before = rows.get((candidate.document, candidate.before))
        if before is not None:
            mixed[row] += 0.5 * sentences[before]
    cosines: Floats = mixed @ asked / np.linalg.norm(mixed, axis=1)
    return cosines


def _phrase(terms: Sequence[Term], found: Sequence[Facts]) -> Floats:
    """Return which share of the question's neighbouring terms stand together in the text."""
    pairs = [
        (stem(a.text), stem(b.text))
        for a, b in zip(terms, terms[1:], strict=False)
        if b.position - a.position <= 2
    ]
    if not pairs:
        return np.zeros(len(found))
    out = np.zeros(len(found))
    for row, text in enumerate(found):
        places: dict[str, list[int]] = {}
        for index, word in enumerate(text.stems):
            places.setdefault(word, []).append(index)
        near = [
            any(0 < j - i <= 3 for i in places.get(a, ()) for j in places.get(b, ()))
            for a, b in pairs
        ]
        out[row] = sum(near) / len(pairs)
    return out


def _counted(asks: Query, found: Sequence[Facts]) -> Floats:
    """Tell where a number stands just before the thing that the question counts."""
    out = np.zeros(len(found))
    if asks.key is None:
        return out
    wanted = stem(asks.terms[asks.key].text)
    for row, text in enumerate(found):
        for index, word in enumerate(text.stems):
            if _figure(word) is not None and wanted in text.stems[index + 1 : index + 5]:
                out[row] = 1
    return out


def _pattern(pattern: re.Pattern[str], candidates: Sequence[Candidate]) -> Floats:
    return np.array([float(bool(pattern.search(c.text))) for c in candidates])


def _clash(asked: frozenset[str], found: Sequence[frozenset[str]]) -> Floats:
    """Tell where a text has others of what the question has, and none of the same."""
    return np.array([float(bool(asked and f and not asked & f)) for f in found])
