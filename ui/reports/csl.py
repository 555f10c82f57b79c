"""A bibliography as CSL-JSON, for citation processors such as Zotero's and Pandoc's."""

from __future__ import annotations

import json
import re
from typing import Any

from ui.reports.report import Report
from ui.reports.works import Work, works

_TAG = re.compile(r"<(?=[/!?\w])|(?<=[\w/\"'-])>")


def render(report: Report) -> bytes:
    """Return the documents that the report cites as CSL-JSON."""
    written = json.dumps([_item(work) for work in works(report)], ensure_ascii=False, indent=2)
    return f"{written}\n".encode()


def _item(work: Work) -> dict[str, Any]:
    source = work.source
    day = source.published
    known = {
        "id": work.key,
        "type": "article-newspaper"
        if source.publisher
        else "webpage"
        if source.link
        else "article",
        "title": _plain(source.title),
        # Whole, as it stands: which part of a name is the family's is not known.
        "author": [{"literal": _plain(source.author)}] if source.author else None,
        "container-title": _plain(source.publisher) if source.publisher else None,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": source.link,
        "language": source.language,
        "note": _plain(work.note),
    }
    return {key: value for key, value in known.items() if value is not None}


def _plain(text: str) -> str:
    """Return `text` without what processors read as their few tags: <i> becomes ‹i›."""
    return _TAG.sub(lambda found: "‹" if found[0] == "<" else "›", text)
