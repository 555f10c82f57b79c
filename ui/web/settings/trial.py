"""Whether a language model answers: asked from a page, which shows what becomes of it."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import streamlit as st

from assistant.chatmodel import ModelSettings, load_chat_model
from ingest.threads import in_thread
from ui.checkup import seconds_to_answer
from ui.web.messages import show_error
from ui.web.reading import Notice, show_notices
from ui.web.settings.draft import before_form
from vectorstore import CaravanError

_LONGEST_SECONDS = 60.0
_POLL_SECONDS = 0.5
_TRIAL = "model-trial"


class Trial:
    """A model that is asked something small, by which nothing of the corpus leaves this machine."""

    def __init__(self, settings: ModelSettings) -> None:
        limit = min(settings.timeout, _LONGEST_SECONDS)
        model = load_chat_model(settings.model_copy(update={"timeout": limit}))
        if model is None:
            raise ValueError("these settings name no model")
        stopped = threading.Event()
        self.name = model.name
        self.stop = stopped.set
        self.seconds: Future[float] = in_thread(seconds_to_answer, model, stopped)


def begin(settings: ModelSettings) -> None:
    """Try a model. Raises InputError where it cannot be used at all."""
    end()
    st.session_state[_TRIAL] = Trial(settings)


def end() -> None:
    """Forget what was tried last."""
    trial: Trial | None = st.session_state.pop(_TRIAL, None)
    if trial is not None:
        trial.stop()


def draw() -> None:
    """Show what becomes of the last trial, if there was one."""
    trial: Trial | None = st.session_state.get(_TRIAL)
    if trial is None:
        return
    if not trial.seconds.done():
        _follow(trial)
        return
    error = trial.seconds.exception()
    if error is None:
        told = f"{trial.name} answers, after {trial.seconds.result():.2f} seconds."
        show_notices([Notice(told, tone="done")], key="model-answers")
    elif isinstance(error, CaravanError):
        show_error(before_form(error), "model-fails")
    else:
        raise RuntimeError("the connection could not be tested") from error


@st.fragment(run_every=_POLL_SECONDS)
def _follow(trial: Trial) -> None:
    if trial.seconds.done():
        st.rerun()
    show_notices([Notice(f"Asking {trial.name}…")], key="model-asked")
    if st.button("Cancel", key="cancel-trial"):
        end()
        st.rerun()
