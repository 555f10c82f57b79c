"""The names in a text - people, places, bodies - found by their capitals, and when two agree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from vectorstore.text.nations import METONYMS, NATIONS, is_adjective_of
from vectorstore.text.sentences import sentences
from vectorstore.text.spans import Span
from vectorstore.text.words import STOP_WORDS, fold

_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor president premier chancellor minister king queen prince
    princess emperor sir lord lady general lieutenant colonel major captain admiral sergeant
    secretary senator governor ambassador mayor judge pope chairman chairwoman director
    gen lt col maj capt sgt adm sen rep gov rev
    """.split()
)
# Words of their own that begin sentences so often that their capital tells nothing.
_OPENERS = frozenset(
    """
    according additionally amid analysts boosted consequently critics earlier economists elsewhere
    experts finally fully furthermore given governments hence hundreds import last later leaders
    local long meanwhile millions more new next officials old people perhaps photo police
    politics previously recent recently reporters researchers residents scientists security several
    similarly start states strong such thousands today tomorrow tonight trade ultimately unlike
    war with workers yesterday yes two three four five six seven eight nine ten dozens first second
    third good great hello please thanks there look take think note see
    """.split()
)
_ORDINARY_ENDINGS = ("ly", "ing", "ed", "tion", "tions", "ment", "ments", "ness", "ity", "ities")
_LINKS = frozenset(
    "of the and de del della da di du la le al el bin ibn van von der den for &".split()
)
_AND = frozenset({"and", "&"})
BODIES = frozenset(
    """
    academy act administration affairs agency agreement alliance association authority bank board
    bureau campaign center centre coalition commission committee company co-operation corporation
    council court department development foundation forum fund group initiative institute
    institution league minister ministry movement network office organisation organization
    partnership party programme program project school secretary service society treaty union
    university commonwealth
    """.split()
)
_PAIRS = frozenset(
    "bosnia,herzegovina trinidad,tobago antigua,barbuda johnson,johnson procter,gamble".split()
)

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s[^\W\d_])|[^\W_](?:[\w\u0300-\u036f]|['’+&/–-](?=\w))*|&"
)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_GAP = re.compile(r"\s{1,3}")
_AFTER_TITLE = re.compile(r"\.\s{1,3}")
_SHORT_TITLES = frozenset(
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Adm Sen Rep Gov Rev St Mt".split()
)
_CURRENCY = "$€£¥₽₸"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text writes it, without a possessive ending."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span
    possessive: bool
    first: bool  # of its sentence

    @property
    def capitalised(self) -> bool:
        return any(letter.isupper() for letter in self.text[:4])

    @property
    def acronym(self) -> bool:
        return sum(letter.isupper() for letter in self.text) > 1 or (
            self.text[0].isupper() and any(letter.isdigit() for letter in self.text)
        )


def names(text: str) -> list[Name]:
    """Return the names in `text` in order: runs of capitalised words, linked by of, the, de ...

    The first word of a sentence counts when it stands elsewhere as a name, or looks like one.
    """
    tokens = list(_tokens(text))
    runs = list(_runs(text, tokens))
    alone = {run[0].text for run in runs if len(run) == 1 and not run[0].first}
    lower = {token.text for token in tokens if not token.capitalised}
    found: list[Name] = []
    for run in runs:
        kept = _trimmed(run, alone, lower)
        if kept:
            span = Span(kept[0].span.start, kept[-1].span.end)
            found.append(Name(span.of(text), span))
    return found


def same_name(a: str, b: str, *, metonyms: bool = False) -> bool:
    """Tell whether two names may stand for the same: alike but for case, accents and possessives.

    So do a name and its acronym, a name and a run of its words (Tokayev), a country and its
    adjective and, with `metonyms`, a country and the capital that speaks for it (Beijing).
    """
    left, right = _parts(a), _parts(b)
    if not left or not right:
        return False
    if left == right or _nation(left, metonyms) == _nation(right, metonyms):
        return True
    if _is_acronym(a, b) or _is_acronym(b, a):
        return True
    short, long = sorted((_core(left), _core(right)), key=len)
    if _is_run(short, long) or _is_run(*sorted((left, right), key=len)):
        return True
    return metonyms and _same_nation(_nation(left, True), _nation(right, True))


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words of `text`, each with whether its sentence begins there."""
    starts = [span.start for span in sentences(text)]
    last = -1
    for match in _TOKEN.finditer(text):
        sentence = bisect_left(starts, match.end())
        start, end = match.span()
        word = match[0]
        ending = _POSSESSIVE.search(word)
        possessive = ending is not None or text[end : end + 1] in ("'", "’")
        if ending is not None:
            end -= len(ending[0])
            word = word[: -len(ending[0])]
        opens = sentence != last or text[start - 1 : start] in tuple('"“‘(•')
        last = sentence
        # US$ is a sign, and a treebank 's no word.
        if text[end : end + 1] not in tuple(_CURRENCY) and word not in ("s", ""):
            yield _Token(word, Span(start, end), possessive, opens)


def _runs(text: str, tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Yield the maximal runs of capitalised words and their links."""
    position = 0
    while position < len(tokens):
        if not tokens[position].capitalised:
            position += 1
            continue
        run = [tokens[position]]
        position += 1
        while (links := _links(text, run, tokens, position)) is not None:
            run += tokens[position : position + links + 1]
            position += links + 1
        yield run


def _links(text: str, run: list[_Token], tokens: list[_Token], position: int) -> int | None:
    """Return how many link words lead from `run` to the next capitalised word, None if none do."""
    previous = run[-1]
    for count, token in enumerate(tokens[position : position + 4]):
        if previous.possessive or not _adjoins(text, previous, token):
            return None
        if token.capitalised:
            linked = tokens[position : position + count]
            following = tokens[position + count : position + count + 6]
            return count if _may_link(text, run[-6:], linked, following) else None
        if token.text not in _LINKS:
            return None
        previous = token
    return None


def _adjoins(text: str, before: _Token, after: _Token) -> bool:
    """Tell whether nothing but white space, or the period of a title, is between two tokens."""
    if after.first and after.span.start > 0 and text[after.span.start - 1] in '"“‘(•':
        return False
    gap = text[before.span.end : after.span.start]
    if _GAP.fullmatch(gap) is not None and "\n" not in gap:
        return not after.first
    return before.text in _SHORT_TITLES and _AFTER_TITLE.fullmatch(gap) is not None


def _may_link(text: str, run: list[_Token], links: list[_Token], following: list[_Token]) -> bool:
    """Tell whether `links` join two parts of one name, not two names.

    "and" joins in Belt and Road Initiative and Ministry of Trade and Industry, not in Russia and
    China; "for" joins after the name of a body.
    """
    words = [link.text for link in links]
    if "for" in words:
        return fold(run[-1].text) in BODIES
    if not _AND & set(words):
        return True
    if len(words) > 1:
        return False
    if f"{fold(run[-1].text)},{fold(following[0].text)}" in _PAIRS:
        return True
    if any(fold(token.text) in BODIES for token in run) and any(
        token.text in ("of", "for") for token in run
    ):
        return True
    rest = [fold(token.text) for token in _leading(text, following)]
    return len(run) == 1 and len(rest) > 1 and rest[-1] in BODIES


def _leading(text: str, tokens: list[_Token]) -> list[_Token]:
    """Return the capitalised tokens, side by side, that `tokens` begins with."""
    for index in range(1, len(tokens)):
        before, token = tokens[index - 1], tokens[index]
        if before.possessive or not token.capitalised or not _adjoins(text, before, token):
            return tokens[:index]
    return tokens


def _trimmed(run: list[_Token], alone: set[str], lower: set[str]) -> list[_Token]:
    """Return `run` without the ordinary words at its ends, empty if it is no name."""
    start, end = 0, len(run)
    while start < end and _is_ordinary(run[start], end - start, alone, lower):
        start += 1
    while start < end and (fold(run[end - 1].text) in _CALENDAR or not run[end - 1].capitalised):
        end -= 1
    return run[start:end]


def _is_ordinary(token: _Token, length: int, alone: set[str], lower: set[str]) -> bool:
    """Tell whether the word that leads a run has its capital from its place alone."""
    word = fold(token.text)
    if not token.capitalised or word in _CALENDAR:
        return True
    if token.acronym:
        return False
    if word in STOP_WORDS or len(token.text) == 1:
        return length == 1 or word in STOP_WORDS
    if not token.first:
        return False
    if word in _OPENERS:
        return length > 1 or token.text not in alone
    if length > 1 or token.text in alone:
        return False
    return token.text.lower() in lower or (
        word.endswith(_ORDINARY_ENDINGS) and not word.endswith("jing")
    )


def _parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, hyphens and periods undone, "the" and 's dropped."""
    name = _POSSESSIVE.sub("", fold(name).strip()).replace("&", " and ")
    name = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda dotted: dotted[0].replace(".", ""), name)
    parts = re.split(r"[^\w'+]+", name.replace("'s ", " "))
    return tuple(part for part in parts if part and part != "the")


