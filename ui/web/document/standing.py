"""What has become of a version that is shown, and of the words that are quoted from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from ui.changes import told_change
from ui.web.document.moments import told_day
from ui.web.reading import Notice, Range, show_notices
from ui.web.visit import Place
from ui.web.workspace import Workspace
from vectorstore import StoredDocument, catalogue
from vectorstore.dossier import Dossier


def draw(
    space: Workspace,
    document: StoredDocument,
    dossier: Dossier,
    quote: Range | None,
    open_: Callable[[Place], NoReturn],
) -> bool:
    """Say what a reader must know of this version; return whether its changes are to be seen.

    `open_` is called with the current version's place where that is to be seen instead.
    """
    if dossier.removed_at is not None:
        text = f"Removed from the corpus on {told_day(dossier.removed_at)}."
        hint = "No new answer cites it; what has cited it still opens here."
        show_notices([Notice(text, hint)], key="removed")
    if document.is_current:
        return False
    with space.corpus.database.read() as connection:
        current = catalogue.get_document(connection, document.ref.id)
        changes = catalogue.changes_since(connection, [document.ref.id])
    change = changes.get((document.ref.id, document.ref.version))
    since = told_change(change) if dossier.removed_at is None else "changed since"
    start = _found_at(current.text, document.text, quote)
    notice = Notice(f"This is an earlier version; the source has {since}.", _told(quote, start))
    show_notices([notice], key="earlier")
    with st.container(horizontal=True, key="standing"):
        opens = st.button("Open the current version", icon=":material/update:")
        compares = st.button("See what changed", icon=":material/difference:")
    if opens:
        length = quote[1] - quote[0] if quote else 0
        open_(Place(current.ref.id, None, *((start, start + length) if start >= 0 else ())))
    return compares


def _found_at(current: str, text: str, quote: Range | None) -> int:
    """Return where the quoted words of `text` stand in the current version; -1 for nowhere."""
    return current.find(text[quote[0] : quote[1]]) if quote else -1


def _told(quote: Range | None, start: int) -> str:
    if quote is None:
        return ""
    still = "still" if start >= 0 else "no longer"
    return f"The quoted words {still} stand in the current version."
