"""Hostile input must not hold up whoever reads it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60.0
"""Seconds of processor time: far more than a slow machine needs for what grows with its input
alone, far less than what grows out of proportion takes for inputs as long as the tests'."""


@contextmanager
def patience() -> Iterator[None]:
    """Fail where what is done meanwhile takes longer than `PATIENCE`."""
    began = time.process_time()
    yield
    assert time.process_time() - began < PATIENCE, "it takes time out of proportion to its input"
