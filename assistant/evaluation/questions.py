"""A question file: JSON Lines, one question a line with what is known of its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from assistant.answers import Answer, Question, Turn
from vectorstore import Filters, InputError
from vectorstore.query import check_query
from vectorstore.text.dates import days_of

_HINT = "Each line is a JSON object with a `question`; `caravan eval --help` lists the fields."


@dataclass(frozen=True)
class Case:
    """One question of a file.

    `relevant` maps the names of documents to grades, 1 or more. Every one of `answers` must occur
    in the answer's text; `|` separates alternatives, and blank ones do not count. `evidence` holds
    verbatim strings that the answer should quote.
    """

    id: str
    question: str
    history: tuple[str, ...] = ()
    standalone_question: str | None = None
    relevant: Mapping[str, int] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    answerable: bool = True
    filters: Filters = field(default_factory=Filters)

    def asked(self, ask: Callable[[Question], Answer]) -> Question:
        """Return the question as a user asks it, once `ask` has answered those of `history`."""
        turns: tuple[Turn, ...] = ()
        for text in self.history:
            answer = ask(Question(text, turns, self.filters))
            turns = (*turns, Turn.of(answer.as_json()))
        return Question(self.question, turns, self.filters)


def read_cases(path: Path) -> list[Case]:
    """Return the questions of a file, in order; blank lines are passed over.

    Raises InputError where the file cannot be read or holds no question, for the first line that
    is wrong, and for the second of two lines of one id: the message names the line.
    """
    cases = []
    line_of: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            case = _case(line, number)
        except InputError as error:
            raise InputError(f"{path}, line {number}: {error}", _HINT) from error
        if case.id in line_of:
            raise InputError(
                f"{path}, line {number}: Line {line_of[case.id]} has the id {case.id!r} too.",
                "Give each question an `id` of its own; without one, it is called by its line.",
            )
        line_of[case.id] = number
        cases.append(case)
    if not cases:
        raise InputError(f"{path} holds no questions.", _HINT)
    return cases


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_bytes()
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = 1 + content.count(b"\n", 0, error.start)
        raise InputError(f"{path}, line {number}: It is not UTF-8.", "Save it as UTF-8.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read: {reason}.", "Check the path.") from error
    for number, line in enumerate(written.split("\n"), start=1):
        if line.strip():
            yield number, line


def _case(line: str, number: int) -> Case:
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InputError("An escape in it is half of a pair and no character.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"It is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise InputError("It is not a JSON object.")
    try:
        read = _Line.model_validate({key: value for key, value in row.items() if value is not None})
    except ValidationError as error:
        raise InputError(_what_is_wrong(error)) from error
    case = Case(
        id=read.id or str(number),
        question=read.question,
        history=tuple(read.history),
        standalone_question=read.standalone_question,
        relevant={name: grade for name, grade in read.relevant.items() if grade > 0},
        evidence=tuple(read.evidence),
        answers=tuple(read.answers),
        answerable=read.answerable,
        filters=Filters(**read.filters.model_dump()),
    )
    for asked in (*case.history, case.question):
        check_query(asked)
    return case


_A_GRADE = "A grade is a whole number, 0 or more"
_WRONG = {
    "missing": "It is needed",
    "extra_forbidden": "There is no such limit",
    "string_type": "It should be a string",
    "string_pattern_mismatch": "It is blank",
    "list_type": "It should be a list of strings",
    "dict_type": "It should be a list of names, or an object of names and grades",
    "bool_type": "It should be true or false",
    "int_type": _A_GRADE,
    "int_from_float": _A_GRADE,
    "greater_than_equal": _A_GRADE,
    "model_type": "It should be an object",
}
"""What is said of a field, by the type that pydantic gives its error."""


def _what_is_wrong(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "[key]")
    said = first.get("ctx", {}).get("error") or _WRONG.get(first["type"], first["msg"])
    return f"`{place}`: {said}."


def _graded(names: Any) -> Any:
    """Return a list of names as a mapping: all of one grade."""
    if not isinstance(names, list):
        return names
    if not all(isinstance(name, str) for name in names):
        raise ValueError("Each name should be a string")
    return dict.fromkeys(names, 1)


def _named(id_: Any) -> Any:
    return str(id_) if type(id_) is int else id_


def _first_day(written: Any) -> date:
    return _days(written)[0]


def _last_day(written: Any) -> date:
    return _days(written)[1]


def _days(written: Any) -> tuple[date, date]:
    if not isinstance(written, str):
        # pydantic makes a validation error of a ValueError, and lets a TypeError through.
        raise ValueError('A date is a string: "2025-06-17", "2025-06" or "2025"')  # noqa: TRY004
    try:
        return days_of(written)
    except ValueError as error:
        raise ValueError(
            f"{written!r} is not a date: write it as 2025-06-17, 2025-06 or 2025"
        ) from error


_Name = Annotated[str, Field(pattern=r"\S")]
_Alternatives = Annotated[str, Field(pattern=r"[^\s|]")]


class _Limits(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    since: Annotated[date | None, BeforeValidator(_first_day)] = None
    until: Annotated[date | None, BeforeValidator(_last_day)] = None
    publisher: _Name | None = None
    source: _Name | None = None
    language: _Name | None = None
    document: _Name | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Limits:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} lies after until {self.until}")
        return self


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: Annotated[str, BeforeValidator(_named)] = ""
    question: str
    history: list[str] = []
    standalone_question: str | None = None
    relevant: Annotated[dict[_Name, Annotated[int, Field(ge=0)]], BeforeValidator(_graded)] = {}
    evidence: list[_Name] = []
    answers: list[_Alternatives] = []
    answerable: bool = True
    filters: _Limits = _Limits()
