"""Run the `caravan` command as its entry point does, within this process."""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from ui.main import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document that stdout is; an error where it is anything else."""
        return json.loads(self.out)


def caravan(*arguments: object, stdin: str = "", terminal: bool = False) -> Ran:
    """Run `caravan` in this process; with `terminal`, `stdin` is as if typed at one."""
    out, err = _Capture(), _Capture()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode(errors="surrogateescape")))
    # A stream over bytes is no terminal and has no other way to say that it is one; mypy wants no
    # method replaced.
    given.isatty = lambda: terminal  # type: ignore[method-assign]
    status: object = None
    with (
        patch.dict(os.environ),
        patch.object(sys, "argv", ["caravan", *map(str, arguments)]),
        patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as exit_:
            status = exit_.code
        finally:
            gc.enable()
    assert status is None or isinstance(status, int)
    return Ran(status or 0, out.text(), err.text())


class _Capture(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        self.flush()
        self.seek(0)
        return self.read()
