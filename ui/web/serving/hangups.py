"""Pages that are gone before all has been sent to them."""

from __future__ import annotations

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Hangups:
    """ASGI middleware: what is sent to a page that has gone is lost, and no error.

    Streamlit hears of it from what it receives. When sending fails first, it takes that for a
    mistake of the page's and fails in turn, with a traceback in the log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_if_there(message: Message) -> None:
            with suppress(OSError):
                await send(message)

        await self._app(scope, receive, send_if_there if scope["type"] == "websocket" else send)
