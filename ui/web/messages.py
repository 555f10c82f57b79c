"""Foreign text where Streamlit expects Markdown, and errors on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from vectorstore import CaravanError

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Return Markdown that shows `text` as it stands, on one line.

    CommonMark lets a backslash take the meaning of every ASCII punctuation mark.
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def show_error(error: CaravanError) -> None:
    """Say what went wrong and what to do next."""
    st.error(f"{plain(str(error))}  \n{plain(error.hint)}", icon=":material/error:")


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show on the page what goes wrong within."""
    try:
        yield
    except CaravanError as error:
        show_error(error)
