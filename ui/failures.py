"""Errors as a person reads them, and as the exit status tells them."""

from __future__ import annotations

import os
import sys
import traceback

from ui.output import Output
from vectorstore import CaravanError, InputError, SourceError

_SOME_FAILED, _CALL_WRONG, _CORPUS_UNUSABLE = 1, 2, 3


def report_failure(error: Exception) -> int:
    """Print what went wrong and what to do next; return the exit status."""
    output = Output(json="--json" in sys.argv[1:])
    if isinstance(error, CaravanError):
        output.error(str(error), error.hint)
        if isinstance(error, InputError):
            return _CALL_WRONG
        return _SOME_FAILED if isinstance(error, SourceError) else _CORPUS_UNUSABLE
    if os.environ.get("CARAVAN_DEBUG"):
        traceback.print_exception(error)
    output.error(
        f"Something went wrong that should not have: {type(error).__name__}: {error}",
        "Nothing that was written before is lost. Run it again with CARAVAN_DEBUG=1 for details, "
        "and please report them.",
    )
    return _CORPUS_UNUSABLE
