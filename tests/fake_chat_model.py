"""A chat model that says what it was told to and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

_PIECE = 7
"""Characters of a piece: sentences, marks and markup are cut through."""


class ScriptedChatModel(BaseChatModel):
    """Implements LangChain's own interface; `asked` holds every prompt it was given.

    Each reply is a text, streamed in pieces, an error that is raised, or a pair of both.
    """

    replies: list[Any]
    ending: dict[str, str] = Field(default_factory=lambda: {"finish_reason": "stop"})
    asked: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.asked.append(messages)
        reply = self.replies[len(self.asked) - 1]
        text, error = reply if isinstance(reply, tuple) else ("", reply)
        if isinstance(error, str):
            text, error = error, None
        for start in range(0, len(text), _PIECE):
            yield ChatGenerationChunk(message=AIMessageChunk(text[start : start + _PIECE]))
        if error is not None:
            raise error
        yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata=self.ending))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.text) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])
