"""Whether a sentence is about a name that a question asks about, though it may not say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.requirements.naming import (
    Named,
    Sort,
    is_named,
    named,
    nation,
    nations_in,
    refers,
    sort_of,
)
from assistant.requirements.requirement import Need
from assistant.requirements.scene import Scene
from vectorstore.text.words import fold, words

# A word that points back, after which other names do not take the place of what it points to.
_BACK = re.compile(
    r"\b(?:he|she|it|they|his|her|hers|its|their|theirs|him|them|this|these|those|such|the\s(?:country"
    r"|republic|kingdom|nation|state|city|company|organi[sz]ation|union|body|bank))\b",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"\b(?:in|at|on|by|for|from|to|of|after|before|during|under|with|since|until|between|near)"
    r"\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Z][a-z]+(?:s|ness|ism)")  # Users typically connect
_REACH = 20  # characters, enough for what _ADVERBIAL finds
_BEGINNING = 25
_LEAST_HEAD = 4  # letters
_CONTINENTS = ({"africa", "african"}, {"asia", "asian"}, {"europe", "european"})


def is_about(asked: str, scene: Scene) -> bool:
    """Tell whether the sentence is about `asked`.

    It is where it names it; and where what surrounds it does, and it does not turn to another of
    its sort: to a country among countries, a person among persons.
    """
    if is_named(asked, scene.sentence):
        return True
    if is_named(asked, scene.title):
        return not (sort_of(asked) is Sort.NATION and _rivals(asked, scene))
    near = is_named(asked, scene.before)
    if not (near or is_named(asked, scene.passage) or is_named(asked, scene.after)):
        return _goes_without(asked, scene.question) and not _rivals(asked, scene)
    if _has_head_of(asked, scene.sentence):
        return True
    if near:
        return not _turns_away(asked, scene)
    return not (_rivals(asked, scene) or _is_elsewhere(asked, scene))


def others_of_sort(asked: str, text: str) -> tuple[str, ...]:
    """Return the other names in `text` of the sort of `asked`, as they are written."""
    sort = sort_of(asked)
    found = [one for one in named(text) if one.sort is sort and not refers(one.text, asked)]
    if sort is Sort.NATION:
        return tuple(dict.fromkeys(filter(None, (_as_country(one.text) for one in found))))
    return tuple(dict.fromkeys(one.text for one in found if sort is not Sort.OTHER))


def _as_country(name: str) -> str | None:
    """Return the country that an adjective stands for, with capitals."""
    country = nation(name)
    return " ".join(_capital(word) for word in country.split()) if country else None


def _capital(word: str) -> str:
    return word if word in ("and", "of") else word.capitalize()


def _goes_without(asked: str, question: str) -> bool:
    """Tell whether an answer may leave a name out: of a continent, or in "which Chinese firm"."""
    if sort_of(asked) is Sort.REGION:
        return True
    describes = nation(asked) is not None or fold(asked).endswith("european")
    described = rf"\b(?:what|which)\s(?:\w+\s){{0,2}}{re.escape(asked)}\b"
    return describes and re.search(described, question, re.IGNORECASE) is not None


def _has_head_of(asked: str, sentence: str) -> bool:
    """Tell whether a sentence has a common word of a name: the fort, for Fort Coligny."""
    heads = [word.text for word in words(asked) if len(word.text) >= _LEAST_HEAD]
    return len(heads) > 1 and any(
        re.search(rf"\b(?:the|this|that|its|their|The|This|Its|Their)\s{re.escape(head)}", sentence)
        for head in heads
    )


def _turns_away(asked: str, scene: Scene) -> bool:
    """Tell whether a sentence after one that names `asked` is about something else of its sort."""
    sort = sort_of(asked)
    rivals = _rivals(asked, scene)
    if sort in (Sort.NATION, Sort.BODY):
        return bool(rivals)
    return sort is Sort.PERSON and any(
        one.sort is sort and one.start < _BEGINNING and not _is_adverbial(one, scene.sentence)
        for one in rivals
    )


def _is_elsewhere(asked: str, scene: Scene) -> bool:
    """Tell whether the article is about other countries than the one that is asked about."""
    country = nation(asked)
    about = nations_in(scene.title)
    return country is not None and bool(about) and country not in about


def _rivals(asked: str, scene: Scene) -> Sequence[Named]:
    """Return the names in whose place `asked` would stand if the sentence were about it.

    Not those after a word that points back ("it signed with China").
    """
    sort = sort_of(asked)
    back = _BACK.search(scene.sentence)
    found = [
        one
        for one in named(scene.sentence)
        if _compete(sort, one.sort)
        and not any(refers(one.text, name) or refers(name, one.text) for name in scene.names)
        and (back is None or one.start < back.start())
        and not (one.start == 0 and _PLAIN.fullmatch(one.text) and nation(one.text) is None)
    ]
    if sort is Sort.REGION:
        return [one for one in found if _is_other_continent(one.text, asked)]
    if sort not in (Sort.PERSON, Sort.OTHER):
        return found
    if scene.asked is Need.PERSON:  # those may be the answer
        found = [one for one in found if one.sort is not Sort.PERSON]
    if back is not None:
        found = [one for one in found if not _is_adverbial(one, scene.sentence)]
    return found


def _compete(asked: Sort, other: Sort) -> bool:
    loose = (Sort.OTHER, Sort.PERSON)
    return asked is other or (asked in loose and other in loose)


def _is_adverbial(one: Named, sentence: str) -> bool:
    return _ADVERBIAL.search(sentence[max(0, one.start - _REACH) : one.start]) is not None


def _is_other_continent(one: str, asked: str) -> bool:
    """Tell whether both are continents, and two of them."""
    return sum(bool({fold(one), fold(asked)} & forms) for forms in _CONTINENTS) > 1
