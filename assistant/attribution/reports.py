"""What a sentence says about where it has its matter from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.attribution.speakers import Speaker

Stance = Literal["says", "thinks", "foresees", "plans", "rules"]
"""What a report makes of its matter: "rules" is what a treaty or a law says, fact as it stands."""
LAWS = frozenset(
    """
    accord act agreement agreements charter constitution contract convention decree directive law
    laws protocol treaty article
    """.split()
)


@dataclass(frozen=True, slots=True)
class Report:
    """Who says a sentence's matter, as tokens or (for "reportedly") a word; and the matter.

    `told` are the ranges of the sentence that hold what is said.
    """

    speaker: Speaker | None
    stance: Stance
    told: tuple[tuple[int, int], ...]
    unnamed: str | None = None
