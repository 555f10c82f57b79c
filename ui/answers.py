"""Answers and passages on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from ui.attributions import attributed
from ui.limits import left_out
from ui.output import Output, printable, printable_name, unwrapped

if TYPE_CHECKING:
    from assistant import Answer, Citation
    from vectorstore import DocumentRef, Hit

_INDENT = 4
_GLIMPSE = 280
"""Characters shown of a passage that is offered as further reading."""


def show_answer(
    answer: Answer, output: Output, to_search_all: str = "To search all: --all-dates"
) -> None:
    """Print an answer: its sentences, the numbered quotes with title, date and source, limits.

    `to_search_all` says how to lift the limits that the question's own words have set.
    """
    if answer.standalone_question != " ".join(answer.question.split()):
        output.show(Text(f"Understood as: {printable(answer.standalone_question)}", style="dim"))
    if not answer.answered:
        output.show(Text(printable(answer.text), style="yellow"))
        if answer.related:
            output.show("", Text("The nearest passages, for further reading:", style="bold"))
        output.show(*(_citation(citation, _GLIMPSE) for citation in answer.related))
    else:
        output.show(_text(answer), "")
        output.show(*(_citation(citation) for citation in answer.citations))
    if answer.inferred:
        told = left_out([limit.as_json() for limit in answer.inferred])
        output.show(Text(f"{printable(told)} {to_search_all}", style="dim"))
    for note in answer.notes:
        output.note(note)


def show_passages(hits: Sequence[Hit], output: Output) -> None:
    """Print ranked passages."""
    if not hits:
        output.show(Text("No passage matches.", style="yellow"))
    for rank, hit in enumerate(hits, start=1):
        output.show(_entry(f"{rank}.", Text(printable(hit.passage.text)), hit.passage.document))


def _text(answer: Answer) -> Text:
    text = Text()
    for sentence in answer.sentences:
        text.append(" " if text else "")
        text.append(printable(sentence.text), style="" if sentence.verified else "italic")
        text.append("".join(f" [{number}]" for number in sentence.citations), style="cyan")
        if not sentence.verified:
            text.append(f" (not verified: {printable('; '.join(sentence.problems))})", style="red")
    return text


def _citation(citation: Citation, width: int | None = None) -> Group:
    mark = "-" if citation.number is None else f"[{citation.number}]"
    known = citation.attribution
    return _entry(
        mark,
        _quote(citation, width),
        citation.document,
        attributed(known.as_json() if known else None),
    )


def _quote(citation: Citation, width: int | None) -> Text:
    """Return the quote in its marks, the short answer in bold."""
    quote = citation.quote
    if width is not None:
        return Text(f"“{printable(shorten(quote, width, placeholder=' …'))}”")
    start, end = citation.highlight or (0, 0)
    before, short, after = (
        printable(quote[a:b]) for a, b in ((0, start), (start, end), (end, None))
    )
    return Text.assemble(f"“{before}", (short, "bold"), f"{after}”")


def _entry(mark: str, text: Text, document: DocumentRef, beneath: str = "") -> Group:
    title = Text(printable_name(document.metadata.title), style="bold")
    where = [
        document.metadata.publisher,
        document.metadata.published.isoformat() if document.metadata.published else None,
        document.metadata.url or document.source,
    ]
    origin = " · ".join(part for part in where if part)
    return Group(
        _Indented(title, mark),
        _Indented(text),
        *([_Indented(Text(printable_name(beneath), style="dim"))] if beneath else []),
        unwrapped(" " * _INDENT + origin, style="dim"),
        Text(),
    )


class _Indented:
    """A text beside a mark, its lines indented; unlike Rich's Padding, without trailing spaces."""

    def __init__(self, text: Text, mark: str = "") -> None:
        self._text = text
        self._mark = Text(f"{mark:<{_INDENT}}", style="cyan")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        beside = self._mark
        for line in self._text.wrap(console, options.max_width - _INDENT):
            line.rstrip()
            yield Text.assemble(beside, line) if line else Text()
            beside = Text(" " * _INDENT)