def _core(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what follows the last title: Chinese President Xi is Xi."""
    last = max((index for index, part in enumerate(parts) if part in TITLES), default=-1)
    return parts[last + 1 :] or parts


def _nation(parts: tuple[str, ...], metonyms: bool) -> str:
    phrase = " ".join(parts)
    if metonyms and phrase in METONYMS:
        return METONYMS[phrase]
    return NATIONS.get(phrase, phrase)


def _same_nation(a: str, b: str) -> bool:
    left, right = a.split(), b.split()
    return len(left) == len(right) and _is_run(tuple(left), tuple(right))


def _is_acronym(short: str, name: str) -> bool:
    """Tell whether `short` is made of the initials of `name`, with or without its small words."""
    letters = re.sub(r"['’]s\Z", "", short.strip()).replace(".", "")
    if len(letters) < 2 or not letters.isupper() or not letters.isalpha():
        return False
    folded = fold(name)
    for pattern in (r"[^\w']+", r"[^\w'-]+"):
        parts = [part for part in re.split(pattern, folded) if part]
        for skipped in (_LINKS | {"in", "on"}, frozenset({"the"}), frozenset[str]()):
            kept = [part for part in parts if part not in skipped]
            if len(kept) > 1 and "".join(part[0] for part in kept) == letters.lower():
                return True
    return False


def _is_run(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the words of `short` stand side by side in `long`."""
    size = len(short)
    if all(part in _LINKS or part in TITLES for part in short):
        return False
    return any(
        all(_same_word(a, b) for a, b in zip(short, long[start : start + size], strict=True))
        for start in range(len(long) - size + 1)
    )


def _same_word(a: str, b: str) -> bool:
    return (
        a == b
        or NATIONS.get(a, a) == NATIONS.get(b, b)
        or is_adjective_of(a, b)
        or is_adjective_of(b, a)
    )
