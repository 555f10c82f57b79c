"""The page of one document: its text, its versions, the answers that cite it."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import streamlit as st

from ui.web.document import actions, citing, quoting, standing, versions
from ui.web.document.heading import show_heading
from ui.web.messages import errors_shown
from ui.web.navigation import Name, entitle, pages, read_address, turn_to
from ui.web.reading import Notice, Range, Shown, show_notices, show_source
from ui.web.visit import Place, Visit
from ui.web.workspace import Workspace
from vectorstore import InputError, StoredDocument, catalogue
from vectorstore.dossier import dossier_of

_TAB = "show"
"""The parameter of the address that names the tab."""
_TEXT, _VERSIONS, _CITING = _TABS = ("Text", "Versions", "Cited by")
_CUT_OFF = "The address may be cut off, or from another corpus."


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the document that the address names, at the quote that it names."""
    with errors_shown("document-error"):
        # An address without a document is where Streamlit passes through on its way elsewhere:
        # whoever comes back there had this one before them.
        place = Place.in_address(read_address()) or visit.document
        document = _find(space, place) if place else None
        if place is None or document is None:
            st.title("Document", anchor=False)
            _tell_missing(space, place)
        else:
            visit.document = place
            entitle(document.ref.metadata.title)
            _draw(space, visit, document, place)


def _find(space: Workspace, place: Place) -> StoredDocument | None:
    try:
        with space.corpus.database.read() as connection:
            return catalogue.get_document(connection, place.document, place.version)
    except InputError:
        return None


def _tell_missing(space: Workspace, place: Place | None) -> None:
    """Say that there is no such document or version, and the way on."""
    current = _find(space, replace(place, version=None)) if place else None
    if place is None:
        notice = Notice("No document is open.", "Choose one of the corpus.")
    elif current is None:
        notice = Notice("This document is not in the corpus.", _CUT_OFF, "error")
    else:
        notice = Notice("This document has no such version.", _CUT_OFF, "error")
    show_notices([notice], key="no-document")
    if current is not None:
        address = {"document": current.ref.id}
        st.page_link(pages()[Name.DOCUMENT], label="Its current version", query_params=address)
    st.page_link(pages()[Name.CORPUS], label="The documents of the corpus")


def _draw(space: Workspace, visit: Visit, document: StoredDocument, place: Place) -> None:
    with space.corpus.database.read() as connection:
        dossier = dossier_of(connection, document.ref)
    is_removed = dossier.removed_at is not None
    other = show_heading(space, document, dossier, key="document-heading")
    if other is not None:
        _open(Place(other))
    actions.draw(space, visit, document, is_removed)
    quote = (place.start, place.end) if 0 < place.end <= len(document.text) else None
    if place.end and quote is None:
        text = "The text ends before the quote that this page's address names."
        show_notices([Notice(text)], key="no-quote")
    if standing.draw(space, document, dossier, quote, _open):
        st.session_state[_TAB] = _VERSIONS
    text_tab, versions_tab, citing_tab = st.tabs(_TABS, key=_TAB, bind="query-params")
    if text_tab.open:
        with text_tab:
            _draw_text(space, visit, document, quote)
    if versions_tab.open:
        with versions_tab:
            version = versions.draw(space, document, is_removed)
        if version is not None:
            _open(Place(document.ref.id, version))
    if citing_tab.open:
        with citing_tab:
            citing.draw(space, visit, document)


def _open(place: Place) -> NoReturn:
    """Turn to another document or version, whose text is shown first."""
    st.session_state.pop(_TAB, None)
    turn_to(Name.DOCUMENT, place.parameters())


def _draw_text(
    space: Workspace, visit: Visit, document: StoredDocument, quote: Range | None
) -> None:
    shown = Shown(
        document,
        quote,
        [quote] if quote else [],
        quoting.collected(space, visit, document),
    )
    show_source(
        shown,
        key="document-text",
        on_collect=lambda chosen: quoting.collect(space, visit, document, chosen),
    )
