"""What has become of a cited source since, told to whoever reads an old answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ui.dates import written_date
from vectorstore import Change, catalogue

if TYPE_CHECKING:
    from sqlalchemy import Connection

Changes = Mapping[tuple[str, str], Change]
"""What has become of versions, given by document and version; those as they were are not in it."""
Quoted = tuple[str, str, int, int]
"""Which characters of which text a quote is: document, version, start, end."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a quote's source, and whether the words stand in its text of today."""

    change: Change
    has_words: bool

    @property
    def told(self) -> str:
        """What stands beside the quote."""
        if self.change.is_removed:
            return told_change(self.change)
        still = "still" if self.has_words else "no longer"
        return f"{told_change(self.change)}; the quoted words {still} stand there"


Standings = Mapping[Quoted, Standing]
"""What has become of quotes; those whose sources are as they were are not in it."""


def find_standings(
    connection: Connection, citations: Iterable[Mapping[str, Any]]
) -> dict[Quoted, Standing]:
    """Return what has become of quotes, given as citations of `Answer.as_json`.

    Words are the same where only the spaces and line breaks between them differ.
    """
    known = list(citations)
    changes = catalogue.changes_since(connection, sorted({one["document"]["id"] for one in known}))
    texts: dict[str, str] = {}
    found: dict[Quoted, Standing] = {}
    for one in known:
        change = change_of(one["document"], changes)
        if change is None:
            continue
        id_ = one["document"]["id"]
        if id_ not in texts:
            texts[id_] = _spaced(catalogue.get_document(connection, id_).text)
        has_words = not change.is_removed and _spaced(one["quote"]) in texts[id_]
        found[quoted(one)] = Standing(change, has_words)
    return found


def quoted(citation: Mapping[str, Any]) -> Quoted:
    """Return which characters a citation, given as `Answer.as_json` has it, quotes."""
    document = citation["document"]
    return document["id"], document["version"], citation["start"], citation["end"]


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
    return {one["document"]["id"] for one in citations_of(answer)}


def citations_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return all that an answer, given as `Answer.as_json`, quotes."""
    return [*answer["citations"], *answer["related"]]


def _spaced(text: str) -> str:
    return " ".join(text.split())
