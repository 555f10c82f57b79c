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
_Row = dict[str, _Cell]
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
_SINCE, _COMMENT = "changed since", "comment"
"""Columns that are there only where they tell something."""


def render(report: Report) -> bytes:
    """Return the table as CSV in UTF-8, with the mark by which Excel knows it."""
    if report.is_search:
        return _written((*_OF_PASSAGE, *_OF_SOURCE), map(_passages, report.sections))
    return _written((*_OF_ANSWER, *_OF_QUOTE, *_OF_SOURCE), map(_section, report.sections))


def _written(columns: tuple[str, ...], parts: Iterable[Iterable[_Row]]) -> bytes:
    rows = list(chain.from_iterable(parts))
    further = [name for name in (_SINCE, _COMMENT) if any(row.get(name) for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*columns, *further], extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _safe(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _passages(section: Section) -> Iterator[_Row]:
    for note in section.passages:
        told = (section.question, note.number, note.score, note.quote)
        yield {**_row(_OF_PASSAGE, *told), **_place(note)}


def _section(section: Section) -> Iterator[_Row]:
    """Yield a row for each citation of each sentence, and one for a sentence that has none."""
    commented: _Row = {_COMMENT: section.comment}
    if section.said:
        yield {**_row(_OF_ANSWER, section.question, "no", section.said), **commented}
    for statement in section.statements:
        found = _row(
            _OF_ANSWER,
            section.question,
            "yes",
            statement.text,
            section.model or "the source",
            "yes" if statement.verified else "no",
            "; ".join(statement.problems),
            statement.sources or None,
        )
        for note in statement.notes:
            yield {**found, **_quote(note), **commented}
        if not statement.notes:
            yield {**found, **commented}
    for excerpt in section.excerpts:
        yield {**_quote(excerpt.note), _COMMENT: excerpt.comment}


def _quote(note: Note) -> _Row:
    told = (note.number, note.quote, note.pieces[1], note.attribution)
    return {**_row(_OF_QUOTE, *told), **_place(note), _SINCE: note.since}


def _place(note: Note) -> _Row:
    source = note.source
    return _row(
        _OF_SOURCE,
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
    )


def _row(columns: tuple[str, ...], *cells: _Cell) -> _Row:
    return dict(zip(columns, cells, strict=False))  # an answer that is none fills the first ones


def _safe(cell: _Cell) -> _Cell:
    """Return a cell whose text is no formula; numbers are ours and stay numbers."""
    return _FORMULA.sub(r"\g<1>'", cell) if isinstance(cell, str) else cell
