"""The way to the provider who signs people in, and back to the page where they began."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.web.serving.ports import parts_of
from ui.web.serving.signin_file import CALLBACK

FAILED = ("sign-in", "failed")
"""The parameter of a page's address that tells of a sign-in that came to nothing."""

_LOGIN = "/auth/login"
_COOKIE = "_caravan_page"
_SECONDS = 60 * 60
_LONGEST = 2_000
_USER = "_streamlit_user="


class Callback:
    """ASGI middleware: brings people back to where they were before they signed in.

    Streamlit brings them to the first page, and where signing in fails, leaves them at a blank one
    or says nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path in (_LOGIN, CALLBACK):
            request = Request(scope)
            change = _leave if path == _LOGIN else _come_back

            async def send_changed(message: Message) -> None:
                if message["type"] == "http.response.start":
                    change(request, message)
                await send(message)

            await self._app(scope, receive, send_changed)
        else:
            await self._app(scope, receive, send)


def _leave(request: Request, message: Message) -> None:
    """Remember the page, on the way to the provider."""
    headers = MutableHeaders(scope=message)
    page = _began_at(request)
    if parts_of(headers.get("location", "")).netloc:
        headers.append("set-cookie", _cookie(quote(page, safe=""), _SECONDS))
    else:  # it leads nowhere: the provider is not reached, or the page was an old one
        message["status"] = 302
        headers["location"] = _told_of_failure(page)


def _come_back(request: Request, message: Message) -> None:
    """Turn to the page that was remembered, on the way from the provider."""
    headers = MutableHeaders(scope=message)
    if "location" not in headers:
        return
    page = unquote(request.cookies.get(_COOKIE, ""))
    page = page if _is_own(page) else "/"
    is_answer = {"code", "error"} & request.query_params.keys()  # else it comes from signing out
    is_in = any(cookie.startswith(_USER) for cookie in headers.getlist("set-cookie"))
    headers["location"] = _told_of_failure(page) if is_answer and not is_in else page
    headers.append("set-cookie", _cookie("", 0))


def _began_at(request: Request) -> str:
    """Return path and query of the page that led here."""
    parts = parts_of(request.headers.get("referer", ""))
    if parts.netloc != request.headers.get("host"):
        return "/"
    query = [each for each in parse_qsl(parts.query, keep_blank_values=True) if each != FAILED]
    page = f"{parts.path}?{urlencode(query)}" if query else parts.path
    return page if _is_own(page) else "/"


def _is_own(page: str) -> bool:
    """Tell whether it is a page of this site, and not the address of another."""
    return (
        page.startswith("/")
        and not page.startswith(("//", "/\\"))
        and page.isascii()
        and page.isprintable()
        and len(page) <= _LONGEST
    )


def _told_of_failure(page: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode([FAILED])}"


def _cookie(value: str, seconds: int) -> str:
    return f"{_COOKIE}={value}; Path={CALLBACK}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
