"""Whether a source's name is of the thing that a claim names."""

from __future__ import annotations

import re
from functools import lru_cache

from vectorstore.lexicon import Lexicon
from vectorstore.text import fold, same_name, words
from vectorstore.text.names import TITLES
from vectorstore.text.nations import METONYMS, nation_of


@lru_cache(maxsize=65536)
def is_named(claimed: str, known: str) -> bool:
    """Tell whether the name `known` says all that the claim's name says.

    A capital in the source may stand for its country in the claim, not the other way round: what is
    in Kazakhstan need not be in Astana.
    """
    if same_name(claimed, known):
        added = {word.text for word in words(claimed)} - {word.text for word in words(known)}
        return nation_of(fold(claimed)) is not None or not _is_longer(claimed, known, added)
    country = METONYMS.get(fold(known))
    if country is not None and same_name(claimed, country):
        return True
    group = _known().get(_plain(claimed))
    return group is not None and group == _known().get(_plain(known))


def _is_longer(claimed: str, known: str, added: set[str]) -> bool:
    """Tell whether the claim's name is the other with more words before or behind it."""
    if len(words(claimed)) <= len(words(known)):
        return False
    shared = {word.text for word in words(claimed)} & {word.text for word in words(known)}
    return bool(shared) and bool(added - TITLES)


@lru_cache(maxsize=65536)
def are_akin(a: str, b: str) -> bool:
    """Tell whether two names may stand for the same thing."""
    if fold(a).removesuffix("s") == fold(b).removesuffix("s"):
        return True
    return is_named(a, b) or is_named(b, a) or same_name(a, b, metonyms=True)


def is_word(name: str, text: str) -> bool:
    """Tell whether what looks like a name is a word that another text writes small: Water."""
    return name.isalpha() and re.search(rf"\b{re.escape(name.lower())}s?\b", text) is not None


def _plain(name: str) -> str:
    return fold(name).removeprefix("the ").replace("-", " ")


@lru_cache(maxsize=1)
def _known() -> dict[str, int]:
    """Return the number of the lexicon's group for each name that it knows."""
    groups = Lexicon.load().groups
    return {_plain(name): number for number, group in enumerate(groups) for name in group}
