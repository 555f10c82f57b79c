"""One thing that a question asks for or about, which an answer must meet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Need(Enum):
    """What kind of thing is required: what the question is about, or what it asks for."""

    NAME = "name"
    DATE = "date"
    FIGURE = "figure"
    ORDINAL = "ordinal"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"

    @property
    def of_answer(self) -> bool:
        """Whether it is the kind of answer, not something that the question names."""
        return self not in (Need.NAME, Need.DATE, Need.FIGURE, Need.ORDINAL)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be met, as the question spells it: “European Union”, “2019”, “how many states”."""

    text: str
    kind: Need
