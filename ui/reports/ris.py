"""A bibliography as RIS, for reference managers; read back by rispy in the tests."""

from __future__ import annotations

from collections.abc import Iterator

from ui.reports.report import Report
from ui.reports.works import Work, works


def render(report: Report) -> bytes:
    """Return the documents that the report cites as RIS."""
    lines = (f"{tag}  - {value}\r\n" for work in works(report) for tag, value in _fields(work))
    return "".join(lines).encode()


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield tags and values; every value is one line, so that none begins a tag of its own."""
    source = work.source
    yield "TY", "NEWS" if source.publisher else "ELEC" if source.link else "GEN"
    yield "ID", work.key
    yield "TI", source.title
    if source.author:
        yield "AU", source.author
    if source.publisher:
        yield "T2", source.publisher
    if source.published:
        yield "PY", str(source.published.year)
        yield "DA", f"{source.published:%Y/%m/%d}"
    if source.link:
        yield "UR", source.link
    if source.language:
        yield "LA", source.language
    yield "N1", work.note
    yield "ER", ""
