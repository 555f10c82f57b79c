"""The app in a browser: `caravan serve` in a process of its own, and a page in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.command import caravan, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
"""Headless, without a graphics card, and calling nobody."""
_SECONDS_TO_START = 120
_SECONDS_TO_STOP = 20


class BrowserMissing(Exception):
    """There is no browser, or nothing to drive it; the message says how to get it."""


def find_browser() -> str:
    """Return the path of Chromium or Chrome. Raises BrowserMissing."""
    if find_spec("playwright") is None:
        raise BrowserMissing(
            "The package playwright is missing: pip install -c constraints.txt '.[dev]'"
        )
    named = os.environ.get("CARAVAN_BROWSER")
    found = next(filter(None, map(shutil.which, (named,) if named else _BROWSERS)), None)
    if found is None:
        raise BrowserMissing(
            f"CARAVAN_BROWSER names no program: {named}"
            if named
            else f"There is no {' or '.join(_BROWSERS)} on PATH. On Debian: apt-get install "
            "chromium; elsewhere, name a Chromium or Chrome in the variable CARAVAN_BROWSER."
        )
    return found


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the corpus, as users do, and yield the address. At the end it gets Ctrl-C's signal."""
    with (
        TemporaryFile("w+") as said,
        subprocess.Popen(
            caravan("serve", "--port", "0", "--json", "--home", str(home)),
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as server,
    ):
        try:
            yield _address(server, said)
            server.send_signal(signal.SIGINT)
            server.wait(_SECONDS_TO_STOP)
        finally:
            server.kill()


def _address(server: subprocess.Popen[str], said: IO[str]) -> str:
    """Return the address that the server prints, once it answers there."""
    assert server.stdout is not None
    read = ""
    for line in server.stdout:
        read += line
        with suppress(ValueError):
            url = str(json.loads(read)["url"])
            break
    else:
        said.seek(0)
        raise RuntimeError(f"caravan serve did not start: {read}{said.read()}")
    place = urlsplit(url)
    deadline = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            socket.create_connection((place.hostname, place.port), timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return url


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    """Start the browser at this path, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=SWITCHES)
        yield chromium
        chromium.close()


@contextmanager
def open_page(path: str) -> Iterator[Page]:
    """Open a page in the browser at this path."""
    with open_browser(path) as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 800})
