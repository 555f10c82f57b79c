"""A chat model that is asked, and its reply as it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.chatmodel.failures import WAIT_LONGER, failure, failure_of
from assistant.chatmodel.settings import APP

_POLL_SECONDS = 0.05
_LONGEST_WAITS = 10
"""A reply may take this many times as long as is waited for one piece of it."""
_BYTES_A_TOKEN = 3
"""Fewer than in any common language, so that what is counted fits."""
_MOST_BYTES_A_TOKEN = 8

_ENDINGS = ("finish_reason", "stop_reason", "done_reason")
_REFUSED = frozenset(["refusal", "content_filter", "safety"])
_CUT = frozenset(["length", "max_tokens", "model_context_window_exceeded"])

End = Literal["", "whole", "cut", "stopped"]

_Arrived = tuple[float, BaseMessage | Exception | None]
"""When a piece came, and the piece: what went wrong, or None behind the last.

Whoever reads may take its time between two pieces: that is not the server's silence.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a model has written so far.

    `end` is "" while more may come, then "whole", "cut" at the limit of its length, or "stopped".
    """

    text: str
    end: End = ""


class ChatModel:
    """A LangChain chat model with its name for people and its limits.

    `timeout` is how many seconds are waited for a next piece, `context` how many tokens a prompt
    and its reply have together. With `tells_end`, a reply without the mark that ends one is taken
    as broken off. `address` is where it is reached, empty where that is not known; `secrets` are
    left out of what is told of failures. Several threads may use it.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        timeout: float = 60.0,
        context: int = 8192,
        tells_end: bool = False,
        address: str = "",
        secrets: Sequence[str] = (),
    ) -> None:
        self._model = model
        self.name = name
        self.address = address
        self._timeout = timeout
        self._reply_tokens = context - context // 2
        self._prompt_tokens = context // 2
        self._tells_end = tells_end
        self._secrets = secrets

    def fits(self, prompt: str) -> bool:
        """Tell whether a prompt is within its share of the context, counted with caution."""
        return len(prompt.encode(errors="replace")) <= self._prompt_tokens * _BYTES_A_TOKEN

    def stream(
        self, messages: Sequence[BaseMessage], stopped: threading.Event | None = None
    ) -> Iterator[Written]:
        """Yield the reply each time that it has grown; the last one has an `end`.

        Where `stopped` is set meanwhile, what has come until then is the last. Raises
        ChatModelFailed where no reply comes, or not the whole of it.
        """
        stopped = stopped or threading.Event()
        text, metadata = "", dict[str, Any]()
        for chunk in self._chunks(messages, stopped):
            metadata |= _told_of_end(chunk)
            if added := str(chunk.text):
                text += added
                if len(text) > self._reply_tokens * _MOST_BYTES_A_TOKEN:
                    yield Written(text, "cut")
                    return
                yield Written(text)
        yield Written(text, self._end(text, metadata, stopped))

    def _end(self, text: str, metadata: dict[str, Any], stopped: threading.Event) -> End:
        """Return how a reply ended. Raises ChatModelFailed where it is none."""
        if stopped.is_set():
            if text.strip():
                return "stopped"
            raise failure(self.name, "was stopped before it wrote anything")
        reason = next((str(metadata[key]).lower() for key in _ENDINGS if metadata.get(key)), "")
        if reason in _REFUSED or metadata.get("refusal"):
            raise failure(self.name, "refused to answer")
        if self._tells_end and not reason:
            raise failure(self.name, "broke off in the middle of its reply", "Ask again.")
        if not text.strip():
            if reason in _CUT:
                hint = f"Give it more room: CARAVAN_MODEL_CONTEXT, or {APP}."
                raise failure(self.name, "reached its limit before it wrote anything", hint)
            raise failure(self.name, "gave an empty reply", "Ask again.")
        return "cut" if reason in _CUT else "whole"

    def _chunks(
        self, messages: Sequence[BaseMessage], stopped: threading.Event
    ) -> Iterator[BaseMessage]:
        """Yield the pieces of a reply until there are no more or `stopped` is set.

        They are fetched in a thread of its own: a server that has fallen silent keeps whoever waits
        for it, and that must not be the one who can stop.
        """
        if stopped.is_set():
            return  # and send nothing
        pieces: Queue[_Arrived] = Queue()
        abandoned = threading.Event()
        threading.Thread(
            target=self._fetch, args=(messages, pieces, abandoned), daemon=True
        ).start()
        began = heard = time.monotonic()
        try:
            while not stopped.is_set():
                try:
                    heard, piece = pieces.get(timeout=_POLL_SECONDS)
                except Empty:
                    if time.monotonic() - heard >= self._timeout:
                        self._give_up(f"sent nothing for {self._timeout:g} seconds")
                    continue
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    told = failure_of(self.name, piece, self._timeout, self._secrets)
                    raise told from piece
                if heard - began > self._timeout * _LONGEST_WAITS:
                    self._give_up(f"was still writing after {heard - began:.0f} seconds")
                yield piece
        finally:
            abandoned.set()

    def _fetch(
        self,
        messages: Sequence[BaseMessage],
        pieces: Queue[_Arrived],
        abandoned: threading.Event,
    ) -> None:
        try:
            for chunk in self._model.stream(list(messages)):
                if abandoned.is_set():
                    return  # which closes the connection
                pieces.put((time.monotonic(), chunk))
            pieces.put((time.monotonic(), None))
        except Exception as error:  # noqa: BLE001 - told to whoever waits; each provider has its own
            pieces.put((time.monotonic(), error))

    def _give_up(self, cause: str) -> None:
        raise failure(self.name, cause, WAIT_LONGER)


def _told_of_end(chunk: BaseMessage) -> dict[str, Any]:
    told = {key: value for key, value in chunk.response_metadata.items() if value is not None}
    refusal = chunk.additional_kwargs.get("refusal")
    return {**told, "refusal": refusal} if refusal else told
