"""What pypdf warns of, which tells where it goes on without a part of a page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOST = (
    "Impossible to decode XFormObject",
    "Exceeded",
    "Error -3",
    "Error -5",
    "Expected StreamObject",
)
"""How the warnings begin that mean lost text."""


@contextmanager
def collected() -> Iterator[list[str]]:
    """Collect pypdf's warnings, which otherwise go to the terminal."""
    messages: list[str] = []
    logger = logging.getLogger("pypdf")
    collector = _Collector(messages)
    was_propagated = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = was_propagated


def tell_of_loss(messages: list[str]) -> bool:
    """Tell whether any of the warnings means that text is missing."""
    return any(message.startswith(_LOST) for message in messages)


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        if len(self._messages) < 1000:
            self._messages.append(record.getMessage()[:500])
