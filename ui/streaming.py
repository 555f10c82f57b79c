"""An answer on the terminal while a language model writes it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from ui.answers import written
from ui.output import Output

if TYPE_CHECKING:
    from assistant import Assistant, Reply

_STOP_HINT = "Ctrl-C stops it."


def asked(
    assistant: Assistant, question: str, output: Output, *, stoppable: bool = False, **given: Any
) -> tuple[dict[str, Any], str | None]:
    """Return the answer, as `Answer.as_json`, and the id of its conversation.

    Takes what `Assistant.stream` does. On a terminal the answer is shown as it grows, and taken off
    again once it is whole. Where it is `stoppable`, Ctrl-C ends the language model's reply and not
    the command.
    """
    if assistant.model is None:
        answer, kept_in = assistant.ask(question, **given)
        return answer.as_json(kept_in), kept_in
    stopped = threading.Event()
    waiting = f"{assistant.model.name} is writing. {_STOP_HINT if stoppable else ''}".rstrip()
    with _stopped_by_ctrl_c(stopped if stoppable else None), output.growing(waiting) as show:
        for reply in assistant.stream(question, **given, stopped=stopped):
            if not reply.complete:
                show(written(reply.answer.as_json()["sentences"]))
    return _told(reply)


def _told(reply: Reply) -> tuple[dict[str, Any], str | None]:
    return reply.answer.as_json(reply.conversation), reply.conversation


@contextmanager
def _stopped_by_ctrl_c(stopped: threading.Event | None) -> Iterator[None]:
    """Let the first Ctrl-C set `stopped`; the second one interrupts, as without this."""
    if stopped is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
