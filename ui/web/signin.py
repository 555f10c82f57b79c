"""The page of who is not let in: sign in, or why not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.web import identity
from ui.web.identity import Outside
from ui.web.reading import Notice, show_notices
from ui.web.serving.callback import FAILED

_WORDMARK = Path(__file__).with_name("wordmark.svg")
_STYLE = Path(__file__).with_name("signin.css").read_text(encoding="utf-8")
_WIDTH = 360
_FAILED = "sign-in-failed"
_EXPIRED_NOTICE = Notice("Your sign-in has ended.", "Sign in again to go on where you were.")
_FAILED_NOTICE = Notice(
    "You could not be signed in.",
    "Try again. If it goes on, tell whoever keeps this server: its log says why.",
    "error",
)


def draw() -> None:
    """Offer to sign in, or say why whoever has done so is not let in."""
    found = identity.look()
    st.html(f"<style>{_STYLE}</style>")
    with (
        st.container(horizontal_alignment="center"),
        st.container(key="sign-in", width=_WIDTH, gap="small"),
    ):
        st.image(str(_WORDMARK), width=190, alt="Caravan")
        if found is Outside.NOT_ALLOWED:
            _draw_refusal()
        else:
            _draw_offer(found is Outside.EXPIRED)


def _draw_offer(is_expired: bool) -> None:
    st.title("Sign in", anchor=False)
    st.text("Ask a corpus of articles, and check every word of the answer.")
    if _has_failed():
        show_notices([_FAILED_NOTICE], key="sign-in-failed")
    elif is_expired:
        show_notices([_EXPIRED_NOTICE], key="sign-in-ended")
    names = identity.providers()
    for name in names:
        label = f"Continue with {_shown(name)}" if len(names) > 1 else "Sign in"
        if st.button(label, key=f"sign-in-{name}", type="primary", width="stretch"):
            st.login(name)


def _draw_refusal() -> None:
    st.title("Not let in", anchor=False)
    text = f"You are signed in as {identity.called()}, who is not among those who may come in here."
    hint = "Ask whoever keeps this server to let you in, or sign out and come as somebody else."
    show_notices([Notice(text, hint, "error")], key="not-allowed")
    if st.button("Sign out", key="sign-out", type="primary", width="stretch"):
        identity.sign_out()


def _has_failed() -> bool:
    """Tell whether the last try came to nothing, which the address says once."""
    name, value = FAILED
    if st.query_params.get(name) == value:
        st.session_state[_FAILED] = True
        del st.query_params[name]
    return bool(st.session_state.get(_FAILED))


def _shown(provider: str) -> str:
    """Return how a provider is called: its name in the file, which is all small letters."""
    return provider.replace("-", " ").title() if provider != "default" else "your account"
