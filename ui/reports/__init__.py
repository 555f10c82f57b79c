"""Answers, passages and what was collected as files: prose with notes, a bibliography, a table."""

from ui.reports.formats import LABELS, Format, file_name
from ui.reports.rendering import render_answers, render_items, render_passages, render_quote

__all__ = [
    "LABELS",
    "Format",
    "file_name",
    "render_answers",
    "render_items",
    "render_passages",
    "render_quote",
]
