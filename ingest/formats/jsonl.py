"""JSON lines: an object on each line, an article in each object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeAlias

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.rows import check_columns, columns_of, row_article, unreadable, written_text
from vectorstore import SourceError

_SAMPLE = 100
"""Objects among which one must have a text, for the file to be taken as one of articles."""

_Line: TypeAlias = tuple[int, dict[str, Any]]


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the article of each object.

    Raises SourceError where it is not JSON lines, or no key is known to hold the text.
    """
    text = written_text(file)
    _refuse_other_json(text)
    lines = _objects(text)
    first = list(islice(lines, _SAMPLE))
    objects = [each[1] for each in first if not isinstance(each, Unreadable)]
    if objects:
        check_columns(dict.fromkeys(name for values in objects for name in values), file.columns)
    for each in chain(first, lines):
        yield each if isinstance(each, Unreadable) else _article(*each, file.columns)


def _article(
    line: int, values: Mapping[str, Any], chosen: Mapping[str, str]
) -> Article | Unreadable:
    return row_article(values, columns_of(values, chosen), line)


def _objects(text: str) -> Iterator[_Line | Unreadable]:
    start, line = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line += 1
        written = text[start:end].strip()
        start = end + 1
        if not written:
            continue
        try:
            value = json.loads(written)
        except RecursionError:
            yield unreadable(line, "is nested too deeply", "Leave out what is so deep in it.")
            continue
        except ValueError:  # also of a number of thousands of digits
            yield unreadable(line, "is not valid JSON", "Mend the line, or take it out.")
            continue
        if isinstance(value, dict):
            yield line, value
        else:
            yield unreadable(line, "is not a JSON object", "Write it as {...}, or take it out.")


def _refuse_other_json(text: str) -> None:
    first = text.lstrip("\ufeff \t\r\n")[:200].split("\n", 1)[0].strip()
    if first in ("{", "[") or first.startswith(("[{", "[ {")):
        raise SourceError(
            "It is JSON over several lines or a list, not JSON lines",
            "Save each object on a line of its own, such as with `jq -c '.[]'`.",
        )
