"""A report as a table: one row for each citation, for a spreadsheet.

A spreadsheet runs what begins with one of a few characters as a formula. Such cells get an
apostrophe, as OWASP's page on CSV injection advises; so does what a spreadsheet that divides cells
at semicolons or tabs would take for the beginning of one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ui.reports.report import Note, Report, Section

_Cell = str | int | float | None
_SKIPPED = r"[\s\"'\u00a0\u200b-\u200d\u2060\ufeff]*"
"""What a spreadsheet may pass over before it finds a formula."""
_FORMULA = re.compile(rf"(^|[;\t\n])(?={_SKIPPED}[=+\-@＝＋－＠])|^(?=[\t\n])")

_OF_ANSWER = (
    "question",
    "answered",
    "sentence",
    "written by",
    "verified",
    "problems",
    "independent sources",
)
_OF_QUOTE = ("number", "quote", "short answer", "attribution")
_OF_PASSAGE = ("query", "rank", "score", "text")
_OF_SOURCE = (
    *("title", "author", "publisher", "published", "url", "source", "document id", "version"),
    *("start", "end", "passage id", "page"),
)


def render(report: Report) -> bytes:
    """Return the table as CSV in UTF-8, with the mark by which Excel knows it."""
    if report.is_search:
        return _written((*_OF_PASSAGE, *_OF_SOURCE), map(_passages, report.sections))
    return _written((*_OF_ANSWER, *_OF_QUOTE, *_OF_SOURCE), map(_answer, report.sections))


def _written(columns: tuple[str, ...], parts: Iterable[Iterable[list[_Cell]]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in chain.from_iterable(parts):
        writer.writerow([*_safe(row), *[None] * (len(columns) - len(row))])
    return text.getvalue().encode("utf-8-sig")


def _passages(section: Section) -> Iterator[list[_Cell]]:
    for note in section.passages:
        yield [section.question, note.number, note.score, note.quote, *_place(note)]


def _answer(section: Section) -> Iterator[list[_Cell]]:
    """Yield a row for each citation of each sentence, and one for a sentence that has none."""
    if section.said:
        yield [section.question, "no", section.said]
    for statement in section.statements:
        found: list[_Cell] = [
            section.question,
            "yes",
            statement.text,
            section.model or "the source",
            "yes" if statement.verified else "no",
            "; ".join(statement.problems),
            statement.sources or None,
        ]
        if not statement.notes:
            yield found
        for note in statement.notes:
            short = note.pieces[1]
            yield [*found, note.number, note.quote, short, note.attribution, *_place(note)]


def _place(note: Note) -> list[_Cell]:
    source = note.source
    return [
        source.title,
        source.author,
        source.publisher,
        source.published.isoformat() if source.published else None,
        source.url,
        source.source,
        source.id,
        source.version,
        note.start,
        note.end,
        note.passage_id,
        note.page or None,
    ]


def _safe(row: list[_Cell]) -> list[_Cell]:
    """Return a row whose texts are no formulas; numbers are ours and stay numbers."""
    return [_FORMULA.sub(r"\g<1>'", cell) if isinstance(cell, str) else cell for cell in row]
