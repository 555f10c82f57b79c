"""Errors as a person reads them, and as the exit status tells them."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer

from ui.output import Output
from vectorstore import CaravanError, InputError, SourceError

_UsageError = typer.BadParameter.__mro__[1]
"""What Typer raises for a call that it cannot read; it has no public name there."""
_SOME_FAILED, _CALL_WRONG, _CORPUS_UNUSABLE = 1, 2, 3


def report_failure(error: Exception) -> int:
    """Print what went wrong and what to do next; return the exit status."""
    output = Output(json="--json" in sys.argv[1:])
    if isinstance(error, _UsageError):
        return _report_usage(error, output)
    if isinstance(error, CaravanError):
        output.error(str(error), error.hint)
        if isinstance(error, InputError):
            return _CALL_WRONG
        return _SOME_FAILED if isinstance(error, SourceError) else _CORPUS_UNUSABLE
    if isinstance(error, OSError) and error.errno is not None:
        what = f"{error.filename}: " if error.filename else ""
        output.error(f"{what}{error.strerror}.", "Check the disk and the permissions.")
        return _CORPUS_UNUSABLE
    if os.environ.get("CARAVAN_DEBUG"):
        traceback.print_exception(error)
    output.error(
        f"Something went wrong that should not have: {type(error).__name__}: {error}",
        "Nothing that was written before is lost. Run it again with CARAVAN_DEBUG=1 for details, "
        "and please report them.",
    )
    return _CORPUS_UNUSABLE


def _report_usage(error: Any, output: Output) -> int:
    error.show()  # the usage line and what is wrong with the call, or the help page
    if output.json:
        hint = f"`{error.ctx.command_path} --help` tells how it is called." if error.ctx else ""
        output.document({"error": error.format_message(), "hint": hint})
    return _CALL_WRONG
