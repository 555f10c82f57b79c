"""The corpus as the page Corpus shows it, read once for each state of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from ui.output import counted
from ui.web.workspace import Workspace
from vectorstore.overview import Entry, Failure, Mark, list_entries, list_failures, mark
from vectorstore.text.dates import MONTHS


@dataclass(frozen=True)
class Library:
    """All documents, and what could not be taken when it was last tried."""

    entries: Sequence[Entry]
    failures: Sequence[Failure]

    @cached_property
    def active(self) -> Sequence[Entry]:
        """The documents that can be found."""
        return [entry for entry in self.entries if entry.removed_at is None]

    @cached_property
    def removed(self) -> Sequence[Entry]:
        """The documents that were taken out."""
        return [entry for entry in self.entries if entry.removed_at is not None]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the documents by their ids."""
        return {entry.id: entry.title for entry in self.entries}

    @cached_property
    def publishers(self) -> Counter[str]:
        """How many articles there are of each publisher that is known."""
        return Counter(entry.publisher for entry in self.active if entry.publisher)

    @property
    def summary(self) -> str:
        """The corpus in a line: "40 articles, 12 publishers, January 2021 to June 2025"."""
        days = sorted(entry.published for entry in self.active if entry.published)
        told = [counted(len(self.active), "article")]
        if self.publishers:
            told.append(counted(len(self.publishers), "publisher"))
        if days:
            months = (f"{MONTHS[day.month - 1]} {day.year}" for day in (days[0], days[-1]))
            told.append(" to ".join(dict.fromkeys(months)))
        if undated := len(self.active) - len(days):
            told.append(f"{undated:,} without a date")
        return ", ".join(told)


def current(space: Workspace) -> Library:
    """Return the corpus as it is now."""
    with space.corpus.database.read() as connection:
        now = mark(connection)
    return _read(space, str(space.corpus.home), now)


@st.cache_resource(max_entries=2, show_spinner="Reading the list of articles")
def _read(_space: Workspace, home: str, now: Mark) -> Library:
    with _space.corpus.database.read() as connection:
        return Library(list_entries(connection), list_failures(connection))
