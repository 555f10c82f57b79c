"""What has become of a cited source since, told to whoever reads an old answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ui.dates import written_date
from vectorstore import Change

Changes = Mapping[tuple[str, str], Change]
"""What has become of versions, given by document and version; those as they were are not in it."""


def told_change(change: Change | None) -> str:
    """Return what stands beside a citation: changed since, on 27 November 2026.

    It is empty where the source is as it was.
    """
    if change is None:
        return ""
    what = "removed since" if change.is_removed else "changed since"
    if change.at is None:
        return what
    return f"{what}, on {written_date(datetime.fromisoformat(change.at).astimezone().date())}"


def change_of(document: Mapping[str, Any], changes: Changes | None) -> Change | None:
    """Return what has become of a citation's document, given as `Answer.as_json` has it."""
    return None if changes is None else changes.get((document["id"], document["version"]))


def cited_documents(answer: Mapping[str, Any]) -> set[str]:
    """Return the ids of the documents that an answer, given as `Answer.as_json`, quotes."""
    return {one["document"]["id"] for one in (*answer["citations"], *answer["related"])}
