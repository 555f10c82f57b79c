"""A report as plain text: wrapped, with numbered sources at the end."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ui.output import on_one_line
from ui.reports.report import Note, Report, Section, Statement

_WIDTH = 78
_INDENT = 4


def render(report: Report) -> bytes:
    """Return the report as plain text."""
    blocks = [_heading(report.title, "=")]
    for section in report.sections:
        if report.has_headings:
            blocks.append(_heading(section.question, "-"))
        blocks += _section(section)
    if report.notes:
        blocks += [_heading("Sources", "-"), *(_entry(note, note.quote) for note in report.notes)]
    return ("\n\n".join(blocks) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    if section.understood:
        yield _wrapped(f"Understood as: {section.understood}")
    told = section.said or " ".join(map(_statement, section.statements))
    if told:
        yield _wrapped(told)
    yield from (_entry(passage, passage.quote) for passage in section.passages)
    if section.related:
        yield "For further reading, the nearest passages:"
        yield from (_entry(note, note.glimpse) for note in section.related)
    yield from map(_wrapped, section.remarks)


def _statement(statement: Statement) -> str:
    marks = "".join(f"[{note.number}]" for note in statement.notes)
    found = "; ".join(part for part in (statement.support, statement.doubt) if part)
    told = (on_one_line(statement.text), marks, f"({found})" if found else "")
    return " ".join(part for part in told if part)


def _entry(note: Note, quote: str) -> str:
    mark = "-" if note.number is None else f"[{note.number}]"
    lines = [f"“{on_one_line(quote)}”", note.attribution, _reference(note)]
    written = "\n".join(_wrapped(line, _INDENT) for line in lines if line)
    # A mark of more than three characters takes a line's beginning further to the right.
    return f"{mark:<{_INDENT - 1}} {written.lstrip()}"


def _reference(note: Note) -> str:
    source = note.source
    place = source.link or source.name
    told = ", ".join([source.title, *note.details, *([place] if place else [])])
    return f"{told} (version {source.short_version})"


def _wrapped(text: str, indent: int = 0) -> str:
    """Return `text` in lines; no word is divided, because an address in two cannot be copied."""
    margin = " " * indent
    lines = wrap(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _heading(text: str, line: str) -> str:
    written = _wrapped(text)
    return f"{written}\n{line * max(map(len, written.splitlines()), default=0)}"
