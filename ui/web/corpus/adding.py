"""Adding articles: files that are dropped or chosen, addresses, and the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ingest import Job, Options, sample_folder
from ui.addresses import web_address
from ui.web.components import define
from ui.web.corpus import following
from ui.web.corpus.desk import Desk
from ui.web.corpus.outcomes import count_outcomes, summed_up
from ui.web.corpus.runs import show_runs
from ui.web.messages import errors_shown, show_error
from ui.web.navigation import Name, turn_to
from ui.web.reading import Notice, show_notices
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError

_FORMATS = (
    "Text, Markdown, HTML, PDF, Word, EPUB, e-mail, feeds, CSV, JSON lines, and ZIP archives of "
    "these. A file’s title, date and so on can stand in another beside it: article.pdf.yaml."
)
_MOST_ADDRESSES = 200
_catch_drops = define(Path(__file__).parent, "dropping")


def draw_button(page: Name) -> None:
    """Draw, on any page, the button that leads to where articles are added."""
    label, icon = "Add articles", ":material/upload_file:"
    is_there = page is Name.CORPUS
    if st.button(label, icon=icon, key="add-articles", width="stretch", disabled=is_there):
        turn_to(Name.CORPUS)


def draw(space: Workspace, desk: Desk) -> None:
    """Draw the field for files, and what takes addresses. What is dropped is added at once."""
    with st.container(key="adding", horizontal=True, vertical_alignment="bottom"):
        # Of any kind: what Caravan cannot read is then told like any other outcome.
        files = st.file_uploader(
            "Drop files on this page, or choose them",
            accept_multiple_files=True,
            key=f"files-{desk.batch}",
            help=_FORMATS,
        )
        with (
            st.popover("From the web", icon=":material/language:", key=f"web-{desk.batch}"),
            errors_shown("web-error"),
        ):
            _draw_addresses(space, desk)
    _catch_drops(key="dropping", data={})
    if desk.problem is not None:
        show_error(desk.problem, "problem")
    if files:
        with errors_shown("upload-error"):
            _take(space, desk, files)


def draw_progress(space: Workspace) -> None:
    """Draw, on another page, how far the articles are that are being added, if any are."""
    if following.unfinished(space):
        _watch_briefly(space)


def offer_sample(space: Workspace) -> None:
    """Say, on another page, what to do about a corpus that holds no articles yet."""
    if following.unfinished(space):
        return
    st.markdown("The corpus holds no articles yet. Add your own, or look around with the sample.")
    with st.container(horizontal=True):
        if st.button("Add your own", icon=":material/upload_file:", type="primary"):
            turn_to(Name.CORPUS)
        draw_sample_button(space)


def draw_sample_button(space: Workspace) -> None:
    """Draw what adds the sample articles."""
    if st.button("Add the sample articles", icon=":material/library_add:"):
        space.ingests.submit([str(sample_folder())])
        st.rerun()


def addresses_in(written: str) -> list[str]:
    """Return the addresses that are written one a line, each once.

    Raises InputError where there is none, where a line is none, and where there are too many.
    """
    lines = list(dict.fromkeys(filter(None, map(str.strip, written.splitlines()))))
    if not lines:
        raise InputError(
            "There is no address.", "Write one a line, such as https://example.org/article."
        )
    for line in lines:
        if web_address(line) is None:
            raise InputError(
                f"“{line[:200]}” is no web address.",
                "Copy it from the browser, whole: it begins with http:// or https://.",
            )
    if len(lines) > _MOST_ADDRESSES:
        raise InputError(
            f"These are more than {_MOST_ADDRESSES} addresses.",
            "Add some of them, then the rest; or give them to the command `caravan ingest`.",
        )
    return lines


@st.fragment(run_every=1.0)
def _watch_briefly(space: Workspace) -> None:
    jobs = following.unfinished(space)
    if not jobs:
        _tell_end(space.ingests.jobs()[-1])
        st.rerun()
    show_runs([following.shown_job(jobs[0], may_stop=False)], key="progress")


def _tell_end(job: Job) -> None:
    # No name in it: what is told here is read as Markdown.
    st.toast(f"{summed_up(count_outcomes(job.results))}.", icon=":material/library_books:")


def _take(space: Workspace, desk: Desk, files: Sequence[UploadedFile]) -> None:
    """Add what was uploaded; ask first where it would take the place of something else."""
    clashing = [file.name for file in files if space.uploads.clashes(file.name, file.getvalue())]
    if not clashing:
        _receive(space, desk, files, set())
        return
    show_notices([Notice(f"Another {name} was added before.") for name in clashing], "clashing")
    with st.container(horizontal=True, key="clash"):
        if st.button("Replace it" if len(clashing) == 1 else "Replace them", type="primary"):
            _receive(space, desk, files, set(clashing))
        if st.button("Keep both"):
            _receive(space, desk, files, set())
        if st.button("Add nothing", type="tertiary"):
            desk.begin_batch()
            st.rerun()


def _receive(
    space: Workspace, desk: Desk, files: Sequence[UploadedFile], replaced: set[str]
) -> None:
    desk.begin_batch()
    contents = [(file.name, file.getvalue()) for file in files]
    try:
        job = space.receive(contents, replaced, desk.visit.owner)
    except CaravanError as error:
        desk.problem = error  # those before it are being added, and the page is drawn anew for them
    else:
        desk.follow(job)
    st.rerun()


def _draw_addresses(space: Workspace, desk: Desk) -> None:
    with st.form("addresses", border=False):
        written = st.text_area(
            "Addresses, one a line",
            key=f"addresses-{desk.batch}",
            placeholder="https://example.org/article",
        )
        are_feeds = st.checkbox(
            "They are feeds: add the articles that they list", key=f"feeds-{desk.batch}"
        )
        if not st.form_submit_button("Add", type="primary"):
            return
    addresses = addresses_in(written)
    inputs, feeds = ([], tuple(addresses)) if are_feeds else (addresses, ())
    desk.begin_batch()
    desk.follow(space.ingest(inputs, Options(feeds=feeds), desk.visit.owner))
    st.rerun()
