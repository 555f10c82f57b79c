"""The server that brings the pages: Streamlit's own, with nothing sent anywhere."""

from __future__ import annotations

import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from ui.web import identity
from ui.web.palette import THEME
from ui.web.serving import ports
from ui.web.serving.callback import Callback
from ui.web.serving.guard import Guard
from ui.web.serving.hangups import Hangups
from ui.web.serving.site import Site

_CONFIG: dict[str, Any] = {
    "server.headless": True,
    "server.baseUrlPath": "",
    "server.allowedHosts": [],  # `Guard` knows them
    "server.corsAllowedOrigins": [],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",
    "server.trustedUserHeaders": {},
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
    # Streamlit looks for them where the app is started, and in the user's folder.
    "secrets.files": [],
    **THEME,
}

_log = logging.getLogger(__name__)


def run(
    site: Site,
    upload_mb: int,
    on_ready: Callable[[int], None],
    on_stop: Callable[[], None],
) -> None:
    """Serve the pages until interrupted.

    `upload_mb` is how large a file may be that is uploaded. `on_ready` is given the port once it is
    known, `on_stop` called before the server ends.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        _tell_of_sign_ins()
        on_ready(int(st.get_option("server.port")))
        yield
        on_stop()

    identity.use(site.sign_in)
    app = st.App(
        Path(__file__).with_name("app.py"),
        secrets=site.sign_in.secrets if site.sign_in else None,
        lifespan=lifespan,
        middleware=[Middleware(Guard, site), Middleware(Callback), Middleware(Hangups)],
        on_script_error=_show_surprise,
    )
    config = {
        **_CONFIG,
        "server.address": site.address,
        "server.maxUploadSize": upload_mb,
        "browser.serverAddress": ports.LOOPBACK,
    }
    with _stopped_quietly():
        app.run(config=config if site.port is None else {**config, "server.port": site.port})


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


class _Brief(logging.Filter):
    """Says an error in a line: who keeps the server is to know why nobody can sign in."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return record.levelno >= logging.ERROR
        record.msg = f"{record.getMessage()} {type(error).__name__}: {error}"
        record.args = record.exc_info = None
        return True


def _tell_of_sign_ins() -> None:
    """Let the log tell of sign-ins that fail, which Streamlit takes for mere warnings."""
    log = logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes")
    log.setLevel(logging.WARNING)
    log.addFilter(_Brief())
