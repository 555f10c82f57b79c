"""The lines of YAML between two --- marks that a text file can begin with."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ingest.formats.fields import normal
from vectorstore import SourceError

_LONGEST = 64 * 1024
# As in Pandoc, a mark that a blank line follows is a rule and no front matter.
_FRONT_MATTER = re.compile(
    r"\A---[ ]*\n(?![ ]*\n)(.*?)^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields that a text begins with, their names normal, and the text behind them.

    Raises SourceError where they are not valid YAML.
    """
    found = _FRONT_MATTER.match(text[: 2 * _LONGEST])
    if found is None or len(found[1]) > _LONGEST:
        return {}, text
    try:
        fields = written_fields(found[1])
    except ValueError as error:
        raise SourceError(
            f"Its front matter is not valid YAML: {error}",
            "Mend the lines between the two --- marks; quote a value that holds a colon.",
        ) from error
    return ({}, text) if fields is None else (fields, text[found.end() :])


def written_fields(source: str, first_line: int = 2) -> dict[str, Any] | None:
    """Return the fields of a YAML mapping, every value as it is written; None for another thing.

    YAML's own types would make False of `no` and 630 of `10:30`. Raises ValueError, which names the
    line, for what is not valid; the first line has the number `first_line`.
    """
    try:
        fields = yaml.BaseLoader(source).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(_problem(error, first_line)) from error
    if not isinstance(fields, dict):
        return None
    return {normal(str(name)): value for name, value in fields.items()}


def _problem(error: yaml.YAMLError | RecursionError, first_line: int) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        return f"{error.problem} (line {error.problem_mark.line + first_line})"
    return " ".join(str(error).split())[:200]
