"""The page Report: what was collected, in order and commented on, and its way into a file."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from ui.output import counted
from ui.reports import LABELS, Format, file_name
from ui.reports.collected import LONGEST_TITLE, UNTITLED, Collected, read_collected
from ui.web.components import Download
from ui.web.messages import errors_shown, show_error
from ui.web.navigation import Name, pages, turn_to, write_address
from ui.web.reading import Notice, show_notices
from ui.web.report.desk import Desk, current
from ui.web.report.items import show_items
from ui.web.visit import Visit
from ui.web.workspace import Workspace

_EMPTY = (
    "Quotes and answers that you collect come together here, wherever you choose “Add to report”. "
    "Put them in order, comment on them, and take them into Word or another program with every "
    "source named."
)
_NOTHING_CITED = (
    "Nothing is cited in this report: its bibliography is empty.",
    "Choose another format, or collect a quote.",
)
_TITLE = "report-title"
_WIDTH = 768
"""Of the page in pixels: as wide as can be read well."""


def draw(space: Workspace, visit: Visit) -> None:
    """Draw the page."""
    desk = current(space, visit)
    if desk.opening is not None:
        place, desk.opening = desk.opening, None
        turn_to(Name.DOCUMENT, place.parameters())
    write_address({})
    with (
        st.container(horizontal_alignment="center"),
        st.container(key="report", width=_WIDTH),
        errors_shown("report-error"),
    ):
        st.title("Report", anchor=False)
        if desk.error is not None:
            show_error(desk.error, key="desk-error")
        with space.corpus.database.read() as connection:
            collected = read_collected(connection, owner=visit.owner)
        if collected.items:
            _draw_head(collected, desk)
        if collected.items or desk.removed is not None:
            show_items(collected, desk, key="items")
        if collected.items:
            _draw_foot(collected, desk)
        else:
            _invite()


def _draw_head(collected: Collected, desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="report-head"):
        st.text_input(
            "Title of the report",
            "" if collected.title == UNTITLED else collected.title,
            max_chars=LONGEST_TITLE,
            placeholder=UNTITLED,
            key=_TITLE,
            on_change=lambda: desk.rename(st.session_state[_TITLE]),
        )
        format = st.selectbox(
            "Format", list(LABELS), format_func=LABELS.__getitem__, key="report-format", width=160
        )
        is_empty = format.is_bibliography and not collected.has_citations
        # Made when it is wanted. A button of Streamlit's for that would go on offering the file as
        # it was before for a while after a change.
        if st.button(
            "Download",
            type="primary",
            icon=":material/download:",
            key="report-download",
            disabled=is_empty,
        ):
            name = file_name(collected.title, format, UNTITLED)
            desk.download = Download(name, format.media_type, collected.render(format))
    st.caption(_summary(collected))
    if is_empty:
        show_notices([Notice(*_NOTHING_CITED)], key="nothing-cited")


def _summary(collected: Collected) -> str:
    """Return how much was collected, and for how much of it the source is not what it was."""
    kinds = Counter(item.kind for item in collected.items)
    told = [counted(kinds[kind], kind) for kind in ("quote", "answer") if kinds[kind]]
    changed = len({(document, version) for document, version, *_ in collected.standings})
    if changed:
        have = "has" if changed == 1 else "have"
        told.append(f"{counted(changed, 'source')} {have} changed or been removed since")
    return " \N{MIDDLE DOT} ".join(told)


def _draw_foot(collected: Collected, desk: Desk) -> None:
    preview = st.expander("Preview as plain text", key="report-preview", on_change="rerun")
    if preview.open:
        text = collected.render(Format.TEXT).decode()
        preview.code(text, language=None, wrap_lines=True)
    if st.button(
        "Remove all", icon=":material/delete_sweep:", type="tertiary", key="report-remove-all"
    ):
        desk.remove([item.id for item in collected.items])
        st.rerun()


def _invite() -> None:
    st.write(_EMPTY)
    with st.container(horizontal=True):
        for name, label in ((Name.ASK, "Ask a question"), (Name.PASSAGES, "Search passages")):
            st.page_link(pages()[name], label=label)
