"""What is wrong with a claim, held against a part of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a fault is about."""

    FIGURE = "figure"
    NAME = "name"
    WORDS = "words"
    LINK = "link"
    BINDING = "binding"
    POLARITY = "polarity"
    ROLE = "role"
    HEDGE = "hedge"


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a part of a passage does not support a claim, in words for people."""

    kind: Kind
    text: str


MISSING = frozenset({Kind.FIGURE, Kind.NAME, Kind.WORDS, Kind.LINK})
"""What is said of things that the passage does not have at all."""
CONTRARY = frozenset({Kind.BINDING, Kind.POLARITY, Kind.ROLE})
"""What a passage says otherwise."""
