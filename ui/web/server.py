"""The server that brings the pages: Streamlit's own, on loopback, with nothing sent anywhere."""

from __future__ import annotations

import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ui.web.guard import Guard
from ui.web.ports import LOOPBACK

_HOSTS = [LOOPBACK, "localhost"]
"""Names under which a browser may reach the server; any other is a page of another site that has
made its own name point here (DNS rebinding)."""

_CONFIG: dict[str, Any] = {
    "server.address": LOOPBACK,
    "server.headless": True,
    "server.baseUrlPath": "",
    "server.allowedHosts": _HOSTS,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",
    "browser.serverAddress": LOOPBACK,
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.light.primaryColor": "#0b6b6b",
    "theme.light.backgroundColor": "#fdfcf9",
    "theme.light.secondaryBackgroundColor": "#f3f0e8",
    "theme.light.textColor": "#1f2426",
    "theme.dark.primaryColor": "#57c0ba",
    "theme.dark.backgroundColor": "#14191b",
    "theme.dark.secondaryBackgroundColor": "#1e2528",
    "theme.dark.textColor": "#e8e6df",
}


_log = logging.getLogger(__name__)


def run(
    port: int | None,
    upload_mb: int,
    on_ready: Callable[[str], None],
    on_stop: Callable[[], None],
) -> None:
    """Serve the pages until interrupted.

    `port` None takes the first free one from Streamlit's default on, 0 any free one. `upload_mb` is
    how large a file may be that is uploaded. `on_ready` is given the address once it is known,
    `on_stop` called before the server ends.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        on_ready(f"http://{LOOPBACK}:{st.get_option('server.port')}")
        yield
        on_stop()

    app = st.App(
        Path(__file__).with_name("app.py"),
        lifespan=lifespan,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS), Middleware(Guard)],
        on_script_error=_show_surprise,
    )
    config = {**_CONFIG, "server.maxUploadSize": upload_mb}
    with _stopped_quietly():
        app.run(config=config if port is None else {**config, "server.port": port})


@contextmanager
def _stopped_quietly() -> Iterator[None]:
    """Let uvicorn stop on Ctrl-C and SIGTERM, and nothing come after.

    Having stopped, it raises the signal once more for whoever listened before: by default, that
    breaks off what is still being put away, with a traceback.
    """
    stops = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: None) for each in stops]
    try:
        yield
    finally:
        for each, handler in zip(stops, before, strict=True):
            signal.signal(each, handler)


def _show_surprise(error: Exception) -> bool:
    """Say that something unexpected happened, without what only the log should hold."""
    _log.error("A page could not be drawn", exc_info=error)
    st.error(
        "Something went wrong that should not have. Nothing that was written before is lost. "
        "Reload the page; the server's log says more.",
        icon=":material/error:",
    )
    return True
