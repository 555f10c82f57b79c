"""Adding articles: the dialog, and how far the work has come."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ingest import Job, sample_folder
from ui.output import counted
from ui.web.messages import errors_shown
from ui.web.reading import Notice, show_notices
from ui.web.visit import Visit
from ui.web.workspace import Workspace
from vectorstore import CaravanError, Outcome, Result

_POLL_SECONDS = 0.3
_MOST_LINES = 200
_FORMATS = (
    "Text, Markdown, HTML, PDF, Word, EPUB, e-mail, feeds, CSV, JSON lines, and ZIP archives of "
    "these"
)


def draw_button(visit: Visit) -> None:
    """Draw the button that opens the dialog."""
    if st.button("Add articles", icon=":material/upload_file:", width="stretch"):
        visit.set_adding(True)


def draw_dialog(space: Workspace, visit: Visit) -> None:
    """Draw the dialog while it is open: last on the page, which it may keep waiting."""

    @st.dialog("Add articles", width="medium", on_dismiss=lambda: visit.set_adding(False))
    def dialog() -> None:
        if visit.added is None:
            with errors_shown("upload-error"):
                _choose(space, visit)
            return
        _follow(visit.added)
        if st.button("Done", type="primary"):
            visit.set_adding(False)
            st.rerun()

    if visit.is_adding:
        dialog()


def draw_progress(space: Workspace) -> None:
    """Draw how far the articles are that are being added, if any are."""
    if _unfinished(space):
        _watch(space)


def offer_sample(space: Workspace) -> None:
    """Offer the sample to whoever has no articles yet."""
    if _unfinished(space):
        return
    st.markdown("The corpus holds no articles yet. Add your own, or look around with the sample.")
    if st.button("Add the sample articles", icon=":material/library_add:", type="primary"):
        space.ingests.submit([str(sample_folder())])
        st.rerun()


def _choose(space: Workspace, visit: Visit) -> None:
    # Of any kind: what Caravan cannot read is then told like any other outcome.
    files = st.file_uploader(_FORMATS, accept_multiple_files=True)
    clashing = [file for file in files if space.uploads.clashes(file.name, file.getvalue())]
    replaced: set[str] = set()
    if clashing:
        show_notices(
            [Notice(f"Another {file.name} was added before.") for file in clashing],
            key="clashing",
        )
        replaces = st.radio(
            "What is to become of the earlier one?",
            [True, False],
            format_func=lambda each: "Replace it" if each else "Keep both",
            horizontal=True,
        )
        replaced = {file.name for file in clashing} if replaces else set()
    label = f"Add {counted(len(files), 'file')}" if files else "Add"
    if st.button(label, type="primary", disabled=not files):
        contents = [(file.name, file.getvalue()) for file in files]
        visit.added = space.receive(contents, replaced)
        st.rerun(scope="fragment")


def _follow(job: Job) -> None:
    """Show a job until it has ended. It goes on if the dialog is closed meanwhile."""
    bar = st.progress(0.0)
    while not job.wait(_POLL_SECONDS):
        bar.progress(*_progress(job))
    bar.empty()
    notices = [_notice(result) for result in job.results[:_MOST_LINES]]
    if len(job.results) > _MOST_LINES:
        notices.append(Notice("`caravan history` lists the rest."))
    if isinstance(job.error, CaravanError):
        notices.append(Notice(str(job.error), job.error.hint, "error"))
    elif job.error is not None:
        text = "The work broke off. What was added before is kept; the server's log says more."
        notices.append(Notice(text, tone="error"))
    elif job.state == "stopped":
        text = "Caravan was stopped. What was added is kept; its next start adds the rest."
        notices.append(Notice(text, tone="error"))
    show_notices(notices, key="added")


@st.fragment(run_every=1.0)
def _watch(space: Workspace) -> None:
    jobs = _unfinished(space)
    if not jobs:
        _tell_end(space.ingests.jobs()[-1])
        st.rerun()
    st.progress(*_progress(jobs[0]))


def _tell_end(job: Job) -> None:
    failed = sum(result.outcome is Outcome.FAILED for result in job.results)
    articles = counted(len(job.results), "article")
    told = f"{job.done - failed} of {articles} are in the corpus"
    if failed or job.error is not None:
        told += ". The command caravan history tells of the others"
    st.toast(f"{told}.", icon=":material/library_books:")


def _progress(job: Job) -> tuple[float, str]:
    if not job.total:
        return 0.0, "Waiting to be added"
    total = max(job.total, job.done)  # a file may turn out to hold more than one article
    return job.done / total, f"Adding articles: {job.done} of {total}"


def _notice(result: Result) -> Notice:
    name = _name(result.source)
    if result.outcome is Outcome.FAILED:
        return Notice(f"{name} was not added.", result.reason, "error")
    passages = counted(result.passages, "passage")
    told = {
        Outcome.ADDED: f"was added ({passages}).",
        Outcome.UPDATED: f"was brought up to date ({passages}).",
        Outcome.UNCHANGED: "is in the corpus already.",
        Outcome.DUPLICATE: "has the text of an article that is in the corpus already.",
    }
    text = f"{name} {told.get(result.outcome, result.outcome.value)}"
    return Notice(text, result.note, "done")


def _name(source: str) -> str:
    """Return what a file is called, or what lies in an archive: "a.txt in notes.zip"."""
    path, _, member = source.partition("!/")
    return f"{member} in {Path(path).name}" if member else Path(path).name


def _unfinished(space: Workspace) -> list[Job]:
    return [job for job in space.ingests.jobs() if job.state in ("queued", "running")]
