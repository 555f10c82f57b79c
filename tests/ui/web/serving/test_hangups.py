"""A page that has gone is no error."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.web.serving.hangups import Hangups


def test_a_page_that_goes_while_it_is_sent_to_is_heard_of_when_receiving() -> None:
    told = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}])

    async def receive() -> Message:
        return next(told)

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            raise OSError("the page has gone")

    async def talk(scope: object, receive: object, send: object) -> None:
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        await socket.send_bytes(b"lost")
        with pytest.raises(WebSocketDisconnect) as heard:
            await socket.receive_bytes()
        assert heard.value.code == 1001

    asyncio.run(Hangups(talk)({"type": "websocket"}, receive, send))
