"""What kind of thing a name or a noun stands for, as far as its words show it."""

from __future__ import annotations

import re
from typing import Literal

from vectorstore.text import fold
from vectorstore.text.names import BODIES, TITLES
from vectorstore.text.nations import COUNTRIES, METONYMS, nation_of

Kind = Literal["person", "country", "place", "body", "event", "several", "thing", "name"]
PERSONS = TITLES | set(
    "author chair chairperson founder head leader negotiator owner spokesman spokeswoman".split()
)
EVENTS = frozenset(
    """
    attack conference congress coup crisis earthquake election elections exhibition festival forum
    games invasion meeting negotiations protests referendum session signing summit talks visit war
    """.split()
)
_NO_BODIES = frozenset(  # but by a name: the Reform Act
    "act administration affairs agreement campaign center centre development initiative movement"
    " program programme project school service treaty forum office".split()
)
_LANDS = frozenset("country state nation republic".split())
_PLACES = frozenset(
    """
    africa america area asia canal city capital coast continent desert district europe east island
    islands lake mountain mountains north ocean place port province region river sea south town
    valley village west
    """.split()
)
_WITH_ARTICLE = BODIES | set(
    """
    emirates eu eaeu federation kingdom netherlands philippines railway river sco cis csto sea
    states corridor uk un us usa uae wto
    """.split()
)
_COUNTRY_NOUNS = frozenset("america britain czechia turkiye eu uk us usa uae prc dprk".split())
PLURAL = re.compile(r"[a-z]{3,}(?<![suia])s")


def kind_of(name: str) -> Kind:
    """Return the kind that a name shows by its words."""
    plain = fold(name).removeprefix("the ")
    parts = plain.replace("-", " ").split()
    if is_country(name):
        return "country"
    if parts[-1] in EVENTS:
        return "event"
    if parts[0] in TITLES or (len(parts) > 2 and not BODIES & {*parts} and TITLES & {*parts}):
        return "person"
    if BODIES & set(parts):
        return "body"
    if plain in METONYMS or parts[-1] in _PLACES:
        return "place"
    letters = name.removeprefix("the ").replace(".", "")
    return "body" if len(letters) > 1 and letters.isupper() and letters.isalpha() else "name"


def noun_kind(noun: str) -> Kind:
    if noun in PERSONS:
        return "person"
    if noun in BODIES and noun not in _NO_BODIES:
        return "body"
    if noun in EVENTS:
        return "event"
    if noun in _LANDS:
        return "country"
    if noun in _PLACES:
        return "place"
    return "several" if PLURAL.fullmatch(noun) else "thing"


def is_country(name: str) -> bool:
    """Tell whether `name` is a country's, and not its adjective."""
    plain = fold(name).removeprefix("the ").replace(".", "")
    if plain in COUNTRIES or plain in _COUNTRY_NOUNS:
        return True
    return " " in plain and nation_of(plain) is not None and not is_adjective(name)


def is_adjective(name: str) -> bool:
    """Tell whether `name` is the adjective of a country: Uzbek, Chinese."""
    plain = fold(name)
    known = plain in COUNTRIES or plain in _COUNTRY_NOUNS or " " in plain
    return not known and not name.isupper() and nation_of(plain) is not None


def with_article(text: str) -> str:
    """Return a name as it stands in a sentence: the United States, the SCO, Kazakhstan."""
    parts = set(fold(text).replace(".", "").split())
    takes = (_WITH_ARTICLE | EVENTS) & parts and not {"the", "'", "’"} & {*parts, *text}
    return f"the {text}" if takes else text
