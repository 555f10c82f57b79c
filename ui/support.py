"""How many independent sources bear out an answer, told to whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)


def supported(sentences: Sequence[Mapping[str, Any]]) -> str:
    """Return how many sources support sentences: 3 independent sources support this.

    The sentences are those of `Answer.as_json`. It is empty where no verified one has several.
    """
    counts = [one.get("sources", 1) if one["verified"] else 1 for one in sentences]
    if not any(count > 1 for count in counts):
        return ""
    if len(counts) == 1:
        return f"{counts[0]} independent sources support this."
    if len(set(counts)) == 1:
        return f"{counts[0]} independent sources support each sentence."
    told = [f"{count} the {_ordinal(place)}" for place, count in enumerate(counts) if count > 1]
    first = told[0].replace(" the ", " independent sources support the ", 1)
    if len(told) == 1:
        return f"{first} sentence."
    return f"{', '.join([first, *told[1:-1]])} and {told[-1]} sentence."


def _ordinal(place: int) -> str:
    """Return the name of a place, counted from 0."""
    if place < len(_ORDINALS):
        return _ORDINALS[place]
    number = place + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number > 20 else "th"
    return f"{number}{ending}"
