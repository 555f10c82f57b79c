"""Adding articles: the dialog, and how far the work has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ingest import Job, sample_folder
from ingest.reading import SUFFIXES
from ui.output import counted
from ui.web.messages import errors_shown, plain, show_error
from ui.web.workspace import Workspace
from vectorstore import CaravanError, Outcome, Result

_ADDING = "adding"
"""The job that this session's dialog follows."""
_POLL_SECONDS = 0.3
_MOST_LINES = 200
_ICONS = {
    Outcome.ADDED: ":green[:material/check_circle:]",
    Outcome.UPDATED: ":green[:material/published_with_changes:]",
    Outcome.FAILED: ":red[:material/error:]",
}
_UNCHANGED = ":gray[:material/check_circle:]"


def draw(space: Workspace) -> None:
    """Draw the button that opens the dialog, and the progress of what is being added."""
    if st.button("Add articles", icon=":material/upload_file:", width="stretch"):
        st.session_state.pop(_ADDING, None)
        _dialog(space)
    if _unfinished(space):
        _watch(space)


def offer_sample(space: Workspace) -> None:
    """Offer the sample to whoever has no articles yet."""
    if _unfinished(space):
        _watch(space)
        return
    st.markdown("The corpus holds no articles yet. Add your own, or look around with the sample.")
    st.button(
        "Add the sample articles",
        icon=":material/library_add:",
        type="primary",
        on_click=_submit_sample,
        args=(space,),
    )


@st.dialog("Add articles", width="medium", on_dismiss="rerun")
def _dialog(space: Workspace) -> None:
    job: Job | None = st.session_state.get(_ADDING)
    if job is None:
        with errors_shown():
            _choose(space)
        return
    _follow(job)
    if st.button("Done", type="primary"):
        st.rerun()


def _choose(space: Workspace) -> None:
    files = st.file_uploader(
        f"Articles as text or Markdown ({', '.join(sorted(SUFFIXES))})",
        type=sorted(SUFFIXES),
        accept_multiple_files=True,
    )
    clashing = [file for file in files if space.uploads.clashes(file.name, file.getvalue())]
    replace = True
    if clashing:
        named = ", ".join(f"**{plain(file.name)}**" for file in clashing)
        replace = st.radio(
            f"Of this name, something else was added before: {named}",
            [True, False],
            format_func=lambda each: (
                "Put it in the place of the earlier one" if each else "Keep both"
            ),
        )
    label = f"Add {counted(len(files), 'file')}" if files else "Add"
    if st.button(label, type="primary", disabled=not files):
        st.session_state[_ADDING] = _submit(space, files, replace)
        st.rerun(scope="fragment")


def _submit_sample(space: Workspace) -> None:
    space.ingests.submit([str(sample_folder())])


def _submit(space: Workspace, files: Sequence[UploadedFile], replace: bool) -> Job:
    kept = [space.uploads.keep(file.name, file.getvalue(), replace) for file in files]
    return space.ingest_uploads(kept)


def _follow(job: Job) -> None:
    """Show a job until it has ended. It goes on if the dialog is closed meanwhile."""
    bar = st.progress(0.0)
    while not job.wait(_POLL_SECONDS):
        bar.progress(*_progress(job))
    bar.empty()
    if isinstance(job.error, CaravanError):
        show_error(job.error)
    elif job.error is not None:
        st.error("The work broke off. What was added before is kept; the server's log says more.")
    for result in job.results[:_MOST_LINES]:
        st.markdown(_line(result))
    if len(job.results) > _MOST_LINES:
        st.caption("`caravan history` lists them all.")


@st.fragment(run_every=1.0)
def _watch(space: Workspace) -> None:
    jobs = _unfinished(space)
    if not jobs:
        st.rerun()
    st.progress(*_progress(jobs[0]))


def _progress(job: Job) -> tuple[float, str]:
    if not job.total:
        return 0.0, "Waiting to be added"
    return job.done / job.total, f"Adding articles: {job.done} of {job.total}"


def _line(result: Result) -> str:
    name = plain(Path(result.source).name)
    return f"{_ICONS.get(result.outcome, _UNCHANGED)} **{name}** {_told(result)}"


def _told(result: Result) -> str:
    if result.outcome is Outcome.FAILED:
        return f"was not added. {plain(result.reason)}"
    if result.outcome is Outcome.UNCHANGED:
        return "is in the corpus already."
    if result.outcome is Outcome.DUPLICATE:
        return "has the text of an article that is in the corpus already."
    if result.outcome is Outcome.UPDATED:
        return f"was brought up to date ({counted(result.passages, 'passage')})."
    return f"was added ({counted(result.passages, 'passage')})."


def _unfinished(space: Workspace) -> list[Job]:
    return [job for job in space.ingests.jobs() if job.state in ("queued", "running")]
