"""The one key of a word's forms and of words that say the same: rose, rises and climbed are one."""

from __future__ import annotations

from functools import lru_cache

from assistant.verification.synonyms import FAMILIES, PHRASES
from vectorstore.text.nations import nation_of
from vectorstore.text.words import STOP_WORDS, stem

# Forms that a stemmer does not bring together.
_IRREGULAR = """
    began begun begin|bought buy|brought bring|built build|came come|chose chosen choose|cut cut
    drew drawn draw|fell fallen fall|found find|fought fight|gave given give|grew grown grow
    held hold|kept keep|knew known know|led lead|left leave|lent lend|lost lose|made make|met meet
    paid pay|ran run|rose risen rise|said say|saw seen see|sent send|shrank shrunk shrink|sold sell
    sought seek|spent spend|spoke spoken speak|stood stand|struck strike|took taken take|told tell
    thought think|won win|wrote written write|broke broken break|went gone go|laid lay|fled flee
    became become|swore sworn swear|withdrew withdrawn withdraw|undertook undertaken undertake
    oversaw overseen oversee|bore borne bear|beat beaten beat|sank sunk sink|dealt deal
    arose arisen arise|forbade forbidden forbid|flew flown fly|drove driven drive|threw thrown throw
    overtook overtaken overtake|shook shaken shake|stole stolen steal|shot shoot|hid hidden hide
    taught teach|understood understand|forgot forgotten forget|swept sweep|froze frozen freeze
    according say|halves half|analyses analysis
    centre center|programme program|labour labor|defence defense
    colour color|tonne ton|kilometre kilometer|metre meter
"""
_SUFFIXES = ("ment", "er", "or", "li", "e")
_SHORTEST = 4
"""Letters that a root has at least."""
_BRITISH = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"))


def _spelled(word: str) -> str:
    """Return a folded word as Americans spell it."""
    for british, american in _BRITISH:
        if len(word) > len(british) + 4 and word.endswith(british):
            return word.removesuffix(british) + american
    return word


def _irregular() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _IRREGULAR.strip().splitlines():
        for group in line.split("|"):
            *forms, base = group.split()
            found |= dict.fromkeys(forms, base)
    return found


_BASES = _irregular()


def _root(found: str) -> str:
    """Return what a stem has in common with its relatives: employ, employee and employer."""
    for suffix in _SUFFIXES:
        base = found.removesuffix(suffix)
        if base != found and len(base) >= _SHORTEST:
            return base[:-1] + "i" if base.endswith("y") else base
    return found


def _families() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in FAMILIES.strip().splitlines():
        stems = [stem(_spelled(word)) for word in line.split()]
        for one in (*stems, *map(_root, stems)):
            found.setdefault(one, found.get(stems[0], stems[0]))
    return found


_KEYS = _families()


def _phrases() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for entry in PHRASES.split("|"):
        phrase, meaning = entry.split(":")
        first, second = phrase.split()
        found[lemma(first), second] = key(meaning.strip())
    return found


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Return the stem of a folded word, whatever its form: rose is rise, Kazakh is kazakhstan."""
    nation = nation_of(word)
    if nation is not None and word not in STOP_WORDS:
        return nation
    return stem(_spelled(_BASES.get(word, word)))


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """Return what stands for all words that say the same as a folded word."""
    found = lemma(word)
    return _KEYS.get(found) or _KEYS.get(_root(found)) or _root(found)


_PHRASES = _phrases()


def phrase_key(word: str, following: str) -> str | None:
    """Return the key of the phrase that two words make, None if they make none."""
    return _PHRASES.get((lemma(word), following))
