"""Errors on a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ui.web.reading import Notice, show_notices
from vectorstore import CaravanError


def show_error(error: CaravanError, key: str) -> None:
    """Say what went wrong and what to do next."""
    show_notices([Notice(str(error), error.hint, "error")], key)


@contextmanager
def errors_shown(key: str) -> Iterator[None]:
    """Show on the page what goes wrong within."""
    try:
        yield
    except CaravanError as error:
        show_error(error, key)
