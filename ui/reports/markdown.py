"""A report as Markdown, with footnotes.

Whatever comes from a source is escaped for CommonMark and its common dialects (GitHub's, Pandoc's).
Addresses and names of hosts are written as code: that alone keeps every dialect from making a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ui.output import on_one_line
from ui.reports.report import Note, Report, Section, Statement

_ACTIVE = re.compile(
    r"[\\`*_{}\[\]<>#|~^$]"
    r"|&(?=#?\w+;)"  # &lt;
    r"|:(?=[\w+-]+:)"  # :smile:
    r"|(?<=[-=+%])[-=+%]"  # dashes and marks of some dialects, %% hides in one
)
_LIST_MARK = re.compile(r"(\(?\w+)([.)])(?=\s|$)")
_ADDRESS = re.compile(r"://|www\.|@|mailto:|xmpp:|\w\.[^\W\d_]{2}")
"""What some dialect would make a link of; a word and a host's name are told apart by nobody."""
_OPENING, _CLOSING = "([{“‘\"'«", ")]}”’\"'».,;:!?…"


def render(report: Report) -> bytes:
    """Return the report as Markdown."""
    blocks = [f"# {_escaped(report.title)}"]
    for section in report.sections:
        if report.has_headings:
            blocks.append(f"## {_escaped(section.question)}")
        blocks += _section(section)
    blocks += map(_footnote, report.notes)
    blocks += [
        f"[^{note.number}]: {_reference(note)}"
        for section in report.sections
        for note in section.passages
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    if section.understood:
        yield f"*Understood as: {_escaped(section.understood)}*"
    if section.said:
        yield _paragraph(section.said)
    if section.statements:
        first, *others = section.statements
        yield " ".join([_statement(first, begins=True), *map(_statement, others)])
    for excerpt in section.excerpts:
        yield _passage(excerpt.note)
        if excerpt.comment:
            yield _comment(excerpt.comment)
    yield from map(_passage, section.passages)
    if section.related:
        yield "For further reading, the nearest passages:"
        yield "\n".join(
            f"- “{_escaped(note.glimpse)}” — {_reference(note)}" for note in section.related
        )
    yield from (f"*{_escaped(remark)}*" for remark in section.remarks)
    if section.comment:
        yield _comment(section.comment)


def _comment(comment: str) -> str:
    first, *others = comment.split("\n")
    return "\\\n".join([f"**Comment:** {_escaped(first)}", *map(_paragraph, others)])


def _statement(statement: Statement, begins: bool = False) -> str:
    text = on_one_line(statement.text)
    # What is in doubt begins with a star of ours, so that nothing of its own begins the line.
    told = (
        f"*{_escaped(text)}*" if statement.doubt else _paragraph(text) if begins else _escaped(text)
    )
    marks = "".join(f"[^{note.number}]" for note in statement.notes)
    doubt = f" **({_escaped(statement.doubt)})**" if statement.doubt else ""
    support = f" ({statement.support})" if statement.support else ""
    return f"{told}{marks}{support}{doubt}"


def _passage(passage: Note) -> str:
    paragraphs = [on_one_line(line) for line in passage.quote.split("\n")]
    told = "\n>\n".join(f"> {_paragraph(one)}" for one in paragraphs if one)
    return f"{told}[^{passage.number}]"


def _footnote(note: Note) -> str:
    told = "" if note.is_set_out else f"{_quoted(note)} — "
    return f"[^{note.number}]: {told}{_reference(note)}"


def _quoted(note: Note) -> str:
    before, short, after = (_escaped(_collapsed(piece)) for piece in note.pieces)
    if _may_be_bold(before, short, after):
        return f"“{before}**{short}**{after}”"
    return f"“{_escaped(_collapsed(note.quote))}”"


def _collapsed(piece: str) -> str:
    """Return a piece of a quote on one line; a space at its end still parts it from the next."""
    return re.sub(r"\s+", " ", piece)


def _may_be_bold(before: str, short: str, after: str) -> bool:
    """Tell whether stars around `short`, all escaped, are read as marks: neighbours decide."""
    if not short or short != short.strip():
        return False
    opens = short[0].isalnum() or not before[-1:].isalnum()
    return opens and (short[-1].isalnum() or not after[:1].isalnum())


def _reference(note: Note) -> str:
    source = note.source
    place = f"<{source.link}>" if source.link else _escaped(source.name or "")
    details = [*map(_escaped, note.details), *([place] if place else [])]
    told = ", ".join([f"*{_escaped(source.title)}*", *details])
    version = f"version {source.short_version}"
    since = f"**{note.since}**" if note.since else ""
    parts = (told, _escaped(note.attribution), version, since)
    return "; ".join(part for part in parts if part)


def _paragraph(text: str) -> str:
    """Return `text` as it may begin a line, where more characters are active than within one."""
    numbered = _LIST_MARK.match(text)
    if numbered:
        return f"{_escaped(numbered[1])}\\{numbered[2]}{_escaped(text[numbered.end() :])}"
    escaped = _escaped(text)
    return f"\\{escaped}" if escaped[:1] and escaped[0] in "-+=:%" else escaped


def _escaped(text: str) -> str:
    """Return `text`, which is one line, so that Markdown shows its characters and no more."""
    return "".join(
        _as_code(part) if _ADDRESS.search(part) else _ACTIVE.sub(r"\\\g<0>", part)
        for part in re.split(r"(\s+)", text)
    )


def _as_code(word: str) -> str:
    """Return a word with what is in it, but for the punctuation around it, as code."""
    inner = word.lstrip(_OPENING).rstrip(_CLOSING)
    start = len(word) - len(word.lstrip(_OPENING))
    before, after = word[:start], word[start + len(inner) :]
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", inner)), default=0))
    space = " " if "`" in inner else ""
    outer = [_ACTIVE.sub(r"\\\g<0>", part) for part in (before, after)]
    return f"{outer[0]}{fence}{space}{inner}{space}{fence}{outer[1]}"
