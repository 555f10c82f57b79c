"""Where a text is from, in a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ui.dates import written_date
from ui.reports.reading import note_of
from vectorstore import DocumentRef


def file_name(source: str | None) -> str | None:
    """Return the name of a document's file."""
    return None if source is None or "://" in source else Path(source).name


def told_origin(*parts: str | date | None) -> str:
    told = [written_date(part) if isinstance(part, date) else part for part in parts if part]
    return " \N{MIDDLE DOT} ".join(told)


def told_reference(document: DocumentRef) -> tuple[str, str]:
    """Return what stands before and behind the page in a reference, as exports have it."""
    bare = {"number": None, "quote": "", "start": 0, "end": 0, "passage_id": ""}
    source = note_of({**bare, "document": document.as_json()}).source
    place = source.link or source.name
    before = ", ".join([source.title, *source.details])
    return before, f"{f', {place}' if place else ''} (version {source.short_version})"
