"""What stands before the pages: who may ask, and what a browser is allowed to do with an answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.web.serving import ports
from ui.web.serving.site import Site

# The app's own code comes in one piece with it, partly inline; beyond it, nothing may be loaded,
# and no other page may show this one in a frame of its own.
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class Guard:
    """ASGI middleware: refuses what pages of other sites send, and keeps the browser to this one.

    A name that is not the site's own is one that another site has made point here (DNS rebinding).
    Another program's page on this machine is another site too: it differs by its port. A proxy
    before the app has to hand on the name that the browser asked for.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._is_encrypted = site.sign_in is not None and site.sign_in.is_encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_known(headers.get("host", "")):
            await _refuse(scope, send, 400, "The app is not reached by this name: --allow-host.")
        elif _is_foreign(headers):
            await _refuse(scope, send, 403, "This request comes from another site.")
        else:
            await self._app(scope, receive, self._with_policy(send))

    def _is_known(self, host: str) -> bool:
        parts = ports.parts_of(f"//{host}")
        name = ports.in_url(parts.hostname or "")
        if parts.netloc != host or parts.username is not None:
            return False
        return name in self._site.hosts or (
            self._site.is_by_any_address and ports.is_address(name.strip("[]"))
        )

    def _with_policy(self, send: Send) -> Send:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = _POLICY
                # Our own pages alone may know each other's addresses: see `Callback`.
                headers["referrer-policy"] = "same-origin"
                headers["x-content-type-options"] = "nosniff"
                if self._is_encrypted:
                    _encrypt_cookies(message)
            await send(message)

        return with_policy


def _is_foreign(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is not None and ports.parts_of(origin).netloc != headers.get("host")


def _encrypt_cookies(message: Message) -> None:
    """Have browsers send cookies by TLS alone: Streamlit leaves that open."""
    message["headers"] = [
        (name, value + b"; Secure" if name.lower() == b"set-cookie" else value)
        for name, value in message["headers"]
    ]


async def _refuse(scope: Scope, send: Send, status: int, reason: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": reason.encode()})
