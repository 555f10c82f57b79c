"""What the filters of a search mean in SQL."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, func, select

from vectorstore.documents import Filters
from vectorstore.rows import day_number
from vectorstore.schema import documents, sources, versions


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions that documents and their current versions have to meet."""
    limits: list[ColumnElement[bool]] = []
    undated = versions.c.published.is_(None) if filters.undated else false()
    if filters.since is not None:
        limits.append((versions.c.published >= day_number(filters.since)) | undated)
    if filters.until is not None:
        limits.append((versions.c.published <= day_number(filters.until)) | undated)
    if filters.publisher is not None:
        limits.append(versions.c.publisher.icontains(filters.publisher, autoescape=True))
    if filters.source is not None:
        named = sources.c.source.icontains(filters.source, autoescape=True)
        limits.append(
            documents.c.id.in_(select(sources.c.document_id).where(named))
            | versions.c.url.icontains(filters.source, autoescape=True)
        )
    if filters.language is not None:
        language = func.lower(versions.c.language)
        wanted = filters.language.lower()
        limits.append((language == wanted) | language.startswith(f"{wanted}-", autoescape=True))
    if filters.document is not None:
        limits.append(documents.c.id.startswith(filters.document, autoescape=True))
    return limits
