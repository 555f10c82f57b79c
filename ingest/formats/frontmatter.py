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

    Raises SourceError where they cannot be read.
    """
    found = _FRONT_MATTER.match(text[: 2 * _LONGEST])
    if found is None or len(found[1]) > _LONGEST:
        return {}, text
    try:
        fields = written_fields(found[1])
    except ValueError as error:
        raise SourceError(
            f"Its front matter {error}",
            "Mend the lines between the two --- marks; quote a value that holds a colon.",
        ) from error
    return ({}, text) if fields is None else (fields, text[found.end() :])


def written_fields(source: str, first_line: int = 2) -> dict[str, Any] | None:
    """Return the fields of a YAML mapping, every value as it is written; None for another thing.

    YAML's own types would make False of `no` and 630 of `10:30`. Raises ValueError, which says
    what is wrong and in which line ("is not valid YAML: ..."); the first is number `first_line`.
    """
    try:
        fields = _Loader(source).get_single_data()
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    except yaml.YAMLError as error:
        raise ValueError(_problem(error, first_line)) from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        return None
    return {normal(str(name)): value for name, value in fields.items()}


class _Loader(yaml.BaseLoader):
    """Reads values as they are written, and no references: a few lines of those unfold without end.

    With none, no value is larger than what is written of it.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _Reference(problem_mark=self.current_event.start_mark)
        return super().compose_node(parent, index)


class _Reference(yaml.MarkedYAMLError):
    """A value is that of another place (*name)."""


def _problem(error: yaml.YAMLError, first_line: int) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    place = f" (line {mark.line + first_line})" if mark else ""
    if isinstance(error, _Reference):
        return f"uses a reference, or a value that begins with * and has no quotes{place}"
    said = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error)
    return f"is not valid YAML: {' '.join((said or '').split())[:200]}{place}"
