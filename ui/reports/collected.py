"""The report that a user puts together: a title above collected quotes and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.changes import Standings, citations_of, find_standings
from ui.reports.formats import Format
from ui.reports.rendering import render_items
from vectorstore import InputError, basket, preferences
from vectorstore.owners import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Connection

LONGEST_TITLE = 200
"""Most characters of a title."""
UNTITLED = "Report"
"""The title of a report that was given none."""
_TITLE = "report_title"


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected, in its order, and what has become of its sources since."""

    title: str
    items: tuple[basket.Item, ...]
    standings: Standings

    @property
    def has_citations(self) -> bool:
        """Whether anything is cited; an answer that is none cites nothing."""
        return any(item.kind == "quote" or item.content["citations"] for item in self.items)

    def render(self, format: Format) -> bytes:
        """Return the report as a file."""
        return render_items(self.items, format, self.title, self.standings)


def read_collected(connection: Connection, *, owner: str = LOCAL) -> Collected:
    """Return the report as it is now."""
    items = tuple(basket.list_items(connection, owner=owner))
    title = preferences.get_preferences(connection, owner=owner).get(_TITLE, UNTITLED)
    return Collected(title, items, find_standings(connection, _cited(items)))


def rename_collected(connection: Connection, title: str, *, owner: str = LOCAL) -> None:
    """Give the report another title; one of spaces alone takes it off.

    Raises InputError where it is too long.
    """
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise InputError(
            f"The title has {len(title):,} characters; at most {LONGEST_TITLE} are kept.",
            "Shorten it.",
        )
    preferences.set_preference(connection, _TITLE, title or None, owner=owner)


def _cited(items: tuple[basket.Item, ...]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield from [item.content] if item.kind == "quote" else citations_of(item.content)
