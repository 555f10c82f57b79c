"""Answers and passages as files for a report: prose with notes, a bibliography, or a table."""

from ui.reports.formats import Format
from ui.reports.rendering import render_answers, render_passages

__all__ = ["Format", "render_answers", "render_passages"]
