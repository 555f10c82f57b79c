"""A report as plain text: wrapped, with numbered sources at the end."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ui.output import on_one_line
from ui.reports.report import Excerpt, Note, Report, Section, Statement

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
        blocks += [_heading("Sources", "-"), *map(_source, report.notes)]
    return ("\n\n".join(blocks) + "\n").encode()


def quotation(note: Note) -> str:
    """Return a quote by itself with its reference, a line each and none of them wrapped."""
    lines = [f"“{on_one_line(note.quote)}”", note.attribution, _reference(note)]
    return "\n".join(filter(None, lines))


def _section(section: Section) -> Iterator[str]:
    if section.understood:
        yield _wrapped(f"Understood as: {section.understood}")
    told = section.said or " ".join(map(_statement, section.statements))
    if told:
        yield _wrapped(told)
    for excerpt in section.excerpts:
        yield from _excerpt(excerpt)
    yield from (_entry(passage, passage.quote) for passage in section.passages)
    if section.related:
        yield "For further reading, the nearest passages:"
        yield from (_entry(note, note.glimpse) for note in section.related)
    yield from map(_wrapped, section.remarks)
    if section.comment:
        yield _comment(section.comment)


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    note = excerpt.note
    yield _wrapped(f"“{on_one_line(note.quote)}” [{note.number}]", _INDENT)
    if excerpt.comment:
        yield _comment(excerpt.comment)


def _comment(comment: str) -> str:
    return "\n".join(map(_wrapped, f"Comment: {comment}".split("\n")))


def _statement(statement: Statement) -> str:
    marks = "".join(f"[{note.number}]" for note in statement.notes)
    found = "; ".join(part for part in (statement.support, statement.doubt) if part)
    told = (on_one_line(statement.text), marks, f"({found})" if found else "")
    return " ".join(part for part in told if part)


def _source(note: Note) -> str:
    return _entry(note, "" if note.is_set_out else note.quote)


def _entry(note: Note, quote: str) -> str:
    mark = "-" if note.number is None else f"[{note.number}]"
    told = f"“{on_one_line(quote)}”" if quote else ""
    lines = [told, note.attribution, _reference(note)]
    written = "\n".join(_wrapped(line, _INDENT) for line in lines if line)
    # A mark of more than three characters takes a line's beginning further to the right.
    return f"{mark:<{_INDENT - 1}} {written.lstrip()}"


def _reference(note: Note) -> str:
    source = note.source
    place = source.link or source.name
    told = ", ".join([source.title, *note.details, *([place] if place else [])])
    since = f"; {note.since}" if note.since else ""
    return f"{told} (version {source.short_version}{since})"


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
