"""From what `--json` prints to the bytes of a file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ui.reports.formats import Format

if TYPE_CHECKING:
    from ui.reports.report import Report

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
    answers: Sequence[dict[str, Any]], format: Format, title: str | None = None
) -> bytes:
    """Return answers, each as `caravan ask --json` prints it, as a file.

    `title` stands above a conversation; without it, one answer stands beneath its question. Notes
    are numbered through all answers in the order of their first mention.
    """
    from ui.reports.reading import report_of_answers

    return _render(report_of_answers(answers, title), format)


def render_passages(told: dict[str, Any], format: Format) -> bytes:
    """Return passages, as `caravan passages --json` prints them, as a file."""
    from ui.reports.reading import report_of_passages

    return _render(report_of_passages(told), format)


def _render(report: Report, format: Format) -> bytes:
    content: bytes = import_module(f"ui.reports.{_MODULES[format]}").render(report)
    return content
