"""Whether the corpus is whole, and what it rests on."""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from ui.checkup import versions
from ui.output import counted
from ui.web.messages import errors_shown, show_error
from ui.web.reading import Notice, show_notices
from ui.web.settings.examination import Found
from ui.web.settings.facts import show_facts
from ui.web.workspace import Workspace
from vectorstore import CaravanError, catalogue

_POLL_SECONDS = 0.5


def draw(space: Workspace, may_configure: bool) -> None:
    """Draw what there is; whoever runs the server can have it looked at, and mended."""
    st.header("Health", anchor=False)
    found = versions()
    with errors_shown("health-unreadable"):  # a catalogue that is damaged is to be looked at
        _draw_facts(space, may_configure, found["caravan"])
    if not may_configure:
        show_notices([Notice("Whoever runs the server can check it.")], key="health-fixed")
        return
    with st.expander("Versions of what it rests on"):
        rests_on = {"Python": found["python"], "System": found["platform"], **found["packages"]}
        show_facts(rests_on, key="health-versions")
    if space.examination.is_under_way:
        _follow(space)
        return
    _draw_result(space, space.examination.latest)


def _draw_facts(space: Workspace, may_configure: bool, version: str) -> None:
    with space.corpus.database.read() as connection:
        articles = catalogue.count_documents(connection)
        model = catalogue.model(connection)
    show_facts(
        {
            "Corpus": counted(articles, "article"),
            "Folder": str(space.corpus.home.resolve()) if may_configure else "",
            "Embedding model": f"{model.name}, {model.dimension} dimensions" if model else "",
            "Version": f"Caravan {version}",
        },
        key="health-facts",
    )


@st.fragment(run_every=_POLL_SECONDS)
def _follow(space: Workspace) -> None:
    if not space.examination.is_under_way:
        st.rerun()
    told = "Checking every text, passage and vector. Questions asked meanwhile wait."
    show_notices([Notice(told)], key="health-checking")


def _draw_result(space: Workspace, latest: Future[Found] | None) -> None:
    label = "Check the corpus" if latest is None else "Check again"
    if st.button(label, icon=":material/health_and_safety:", key="check-health"):
        space.examination.begin(space.corpus)
        st.rerun()
    if latest is None:
        return
    error = latest.exception()
    if isinstance(error, CaravanError):
        show_error(error, "health-error")
    elif error is not None:
        raise RuntimeError("the corpus could not be checked") from error
    else:
        _draw_found(space, latest.result())


def _draw_found(space: Workspace, found: Found) -> None:
    health = found.health
    held = (
        f"{counted(health.documents, 'article')}, {counted(health.passages, 'passage')}, "
        f"{counted(health.vectors, 'vector')}"
    )
    at = f"Checked at {found.at.astimezone():%H:%M}."
    if health.ok:
        told = "All is well, and the indexes are new" if found.is_repaired else "All is well"
        show_notices([Notice(f"{told}: {held}.", at, "done")], key="health-found")
        return
    problems = [Notice(problem, tone="error") for problem in health.problems]
    show_notices([*problems, Notice(held, at)], key="health-found")
    if found.is_repaired:
        text = "Rebuilding the indexes has not mended this."
        hint = "Restore the folder from a backup, or ingest the articles into a new one."
        show_notices([Notice(text, hint)], key="health-next")
        return
    with st.popover("Rebuild the indexes", icon=":material/build:"):
        st.markdown(
            "Both indexes are made anew from the texts, which are left as they are. Questions wait "
            "meanwhile. `caravan verify --repair` does the same."
        )
        if st.button("Rebuild now", type="primary", key="repair"):
            space.examination.begin(space.corpus, repairs=True)
            st.rerun()
