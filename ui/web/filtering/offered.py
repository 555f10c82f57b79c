"""What the articles of a corpus can be limited by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ingest.languagenames import NAMES
from ui.dates import written_date
from ui.output import on_one_line
from ui.web.workspace import Workspace
from vectorstore import DocumentSummary, catalogue


@dataclass(frozen=True, slots=True)
class Offered:
    """The publishers, languages (by code), dates and documents that there are.

    `titles` gives each document's title by its id, no two the same. `first` and `last` are None
    where no article has a date; `undated` counts those without one.
    """

    publishers: tuple[str, ...]
    languages: tuple[str, ...]
    titles: dict[str, str]
    first: date | None
    last: date | None
    undated: int

    @property
    def dates(self) -> str:
        """What is told of the articles' dates."""
        if self.first is None or self.last is None:
            return "None of the articles has a date."
        days = [written_date(day) for day in (self.first, self.last)]
        told = f"The articles are dated {' to '.join(dict.fromkeys(days))}"
        return f"{told}; {self.undated:,} without a date." if self.undated else f"{told}."


def offered_by(space: Workspace) -> Offered:
    """Return what the corpus offers now."""
    with space.corpus.database.read() as connection:
        revision = catalogue.revision(connection)
    return _offered(space, str(space.corpus.home), revision)


def language_name(code: str) -> str:
    """Return what a language is called: English for en; the code itself where nobody knows."""
    return NAMES.get(code.partition("-")[0].lower(), code)


# As it is, not as a copy for each click: nobody changes it, and it may name thousands of articles.
@st.cache_resource(max_entries=2, show_spinner=False)
def _offered(_space: Workspace, home: str, revision: int) -> Offered:
    """Return what the corpus in `home` offers in this revision of it."""
    with _space.corpus.database.read() as connection:
        documents = catalogue.list_documents(connection)
    known = [document.ref.metadata for document in documents]
    dates = [each.published for each in known if each.published is not None]
    codes = {each.language.partition("-")[0].lower() for each in known if each.language}
    publishers = {each.publisher for each in known if each.publisher}
    return Offered(
        publishers=tuple(sorted(publishers, key=str.casefold)),
        languages=tuple(sorted(codes, key=language_name)),
        titles=_titles(documents),
        first=min(dates, default=None),
        last=max(dates, default=None),
        undated=len(known) - len(dates),
    )


def _titles(documents: Iterable[DocumentSummary]) -> dict[str, str]:
    """Return titles by id; what has the title of another is told apart by its date, or its id."""
    named = {each.ref.id: each.ref.metadata for each in documents}
    titles = {id_: on_one_line(known.title) for id_, known in named.items()}
    for tell in (lambda id_: named[id_].published, lambda id_: id_):
        times = Counter(titles.values())
        titles = {
            id_: f"{title} ({told})" if times[title] > 1 and (told := tell(id_)) else title
            for id_, title in titles.items()
        }
    return titles
