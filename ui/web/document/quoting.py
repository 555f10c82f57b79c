"""Quotes of a document that its reader chooses, for the report."""

from __future__ import annotations

from typing import Any

from assistant import Citation
from assistant.attribution import Attribution, attribution_at
from ui.web.messages import errors_shown
from ui.web.report.collecting import collect_quote
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import InputError, StoredDocument, basket, dossier
from vectorstore.pages import page_label

LONGEST_QUOTE = 5_000
"""Most characters of a quote: what is longer is no quote but a copy."""

_AROUND = 1_500
"""Characters before and behind a quote in which it is looked for who says it."""


def collect(
    space: Workspace, visit: Visit, document: StoredDocument, quote: tuple[int, int]
) -> None:
    """Put the characters [start, end) of a document into the report, or say why not."""
    with errors_shown("collect-error"):
        collect_quote(space, visit, citation_of(space, document, quote))


def collected(space: Workspace, visit: Visit, document: StoredDocument) -> list[tuple[int, int]]:
    """Return the characters [start, end) of a document's version that are in the report."""
    with space.corpus.database.read() as connection:
        items = basket.list_items(connection, owner=visit.owner)
    named = (document.ref.id, document.ref.version)
    return [
        (item.content["start"], item.content["end"])
        for item in items
        if item.kind == "quote"
        and (item.content["document"]["id"], item.content["document"]["version"]) == named
    ]


def citation_of(
    space: Workspace, document: StoredDocument, quote: tuple[int, int]
) -> dict[str, Any]:
    """Return the characters [start, end) of a document as `caravan ask --json` has a citation.

    Its number is None, its passage "" where the version is no longer searched. Raises InputError
    where it is too long.
    """
    start, end = quote
    if end - start > LONGEST_QUOTE:
        raise InputError(
            f"The quote has {end - start:,} characters; at most {LONGEST_QUOTE:,} are taken.",
            "Select fewer words.",
        )
    with space.corpus.database.read() as connection:
        passage = dossier.passage_at(connection, document.ref, start)
    citation = Citation(
        number=None,
        quote=document.text[start:end],
        start=start,
        end=end,
        passage_id=passage or "",
        document=document.ref,
        attribution=_attribution(document.text, start, end),
        page=page_label(document.pages, start, end),
    )
    return citation.as_json()


def _attribution(text: str, start: int, end: int) -> Attribution:
    """Return who says a quote, as its paragraph tells or, where that is long, what is near."""
    before, behind = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    first = max(before + 2 if before >= 0 else 0, start - _AROUND)
    last = min(behind if behind >= 0 else len(text), end + _AROUND)
    return attribution_at(text[first:last], start - first, end - first)
