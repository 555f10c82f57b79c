"""Answers and passages on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from ui.attributions import attributed
from ui.changes import Changes, change_of, told_change
from ui.indented import INDENT, Indented
from ui.limits import left_out
from ui.output import Output, on_one_line, printable, printable_name, unwrapped
from ui.pages import page_of, told_page
from ui.provenance import provenance

if TYPE_CHECKING:
    from vectorstore import Hit

_GLIMPSE = 280
"""Characters shown of a passage that is offered as further reading."""


def show_answer(
    answer: Mapping[str, Any],
    output: Output,
    to_search_all: str = "To search all: --all-dates",
    changes: Changes | None = None,
) -> None:
    """Print an answer, given as `Answer.as_json`, of today or of old.

    That is its sentences, the numbered quotes with title, date and source, and its limits.
    `to_search_all` says how to lift the limits that the question's own words have set; empty, it
    offers no way. Citations of documents that are among `changes` are marked.
    """
    understood = answer["standalone_question"]
    if understood != on_one_line(answer["question"]):
        output.show(Text(f"Understood as: {printable(understood)}", style="dim"))
    if not answer["answered"]:
        output.show(Text(printable(answer["text"]), style="yellow"))
        if answer["related"]:
            output.show("", Text("The nearest passages, for further reading:", style="bold"))
        output.show(*(_citation(citation, changes, _GLIMPSE) for citation in answer["related"]))
    else:
        output.show(written(answer["sentences"]))
        output.show(*(Text(line, style="dim") for line in provenance(answer)))
        output.show("", *(_citation(citation, changes) for citation in answer["citations"]))
    if told := left_out(answer["filters"].get("inferred", ())):
        output.show(Text(f"{printable(told)} {to_search_all}".rstrip(), style="dim"))
    for note in answer["notes"]:
        output.note(note)


def show_passages(hits: Sequence[Hit], output: Output) -> None:
    """Print ranked passages."""
    if not hits:
        output.show(Text("No passage matches.", style="yellow"))
    for rank, hit in enumerate(hits, start=1):
        text = Text(printable(hit.passage.text))
        page = told_page(page_of(hit.passage))
        output.show(_entry(f"{rank}.", text, hit.passage.document.as_json(), page))


def written(sentences: Sequence[Mapping[str, Any]]) -> Text:
    """Return an answer's sentences with their marks and, where they are not verified, why not."""
    text = Text()
    for sentence in sentences:
        text.append(" " if text else "")
        is_verified = sentence["verified"]
        text.append(printable(sentence["text"]), style="" if is_verified else "italic")
        text.append("".join(f" [{number}]" for number in sentence["citations"]), style="cyan")
        if not is_verified:
            problems = printable("; ".join(sentence["problems"]))
            text.append(f" (not verified: {problems})", style="red")
    return text


def _citation(
    citation: Mapping[str, Any], changes: Changes | None, width: int | None = None
) -> Group:
    document = citation["document"]
    return _entry(
        "-" if citation["number"] is None else f"[{citation['number']}]",
        _quote(citation, width),
        document,
        told_page(citation.get("page")),
        attributed(citation.get("attribution")),
        told_change(change_of(document, changes)),
    )


def _quote(citation: Mapping[str, Any], width: int | None) -> Text:
    """Return the quote in its marks, the short answer in bold."""
    quote = citation["quote"]
    if width is not None:
        return Text(f"“{printable(shorten(quote, width, placeholder=' …'))}”")
    start, end = citation.get("highlight") or (0, 0)
    before, short, after = (
        printable(quote[a:b]) for a, b in ((0, start), (start, end), (end, None))
    )
    return Text.assemble(f"“{before}", (short, "bold"), f"{after}”")


def _entry(
    mark: str,
    text: Text,
    document: Mapping[str, Any],
    page: str = "",
    beneath: str = "",
    change: str = "",
) -> Group:
    title = Text(printable_name(document["title"]), style="bold")
    if change:
        title = Text.assemble(title, (f" ({change})", "not bold yellow"))
    known = [document[key] for key in ("publisher", "published")]
    origin = " · ".join(filter(None, [*known, page, document["url"] or document["source"]]))
    return Group(
        Indented(title, mark),
        Indented(text),
        *([Indented(Text(printable_name(beneath), style="dim"))] if beneath else []),
        unwrapped(" " * INDENT + origin, style="dim"),
        Text(),
    )
