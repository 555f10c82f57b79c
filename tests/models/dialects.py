"""The streaming protocols of three providers, as their servers write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Protocol

Headers = Mapping[str, str]
"""Names in lower case."""


class End(Enum):
    """How a reply ends."""

    WHOLE = "whole"
    LENGTH = "at the limit of its length"
    REFUSED = "by a refusal"
    DECLINED = "by a refusal in a field of its own"
    MISSING = "without the mark that ends it"


class Dialect(Protocol):
    """How one provider's server is asked and writes.

    `path` ends the address that is asked, `base` is what a user's setting ends with.
    """

    path: str
    base: str
    content_type: str

    def key(self, headers: Headers) -> str | None:
        """Return the key that a request was sent with."""

    def messages(self, body: dict[str, Any]) -> list[tuple[str, str]]:
        """Return what is asked, as roles with texts."""

    def opening(self, model: str) -> Iterator[bytes]:
        """Yield what comes before the text."""

    def piece(self, model: str, text: str) -> bytes:
        """Return a piece of the text."""

    def ending(self, model: str, end: End) -> Iterator[bytes]:
        """Yield what comes after the text."""

    def broken(self) -> bytes:
        """Return a piece whose JSON is none."""

    def error(self, message: str) -> bytes:
        """Return how an error is told in the midst of a reply."""

    def error_body(self, status: int, message: str) -> dict[str, Any]:
        """Return the body of a response that is an error."""


class _Bearer:
    """What OpenAI's and Ollama's requests have in common."""

    def key(self, headers: Headers) -> str | None:
        """Return the bearer token."""
        return _bearer(headers)

    def messages(self, body: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the messages, the system's among them."""
        assert body["stream"] is True
        return [(one["role"], one["content"]) for one in body["messages"]]


