"""Which names a text has, what sort of thing each names, and whether it names a given one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from vectorstore.lexicon import Lexicon
from vectorstore.text.figures import figures
from vectorstore.text.names import BODIES, TITLES, names, same_name
from vectorstore.text.nations import METONYMS, nation_of
from vectorstore.text.words import STOP_WORDS, Word, stem, words

_LONGEST_NATION = 4  # words
_LEAST_MISSPELT = 5  # letters
_LEAST_ROOT = 7  # Aristotle, Aristotelian
_LEAST_DESIGNATION = 3
_LONG_NAME = 3  # words
_NUMERAL = re.compile(r"[ivx]{1,5}|\d{1,9}")
_PLACES = frozenset(
    """
    airport avenue bay bridge canyon castle city county district falls forest gulf hills island
    islands lake mount mountain mountains ocean park peninsula port province river road sea square
    station strait street valley
    """.split()
)
_REGIONS = frozenset(
    """
    africa african africans america american americas asia asian asians east eastern eurasia
    eurasian europe european europeans north northern south southern west western world
    """.split()
)
_APART = frozenset("first last lower new old upper central great greater".split())
# What the lexicon does not hold.
_ALSO = (
    frozenset({"world war i", "world war one", "first world war", "wwi", "ww1", "ww i"}),
    frozenset({"world war ii", "world war two", "second world war", "wwii", "ww2", "ww ii"}),
)
_LINK = re.compile(r"\b(?:of|the|and|for|in|&)\b")


class Sort(Enum):
    """What a name names, as far as its words tell."""

    NATION = "nation"
    BODY = "body"
    PLACE = "place"
    REGION = "region"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, and where it begins."""

    text: str
    sort: Sort
    start: int


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[Named, ...]:
    """Return the names in `text` in order."""
    return tuple(Named(one.text, sort_of(one.text), one.span.start) for one in names(text))


@lru_cache(maxsize=16384)
def sort_of(name: str) -> Sort:
    """Return what sort of thing `name` seems to name."""
    parts = _parts(name)
    if nation(name) is not None:
        return Sort.NATION
    if parts and (all(part in _REGIONS for part in parts) or parts == ("new", "world")):
        return Sort.REGION
    if any(part in BODIES or stem(part) in _BODY_STEMS for part in parts):
        return Sort.BODY
    if _is_acronym(name):
        return Sort.BODY
    if any(part in _PLACES for part in parts):
        return Sort.PLACE
    if parts and parts[0] in TITLES:
        return Sort.PERSON
    full = 2 <= len(parts) <= 3 and _LINK.search(name) is None
    return Sort.PERSON if full and all(part.isalpha() for part in parts) else Sort.OTHER


_BODY_STEMS = frozenset(stem(body) for body in BODIES)


@lru_cache(maxsize=16384)
def nation(name: str) -> str | None:
    """Return the country that the whole of `name` stands for, by itself or by its adjective."""
    return nation_of(" ".join(part for part in _parts(name) if part != "the"))


@lru_cache(maxsize=4096)
def nations_in(text: str) -> frozenset[str]:
    """Return the countries that `text` names, also within longer names, and by their capitals."""
    tokens = [word for word in words(text) if text[word.span.start].isupper()]
    if text == text.lower():
        tokens = words(text)
    found: set[str] = set()
    for first in range(len(tokens)):
        for size in range(1, _LONGEST_NATION + 1):
            run = tokens[first : first + size]
            phrase = " ".join(word.text for word in run)
            if len(run) == size and _side_by_side(text, run):
                found.update(filter(None, (nation_of(phrase), METONYMS.get(phrase))))
    return frozenset(found)


def _side_by_side(text: str, run: list[Word]) -> bool:
    return all(text[one.span.end : other.span.start].strip() == "" for one, other in pairwise(run))


@lru_cache(maxsize=16384)
def is_named(asked: str, text: str) -> bool:
    """Tell whether `text` names `asked`, by any of its names."""
    country = nation(asked)
    if country is not None:
        return country in nations_in(text)
    if _says(asked, text) or any(not _lacking(form, text) for form in _synonyms(asked)):
        return True
    return any(refers(one.text, asked) for one in named(text))


