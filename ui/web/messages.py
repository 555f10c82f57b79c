"""Foreign text where Streamlit expects Markdown, and errors on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from ui.web.reading import Notice, show_notices
from vectorstore import CaravanError

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Return Markdown that shows `text` as it stands, on one line; for labels of buttons alone.

    CommonMark lets a backslash take the meaning of every ASCII punctuation mark. Elsewhere than in
    labels, Streamlit makes links of what looks like an address even so.
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def show_error(error: CaravanError, key: str) -> None:
    """Say what went wrong and what to do next."""
    show_notices([Notice(str(error), error.hint, is_error=True)], key)


@contextmanager
def errors_shown(key: str) -> Iterator[None]:
    """Show on the page what goes wrong within."""
    try:
        yield
    except CaravanError as error:
        show_error(error, key)