class OpenAI(_Bearer):
    """Chat completions: server-sent events with the finish reason in the last, then [DONE]."""

    path, base = "/v1/chat/completions", "/v1"
    content_type = "text/event-stream; charset=utf-8"

    def opening(self, model: str) -> Iterator[bytes]:
        """Yield the chunk that names the role."""
        yield self._chunk(model, {"role": "assistant", "content": "", "refusal": None})

    def piece(self, model: str, text: str) -> bytes:
        """Return a chunk with content."""
        return self._chunk(model, {"content": text})

    def ending(self, model: str, end: End) -> Iterator[bytes]:
        """Yield the chunk with the finish reason, and the mark."""
        if end is End.MISSING:
            return
        if end is End.DECLINED:
            yield self._chunk(model, {"refusal": "I cannot help with that."})
        reasons = {End.LENGTH: "length", End.REFUSED: "content_filter"}
        yield self._chunk(model, {}, reasons.get(end, "stop"))
        yield b"data: [DONE]\n\n"

    def broken(self) -> bytes:
        """Return an event that was cut before its end."""
        return b'data: {"id": "chatcmpl-1", "choices": [{"delta": {"cont\n\n'

    def error(self, message: str) -> bytes:
        """Return an event with an error in place of choices."""
        return _event({"error": {"message": message, "type": "server_error", "code": None}})

    def error_body(self, status: int, message: str) -> dict[str, Any]:
        """Return an error with its type and code."""
        codes = {401: "invalid_api_key", 404: "model_not_found", 400: "context_length_exceeded"}
        kind = "server_error" if status >= 500 else "invalid_request_error"
        error = {"message": message, "type": kind, "param": None, "code": codes.get(status)}
        return {"error": error}

    def _chunk(self, model: str, delta: dict[str, Any], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        kind, created = "chat.completion.chunk", 1_750_000_000
        return _event(
            {
                "id": "chatcmpl-1",
                "object": kind,
                "created": created,
                "model": model,
                "choices": [choice],
            }
        )


class Anthropic:
    """Messages: server-sent events with names; the stop reason comes in `message_delta`."""

    path, base = "/v1/messages", ""
    content_type = "text/event-stream; charset=utf-8"

    def key(self, headers: Headers) -> str | None:
        """Return the key, which goes as a bearer token or in a header of Anthropic's own."""
        return headers.get("x-api-key") or _bearer(headers)

    def messages(self, body: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the system's text, which stands apart, and the messages."""
        assert body["stream"] is True
        return [("system", _joined(body.get("system", "")))] + [
            (one["role"], _joined(one["content"])) for one in body["messages"]
        ]

    def opening(self, model: str) -> Iterator[bytes]:
        """Yield the start of the message and of its one block, and a ping."""
        message = {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {"input_tokens": 25, "output_tokens": 1},
        }
        yield _named({"type": "message_start", "message": message})
        block = {"type": "text", "text": ""}
        yield _named({"type": "content_block_start", "index": 0, "content_block": block})
        yield _named({"type": "ping"})

    def piece(self, model: str, text: str) -> bytes:
        """Return a delta of the block's text."""
        delta = {"type": "text_delta", "text": text}
        return _named({"type": "content_block_delta", "index": 0, "delta": delta})

    def ending(self, model: str, end: End) -> Iterator[bytes]:
        """Yield the end of the block, the stop reason and the end of the message."""
        if end is End.MISSING:
            return
        yield _named({"type": "content_block_stop", "index": 0})
        reason = {End.LENGTH: "max_tokens", End.REFUSED: "refusal"}.get(end, "end_turn")
        delta = {"stop_reason": reason, "stop_sequence": None}
        yield _named({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 15}})
        yield _named({"type": "message_stop"})

    def broken(self) -> bytes:
        """Return a delta that was cut before its end."""
        return b'event: content_block_delta\ndata: {"type": "content_block_delta", "del\n\n'

    def error(self, message: str) -> bytes:
        """Return the event `error`."""
        return _named(self._told("overloaded_error", message))

    def error_body(self, status: int, message: str) -> dict[str, Any]:
        """Return an error with its type."""
        kinds = {
            401: "authentication_error",
            403: "permission_error",
            404: "not_found_error",
            429: "rate_limit_error",
            529: "overloaded_error",
        }
        other = "api_error" if status >= 500 else "invalid_request_error"
        return self._told(kinds.get(status, other), message) | {"request_id": "req_1"}

    def _told(self, kind: str, message: str) -> dict[str, Any]:
        return {"type": "error", "error": {"type": kind, "message": message}}


class Ollama(_Bearer):
    """Ollama's own protocol: a JSON object a line; the last says `done` and why."""

    path, base = "/api/chat", ""
    content_type = "application/x-ndjson"

    def opening(self, model: str) -> Iterator[bytes]:
        """Yield nothing: the first line has text."""
        yield from ()

    def piece(self, model: str, text: str) -> bytes:
        """Return a line with content."""
        return self._line(model, text, done=False)

    def ending(self, model: str, end: End) -> Iterator[bytes]:
        """Yield the line that says that it is done, with its counts."""
        if end is End.MISSING:
            return
        reason = "length" if end is End.LENGTH else "stop"
        counts = {"total_duration": 9, "prompt_eval_count": 25, "eval_count": 15}
        yield self._line(model, "", done=True, done_reason=reason, **counts)

    def broken(self) -> bytes:
        """Return a line that was cut before its end."""
        return b'{"model": "m", "message": {"role": "assis\n'

    def error(self, message: str) -> bytes:
        """Return a line with an error alone."""
        return json.dumps({"error": message}).encode() + b"\n"

    def error_body(self, status: int, message: str) -> dict[str, Any]:
        """Return the message alone."""
        return {"error": message}

    def _line(self, model: str, text: str, **told: Any) -> bytes:
        message = {"role": "assistant", "content": text}
        created = "2025-06-16T09:00:00.000000Z"
        line = {"model": model, "created_at": created, "message": message, **told}
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"


DIALECTS: dict[str, Dialect] = {
    "openai": OpenAI(),
    "anthropic": Anthropic(),
    "ollama": Ollama(),
}


def _bearer(headers: Headers) -> str | None:
    kind, _, key = headers.get("authorization", "").partition(" ")
    return key if kind == "Bearer" else None


def _joined(content: str | list[dict[str, str]]) -> str:
    return content if isinstance(content, str) else "".join(one["text"] for one in content)


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def _named(data: dict[str, Any]) -> bytes:
    return f"event: {data['type']}\n".encode() + _event(data)
