"""A report as one HTML page: whole, without scripts, and fetching nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ui.reports.report import Note, Report

_HERE = Path(__file__).parent
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def render(report: Report) -> bytes:
    """Return the report as an HTML page that its own policy keeps from loading anything."""
    style = _read("page.css") + (_read("collected.css") if report.is_collected else "")
    templates = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = templates.get_template("page.html.j2").render(
        report=report,
        style=Markup(style),  # noqa: S704 - files of this package
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        mentions=_Mentions(),
        language=_language,
    )
    return page.encode()


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _language(note: Note) -> str | None:
    """Return the language of a quote, if the document says one that is a code."""
    code = note.source.language or ""
    return code if _LANGUAGE.fullmatch(code) else None


class _Mentions:
    """Counts the mentions of each note while the page is drawn, so that the note leads back."""

    def __init__(self) -> None:
        self._counts: Counter[int | None] = Counter()

    def add(self, note: Note) -> str:
        """Return the id of a new mention of `note`."""
        self._counts[note.number] += 1
        return f"mention-{note.number}-{self._counts[note.number]}"

    def of(self, note: Note) -> list[str]:
        """Return the ids of all mentions of `note`."""
        return [f"mention-{note.number}-{one + 1}" for one in range(self._counts[note.number])]
