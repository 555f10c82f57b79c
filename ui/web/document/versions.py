"""The versions that a document has had, and what changed from one to another."""

from __future__ import annotations

import streamlit as st

from ui.dates import written_date
from ui.web.document.changes import Fact, show_changes
from ui.web.document.differences import Hunk, differences
from ui.web.document.entries import Entry, show_entries
from ui.web.document.moments import told_day, told_moment
from ui.web.filtering.offered import language_name
from ui.web.workspace import Workspace
from vectorstore import Metadata, StoredDocument, catalogue


def draw(space: Workspace, document: StoredDocument, is_removed: bool) -> str | None:
    """Draw a document's versions and return the one that is to be opened."""
    if len(document.versions) == 1:
        since = told_moment(document.versions[0].created_at)
        st.markdown(f"There is one version: the source has not changed since {since}.")
        return None
    st.header("Versions", anchor=False)
    newest_first = list(enumerate(document.versions, start=1))[::-1]
    current = "last" if is_removed else "current"
    entries = [
        Entry(
            f"Version {number}",
            f"read on {told_moment(one.created_at)}",
            current if one.current else "",
            is_open=one.version == document.ref.version,
            is_current=one.current and not is_removed,
        )
        for number, one in newest_first
    ]
    chosen = show_entries(entries, "Versions, the newest first", key="versions")
    _draw_changes(space, document)
    return None if chosen is None else newest_first[chosen][1].version


def _draw_changes(space: Workspace, document: StoredDocument) -> None:
    """Draw what changed from a version to another: from the one shown to the current, at first."""
    st.header("What changed", anchor=False)
    versions = [one.version for one in document.versions]
    shown = document.ref.version
    current = next(one.version for one in document.versions if one.current)
    labels = {
        one.version: f"Version {number}, {told_day(one.created_at)}"
        for number, one in enumerate(document.versions, start=1)
    }
    side = st.container(horizontal=True)

    def choose(label: str, at_first: str) -> StoredDocument:
        version = side.selectbox(
            label,
            versions,
            index=versions.index(at_first),
            format_func=labels.__getitem__,
            key=f"{label.lower()}-{document.ref.id}-{shown}",
        )
        with space.corpus.database.read() as connection:
            return catalogue.get_document(connection, document.ref.id, version)

    others = [version for version in versions if version != current]
    before = choose("From", others[-1] if shown == current else shown)
    after = choose("To", current)
    if before.ref.version == after.ref.version:
        st.markdown("Choose two versions that are not the same.")
        return
    with st.spinner("Comparing the versions"):
        hunks = _differences(before.ref.version, after.ref.version, before.text, after.text)
    st.caption("Struck through is what was removed, underlined what was added.")
    show_changes(_facts(before.ref.metadata, after.ref.metadata), hunks, key="changes")


@st.cache_data(max_entries=4, show_spinner=False)
def _differences(before: str, after: str, _before: str, _after: str) -> list[Hunk]:
    """Return what changed from one version, given by its hash and text, to another."""
    return differences(_before, _after)


def _facts(before: Metadata, after: Metadata) -> list[Fact]:
    """Return what is known otherwise of the later version."""
    facts = [
        ("Title", before.title, after.title),
        ("Author", before.author or "", after.author or ""),
        ("Publisher", before.publisher or "", after.publisher or ""),
        ("Published", _date(before), _date(after)),
        ("Language", _language(before), _language(after)),
        ("Address", before.url or "", after.url or ""),
    ]
    return [fact for fact in facts if fact[1] != fact[2]]


def _date(known: Metadata) -> str:
    return written_date(known.published) if known.published else ""


def _language(known: Metadata) -> str:
    return language_name(known.language) if known.language else ""
