"""The language model: which one writes answers, and whether it answers at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from assistant.chatmodel import ModelSettings, load_chat_model
from ui import model_file
from ui.web.messages import show_error
from ui.web.reading import Notice, show_notices
from ui.web.settings import trial
from ui.web.settings.draft import PROVIDERS, Draft, before_form, provider_of
from ui.web.settings.facts import show_facts
from ui.web.workspace import Workspace
from vectorstore import CaravanError, InputError

_NONE = ""
_SAVES = "model-saves"
"""How often it was saved: with each time, the form is another, which begins with what is saved."""
_REPLACES = "model-key-replaced"
_KEY_TOLD = (
    "Kept in a file of the corpus's folder that only you may read, and sent to the address above "
    "alone. A server of your own may want none."
)


def draw(space: Workspace, may_configure: bool) -> None:
    """Draw which model there is, and the form to choose one where that is allowed."""
    st.header("Language model", anchor=False)
    st.caption(
        "With one, it writes the answers, and every sentence is checked against the sources before "
        "you see it. Without one, answers are the sources' own sentences."
    )
    model = space.assistant.model
    in_use = (
        {"In use": model.name, "Reached at": model.address}
        if model
        else {"In use": "the sources' own sentences"}
    )
    show_facts(in_use, key="model-in-use")
    if not may_configure:
        show_notices([Notice("It is chosen by whoever runs the server.")], key="model-fixed")
    elif model_file.is_overruled():
        text = f"It is chosen by the environment variable {model_file.VARIABLE}."
        hint = "To choose here, unset it and start Caravan again."
        show_notices([Notice(text, hint)], key="model-fixed")
    else:
        _draw_choice(space)


def _draw_choice(space: Workspace) -> None:
    saved = None
    try:
        saved = model_file.read(space.corpus.home)
    except InputError as error:
        show_error(error, "model-file-error")
    of_saved = provider_of(saved)
    ids = list(dict.fromkeys([_NONE, *PROVIDERS, of_saved]))
    provider = st.selectbox(
        "Provider",
        ids,
        index=ids.index(of_saved),
        format_func=lambda id_: PROVIDERS[id_].name if id_ in PROVIDERS else id_ or "None",
        key=f"model-provider-{st.session_state.setdefault(_SAVES, 0)}",
        on_change=trial.end,
    )
    if provider == _NONE:
        _draw_none(space)
        return
    draft = Draft.of(saved, provider)
    if draft.keeps_key and st.session_state.get(_REPLACES):
        draft = replace(draft, keeps_key=False)
    if saved and draft.keeps_key:
        _draw_key(space, saved)
    _draw_form(space, draft, saved)
    trial.draw()


def _draw_none(space: Workspace) -> None:
    if not model_file.path(space.corpus.home).exists():
        return
    st.caption("This removes what was saved, and the key with it.")
    if st.button("Answer without a model", type="primary", key="no-model"):
        _try(lambda: _choose(space, None, "From the next question on, the sources' own words."))


def _draw_key(space: Workspace, saved: ModelSettings) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="saved-key"):
        st.markdown(":small[A key is saved.]")
        if st.button("Replace", key="replace-key"):
            st.session_state[_REPLACES] = True
            st.rerun()
        is_forgotten = st.button("Forget", key="forget-key")
    if is_forgotten:
        _try(lambda: _forget_key(space, saved))


def _draw_form(space: Workspace, draft: Draft, saved: ModelSettings | None) -> None:
    with st.form(f"model-{draft.provider}-{st.session_state[_SAVES]}", border=False):
        filled = _draw_fields(draft)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button("Save", type="primary")
            is_tried = st.form_submit_button("Test connection")
    if is_tried:
        _try(lambda: trial.begin(filled.settings(saved)))
    elif is_saved:
        told = "Saved. It answers from the next question on."
        _try(lambda: _choose(space, filled.settings(saved), told))


def _draw_fields(draft: Draft) -> Draft:
    """Draw the form's fields; return what was in them when it was last sent."""
    provider = PROVIDERS.get(draft.provider)
    model = st.text_input("Model", draft.model, placeholder=provider.example if provider else "")
    address = st.text_input(
        "Address",
        draft.address,
        placeholder=provider.address if provider else "",
        help="Only where it is not the provider's own.",
    )
    key = ""
    if not draft.keeps_key:
        key = st.text_input("Key", type="password", autocomplete="off", help=_KEY_TOLD)
    with st.expander("More"):
        timeout = st.number_input(
            "Seconds to wait",
            min(1.0, draft.timeout),
            3600.0,
            draft.timeout,
            format="%g",
            help="For the next words. A whole reply may take ten times as long.",
        )
        context = st.number_input(
            "Tokens",
            2048,
            None,
            draft.context,
            step=1024,
            help="Of a question with its passages, and of the reply: as many as the model has.",
        )
    return replace(
        draft, model=model, address=address, key=key, timeout=float(timeout), context=int(context)
    )


def _choose(space: Workspace, settings: ModelSettings | None, told: str) -> None:
    space.choose_model(settings)
    trial.end()
    st.session_state[_SAVES] += 1
    st.session_state.pop(_REPLACES, None)
    st.toast(told)
    st.rerun()


def _forget_key(space: Workspace, saved: ModelSettings) -> None:
    keyless = saved.model_copy(update={"key": None})
    try:
        load_chat_model(keyless)
    except InputError:  # it cannot do without
        _choose(space, None, "The key is forgotten. The sources' own sentences answer again.")
    _choose(space, keyless, "The key is forgotten.")


def _try(work: Callable[[], None]) -> None:
    """Do what was clicked; what goes wrong is told in the words of the form."""
    try:
        work()
    except CaravanError as error:
        trial.end()
        show_error(before_form(error), "model-error")