def _says(name: str, text: str) -> bool:
    """Tell whether all words of `name` stand in `text`, be they misspelt in one letter.

    Of a long name that is not a body's, one word may differ: of a title, or of somebody's names.
    """
    wanted = _telling(name)
    designation = "".join(wanted)
    numbered = any(map(str.isdigit, name)) and len(designation) > _LEAST_DESIGNATION
    if numbered and designation in _squashed(text):
        return True
    lacking = _lacking(name, text)
    if len(wanted) < _LONG_NAME or sort_of(name) is Sort.BODY:
        return not lacking
    return not lacking or (len(lacking) == 1 and not _tells_apart(lacking[0]))


def _lacking(name: str, text: str) -> list[str]:
    """Return the words of `name` that `text` has not."""
    return [part for part in _telling(name) if not _has_word(text, part)]


def _tells_apart(part: str) -> bool:
    """Tell whether things of one name differ by such a word: World War II, North Ossetia."""
    numeral = _NUMERAL.fullmatch(part) is not None or bool(figures(part))
    return numeral or part in _REGIONS or part in _APART


def _telling(name: str) -> list[str]:
    """Return the words of a name without its small words and, where others are left, initials."""
    parts = _parts(name)
    initials = {
        word.text for word in words(name) if "." in name[word.span.start : word.span.end + 1]
    }
    telling = [
        part
        for index, part in enumerate(parts)
        if part not in initials
        and (index == len(parts) - 1 or len(part) > 1)
        and (part not in STOP_WORDS or len(part) == 1)
    ]
    return telling or list(parts)


def _has_word(text: str, part: str) -> bool:
    if stem(part) in _stems(text):
        return True
    country = nation_of(part)
    if country is not None:
        return country in nations_in(text)
    return any(_alike(part, other) for other in _words(text))


@lru_cache(maxsize=4096)
def _squashed(text: str) -> str:
    """Return the words of `text` without what stands between them: Bf 110 as bf110."""
    return "".join(word.text for word in words(text))


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.text) for word in words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words(text))


def refers(found: str, asked: str) -> bool:
    """Tell whether a text that has the name `found` may mean `asked` by it.

    A person goes by the surname (Tokayev), a body by its acronym and its last words (the Union),
    but not by its first ones: Shanghai is not the Shanghai Cooperation Organisation, nor is that
    Shanghai.
    """
    if not same_name(asked, found, metonyms=True):
        return False
    one, other = _parts(found), _parts(asked)
    if _is_acronym(found) or _is_acronym(asked) or one == other:
        return True
    if len(one) < len(other):
        return sort_of(asked) is not Sort.BODY or one == other[-len(one) :]
    return sort_of(found) is not Sort.BODY or sort_of(asked) is Sort.BODY


@lru_cache(maxsize=1024)
def _synonyms(name: str) -> tuple[str, ...]:
    """Return the other names of what the whole of `name` names."""
    found = _lexicon().found(name)
    whole = [one for one in found if _parts(one.text) == _parts(name)]
    phrase = " ".join(_parts(name))
    also = next((forms for forms in _ALSO if phrase in forms), frozenset[str]())
    return (*(whole[0].others if whole else ()), *sorted(also - {phrase}))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon.load()


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> bool:
    """Tell whether two long words have one root, or differ as a slip of the pen does.

    Not so two countries: Austria and Australia are both meant.
    """
    if min(len(a), len(b)) < _LEAST_MISSPELT or a[:2] != b[:2] or not (a + b).isalpha():
        return False
    if nation_of(a) and nation_of(b):
        return False
    same = _shared(a, b)
    return same >= _LEAST_ROOT or _is_slip(a[same:], b[same:])


def _shared(a: str, b: str) -> int:
    """Return how many letters two words begin with alike."""
    differ = (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differ, min(len(a), len(b)))


def _is_slip(a: str, b: str) -> bool:
    """Tell whether the rests of two words differ in one letter, or in two that changed places."""
    return a[1:] in (b, b[1:]) or b[1:] == a or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


@lru_cache(maxsize=16384)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(name) if word.text != "the")
