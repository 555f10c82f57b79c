"""The page Passages: what the articles say of something, in their own words."""

from __future__ import annotations

import streamlit as st

from ui.output import counted
from ui.web.corpus import adding
from ui.web.filtering import draw_filters
from ui.web.messages import errors_shown
from ui.web.navigation import Name, is_turning_back, read_address, turn_to, write_address
from ui.web.passages.highlighting import Highlighter
from ui.web.passages.results import Acts, citation_of, show_results
from ui.web.passages.search import A_PAGE, MOST, Search, current, find, ordered
from ui.web.report.collecting import collect_quote, collected_keys
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import Hit, catalogue

_FIELD = "passages-query"
_WIDTH = 768
"""Of the page in pixels: as wide as can be read well."""
_INVITATION = (
    "Search the articles' own words, without an answer. Passages are found by their words and by "
    "their meaning; a phrase “in quotes” is found as it stands. Open one at its place in the "
    "article, copy it with its reference, or collect it for the report."
)


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the page."""
    search = current(visit.owner)
    if search.opening is not None:
        place, search.opening = search.opening, None
        # On the way, the browser keeps this page under the other's address, which so leads back.
        turn_to(Name.DOCUMENT, search.parameters(visit) | place.parameters())
    _follow_address(search, visit)
    with (
        st.container(horizontal_alignment="center"),
        st.container(key="passages", width=_WIDTH),
        errors_shown("passages-error"),
    ):
        st.title("Passages", anchor=False)
        with space.corpus.database.read() as connection:
            is_empty = not catalogue.count_documents(connection)
        if is_empty:
            adding.offer_sample(space)
            return
        _draw_field(search)
        visit.filters = draw_filters(space, visit.filters, "passages-filters")
        if (parameters := search.new_parameters(visit)) is not None:
            write_address(parameters)
        if search.query:
            _draw_found(space, visit, search)
        else:
            st.markdown(_INVITATION)


def _follow_address(search: Search, visit: Visit) -> None:
    """Search for what the address says, if the visitor has come by it.

    Whoever comes by the menu finds the page as it was left.
    """
    # Streamlit forgets a field that another page does not draw.
    if is_turning_back() or _FIELD not in st.session_state:
        search.follow(visit, read_address(), is_turning_back())
        st.session_state[_FIELD] = search.query


def _draw_field(search: Search) -> None:
    with st.form("passages-form", border=False), st.container(horizontal=True, gap="small"):
        query = st.text_input(
            "Search the articles",
            key=_FIELD,
            label_visibility="collapsed",
            placeholder="Words, a name, “a phrase”",
            icon=":material/search:",
        )
        st.form_submit_button("Search", type="primary")
    search.look_for(query)


def _draw_found(space: Workspace, visit: Visit, search: Search) -> None:
    with st.spinner("Searching the articles"):
        hits = find(space, search.query, visit.filters)
    if not hits:  # no article is left to be searched, as is told beside the filters
        return

    def collect(hit: Hit) -> None:
        with errors_shown("collect-error"):
            collect_quote(space, visit, citation_of(hit))

    shown = ordered(hits[: search.shown], search.order)
    show_results(
        shown,
        _told_count(len(shown), len(hits)),
        search.order,
        Highlighter(search.query, space.assistant.search.lexicon),
        collected_keys(space, visit),
        Acts(open=search.open, collect=collect, order=search.set_order),
        key="passages-found",
    )
    more = min(A_PAGE, len(hits) - search.shown)
    if more > 0 and st.button(f"Show {more} more", key="passages-more"):
        search.shown += A_PAGE
        st.rerun()


def _told_count(shown: int, found: int) -> str:
    """Return how many passages are shown; the nearest are found, however far, up to a number."""
    if shown < found or found == MOST:
        return f"The {counted(shown, 'nearest passage')}"
    return counted(found, "passage")
