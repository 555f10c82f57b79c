"""Filters in words."""

from __future__ import annotations

from collections.abc import Iterator

from ui.dates import written_date
from ui.output import counted
from ui.web.filtering.offered import Offered, language_name
from vectorstore import Filters


def told_filters(filters: Filters, offered: Offered) -> Iterator[tuple[str, str]]:
    """Yield what is in force, in words, each behind its name as a field of `Filters`."""
    if filters.since is not None:
        yield "since", f"since {written_date(filters.since)}"
    if filters.until is not None:
        yield "until", f"until {written_date(filters.until)}"
    if filters.undated:
        yield "undated", "or without a date"
    if filters.publisher is not None:
        yield "publisher", f"publisher: {filters.publisher}"
    if filters.language is not None:
        yield "language", f"in {language_name(filters.language)}"
    if filters.document is not None:
        yield "document", f"article: {offered.titles.get(filters.document, filters.document)}"
    if filters.source is not None:
        yield "source", f"path or address: {filters.source}"


def told_matches(filters: Filters, matching: int, total: int) -> str:
    """Return how many articles `filters` lets through, or why none."""
    if filters.since and filters.until and filters.since > filters.until:
        return (
            f"“Since” {written_date(filters.since)} lies after “until” "
            f"{written_date(filters.until)}: exchange them, or remove one."
        )
    if not matching:
        return "No article matches these filters. Remove one."
    if matching == total:
        return f"All {counted(total, 'article')}" if total > 1 else "1 article"
    return f"{matching:,} of {counted(total, 'article')}"
