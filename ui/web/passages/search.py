"""What one visitor searches for, and what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import streamlit as st

from ui.web.filtering.address import PARAMETERS, filters_in, parameters_of
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import Filters, Hit, catalogue
from vectorstore.query import check_query

A_PAGE = 10
"""How many passages are shown before more are asked for."""
MOST = 50
"""How many are found at most."""

_SEARCH = "passages-search"
_QUERY = "query"
_PARAMETERS = PARAMETERS | {_QUERY}


class Order(StrEnum):
    """In which order passages are shown."""

    RELEVANCE = "Best first"
    DATE = "Newest first"


@dataclass(slots=True)
class Search:
    """What is searched for in one browser tab; it stays while other pages are open."""

    owner: str
    query: str = ""
    shown: int = A_PAGE
    order: Order = Order.RELEVANCE
    in_address: dict[str, str] = field(default_factory=dict)
    """What the page's address says of the search and its filters."""
    opening: Place | None = None
    """Where the page is to turn to: from a click, no other page can be opened."""

    def look_for(self, query: str) -> None:
        """Search for `query`; if it is another one, from its first passages on."""
        query = query.strip()
        if query != self.query:
            self.query, self.shown = query, A_PAGE

    def set_order(self, order: Order) -> None:
        """Show what is found in another order."""
        self.order = order

    def open(self, hit: Hit) -> None:
        """Open the document of a passage, at its place."""
        ref = hit.passage.document
        self.opening = Place(ref.id, ref.version, hit.passage.start, hit.passage.end)

    def follow(self, visit: Visit, given: Mapping[str, str], is_turning_back: bool) -> None:
        """Search for what the page's address says, within the filters that it says.

        Where it says nothing of them, what was searched for last stays, unless the visitor is
        turning back to before that.
        """
        self.in_address = {name: given[name] for name in given.keys() & _PARAMETERS}
        # An address with a conversation is where Streamlit passes through on its way to that:
        # whoever comes back there had the last search before them.
        if _QUERY in given or (is_turning_back and "conversation" not in given):
            self.look_for(given.get(_QUERY, ""))
        if self.in_address or is_turning_back:
            visit.filters = filters_in(given)

    def new_parameters(self, visit: Visit) -> dict[str, str] | None:
        """Return what is to stand in the page's address, None where that may stay as it is."""
        parameters = self.parameters(visit)
        if parameters == self.in_address:
            return None
        self.in_address = parameters
        return parameters

    def parameters(self, visit: Visit) -> dict[str, str]:
        """Return what stands in the page's address for the search and its filters."""
        query = {_QUERY: self.query} if self.query else {}
        return query | parameters_of(visit.filters)


def current(owner: str) -> Search:
    """Return what is searched for in this browser tab; nothing, where another has signed in."""
    search: Search | None = st.session_state.get(_SEARCH)
    if search is None or search.owner != owner:
        search = Search(owner)
        st.session_state[_SEARCH] = search
    return search


def find(space: Workspace, query: str, filters: Filters) -> Sequence[Hit]:
    """Return the passages nearest to a query, best first, as `caravan passages` finds them.

    Raises InputError where the query is too long or has no words, CorpusError where the corpus
    cannot be searched.
    """
    check_query(query)
    with space.corpus.database.read() as connection:
        revision = catalogue.revision(connection)
    return _found(space, str(space.corpus.home), revision, query, filters)


def ordered(hits: Sequence[Hit], order: Order) -> list[Hit]:
    """Return hits, given best first, in another order; those without a date come last."""

    def day(hit: Hit) -> date:
        return hit.passage.document.metadata.published or date.min

    return list(hits) if order is Order.RELEVANCE else sorted(hits, key=day, reverse=True)


# As they are, not as copies for each click: nobody changes a hit.
@st.cache_resource(max_entries=32, show_spinner=False)
def _found(
    _space: Workspace, home: str, revision: int, query: str, filters: Filters
) -> tuple[Hit, ...]:
    """Return what is found in this revision of the corpus in `home`."""
    return tuple(_space.assistant.search.search(query, MOST, filters))
