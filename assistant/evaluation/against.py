"""What has changed since an earlier evaluation of the same questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evaluation.questions import Case
from assistant.evaluation.scores import Evaluation
from assistant.evaluation.significance import Comparison, paired_bootstrap
from vectorstore import InputError


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure over the questions that have it in both: its means, and how they differ."""

    questions: int
    earlier: float
    now: float
    comparison: Comparison

    def as_json(self) -> dict[str, Any]:
        """Return the measure in the form that `caravan eval --json` prints."""
        compared = {"earlier": self.earlier, "now": self.now, **self.comparison._asdict()}
        return {
            "questions": self.questions,
            **{name: round(value, 4) for name, value in compared.items()},
        }


class Earlier:
    """What an earlier `caravan eval --json` told of each question, by its id."""

    def __init__(self, path: Path, told: _Told) -> None:
        self.path = path
        self.told = told

    def check(self, cases: Sequence[Case]) -> None:
        """Raise InputError where none of `cases` was asked then."""
        if not any(self.knows(case.id, case.question) for case in cases):
            raise InputError(
                f"{self.path} tells of none of these questions.",
                "Compare with the output for an earlier state of this question file.",
            )

    def knows(self, id_: str, question: str) -> bool:
        """Tell whether the question of this id was asked then, in these words."""
        asked = self.told.by_question.get(id_)
        return asked is not None and asked.question == question


@dataclass(frozen=True)
class Against:
    """An evaluation against an earlier one, question by question.

    A question of another id, or of other words, is another question, and left out.
    """

    evaluation: Evaluation
    earlier: Earlier

    @cached_property
    def both(self) -> list[str]:
        """The ids of the questions in both."""
        return [
            one.case.id
            for one in self.evaluation.asked
            if self.earlier.knows(one.case.id, one.case.question)
        ]

    @property
    def only_now(self) -> list[str]:
        """The ids of the questions that are new."""
        both = set(self.both)
        return [one.case.id for one in self.evaluation.asked if one.case.id not in both]

    @property
    def only_earlier(self) -> list[str]:
        """The ids of the questions that are gone."""
        both = set(self.both)
        return [id_ for id_ in self.earlier.told.by_question if id_ not in both]

    @cached_property
    def right(self) -> Compared | None:
        """Right answers; None where no question is judged in both."""
        return self._compared(self._now.right, self.earlier.told.right)

    @cached_property
    def measures(self) -> dict[str, Compared]:
        """The measures of retrieval that are in both."""
        now, earlier = self._now.measures, self.earlier.told.measures
        found = {
            name: self._compared(values, earlier.get(name, {})) for name, values in now.items()
        }
        return {name: compared for name, compared in found.items() if compared is not None}

    def as_json(self) -> dict[str, Any]:
        """Return the comparison in the form that `caravan eval --json` prints."""
        return {
            "file": str(self.earlier.path),
            "questions": len(self.both),
            "only_now": self.only_now,
            "only_earlier": self.only_earlier,
            "right": self.right.as_json() if self.right else None,
            "retrieval": {name: compared.as_json() for name, compared in self.measures.items()},
        }

    @cached_property
    def _now(self) -> _Told:
        # As it would be told: to the digits that the earlier one was.
        return _Told.model_validate(self.evaluation.as_json())

    def _compared(self, now: Mapping[str, float], earlier: Mapping[str, float]) -> Compared | None:
        ids = [id_ for id_ in self.both if id_ in now and id_ in earlier]
        if not ids:
            return None
        a, b = [now[id_] for id_ in ids], [earlier[id_] for id_ in ids]
        return Compared(len(ids), sum(b) / len(ids), sum(a) / len(ids), paired_bootstrap(a, b))


def read_earlier(path: Path) -> Earlier:
    """Return what `caravan eval --json` once printed into a file.

    Raises InputError where the file cannot be read or holds something else.
    """
    try:
        told = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{path} cannot be read: {reason}.", "Check the path.") from error
    except (ValueError, RecursionError) as error:
        raise _no_evaluation(path) from error
    try:
        return Earlier(path, _Told.model_validate(told))
    except ValidationError as error:
        raise _no_evaluation(path) from error


def _no_evaluation(path: Path) -> InputError:
    return InputError(
        f"{path} is not what `caravan eval --json` prints.",
        "Keep such an output first: caravan eval FILE --json > EARLIER.json",
    )


_Score = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Asked(BaseModel):
    model_config = ConfigDict(strict=True)

    question: str
    right: bool | None


class _Retrieval(BaseModel):
    model_config = ConfigDict(strict=True)

    by_question: dict[str, dict[str, _Score]]


class _Told(BaseModel):
    model_config = ConfigDict(strict=True)

    by_question: dict[str, _Asked]
    retrieval: _Retrieval | None

    @property
    def right(self) -> dict[str, float]:
        """Whether each judged answer was right: 1 or 0."""
        asked = self.by_question.items()
        return {id_: float(one.right) for id_, one in asked if one.right is not None}

    @property
    def measures(self) -> dict[str, dict[str, float]]:
        """The values of each measure, by question."""
        found: dict[str, dict[str, float]] = {}
        for id_, values in self.retrieval.by_question.items() if self.retrieval else ():
            for name, value in values.items():
                found.setdefault(name, {})[id_] = value
        return found
