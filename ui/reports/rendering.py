"""From what `--json` prints to the bytes of a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ui.reports.formats import Format

if TYPE_CHECKING:
    from ui.changes import Standings
    from ui.reports.report import Report
    from vectorstore.basket import Item

_MODULES = {
    Format.TEXT: "plain",
    Format.MARKDOWN: "markdown",
    Format.HTML: "page",
    Format.DOCX: "word",
    Format.BIBTEX: "bibtex",
    Format.CSL_JSON: "csl",
    Format.RIS: "ris",
    Format.CSV: "table",
}
"""The module of this package whose `render` makes a format: loaded where it is asked for."""


def render_answers(
    answers: Sequence[dict[str, Any]],
    format: Format,
    title: str | None = None,
    standings: Standings | None = None,
) -> bytes:
    """Return answers, each as `caravan ask --json` prints it, as a file.

    `title` stands above a conversation; without it, one answer stands beneath its question. Notes
    are numbered through all answers in the order of their first mention. Quotes that are among
    `standings` are marked.
    """
    from ui.reports.reading import report_of_answers

    return _render(report_of_answers(answers, title, standings), format)


def render_items(
    items: Sequence[Item], format: Format, title: str, standings: Standings | None = None
) -> bytes:
    """Return collected quotes and answers, with their comments, as a file.

    Notes are numbered through the whole. Quotes that are among `standings` are marked.
    """
    from ui.reports.reading import report_of_items

    return _render(report_of_items(items, title, standings), format)


def render_passages(told: dict[str, Any], format: Format) -> bytes:
    """Return passages, as `caravan passages --json` prints them, as a file."""
    from ui.reports.reading import report_of_passages

    return _render(report_of_passages(told), format)


def render_quote(citation: dict[str, Any]) -> str:
    """Return a citation of an answer as plain text: the quote, who says it, where it stands."""
    from ui.reports.plain import quotation
    from ui.reports.reading import note_of

    return quotation(note_of(citation))


def _render(report: Report, format: Format) -> bytes:
    content: bytes = import_module(f"ui.reports.{_MODULES[format]}").render(report)
    return content
