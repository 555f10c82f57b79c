"""Work in threads of its own, also while the interpreter ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def in_thread(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
    """Do `work` in a thread of its own and return its future.

    An executor takes nothing more once the interpreter ends, though an ingest run may go on then to
    finish what it has begun. Where no thread can be started any more, the work is done at once.
    """
    future: Future[_T] = Future()

    def run() -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(work(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
            future.set_exception(error)

    try:
        # A daemon: the interpreter is not to wait for a file that takes for ever.
        threading.Thread(target=run, name="caravan-step", daemon=True).start()
    except RuntimeError:  # "can't start new thread"
        run()
    return future
