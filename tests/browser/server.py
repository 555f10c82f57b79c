"""The app as users start it: `caravan serve` and other commands, in processes of their own."""

from __future__ import annotations

import http.client
import json
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, NoReturn
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "ui.main")
SECONDS_TO_START = 120
SECONDS_TO_STOP = 20
SECONDS_TO_RUN = 120


@dataclass(frozen=True, slots=True)
class Server:
    """A server at `url`, of the corpus in `home`."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    errors: _Lines

    def told(self, text: str) -> str:
        """Wait for a line on stderr that contains `text`, and return it."""
        return self.errors.until(text, time.monotonic() + SECONDS_TO_RUN)

    def interrupt(self) -> int:
        """Send what Ctrl-C sends, wait for the end and return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS_TO_STOP)


def run(home: Path, environment: dict[str, str], *arguments: object) -> Any:
    """Run a command on the corpus in `home` and return the JSON document that it prints."""
    ran = subprocess.run(
        [*COMMAND, "--home", str(home), *map(str, arguments), "--json"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_TO_RUN,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that no page tells, and fail where it does not come."""
    deadline = time.monotonic() + SECONDS_TO_RUN
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        Event().wait(0.1)


@contextmanager
def served(
    home: Path, environment: dict[str, str], port: int = 0, *arguments: str
) -> Iterator[Server]:
    """Serve the corpus in `home`, on a free port unless one is given.

    At the end the server gets Ctrl-C's signal, unless it has ended before, and must then stop by
    itself with status 0 and without a traceback.
    """
    with subprocess.Popen(
        [*COMMAND, "--home", str(home), "serve", "--port", str(port), "--json", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        out, err = _Lines(process.stdout), _Lines(process.stderr)
        try:
            deadline = time.monotonic() + SECONDS_TO_START
            url = _announced_url(process, out, err, deadline)
            _wait_until_healthy(url, process, err, deadline)
            server = Server(url, home, process, err)
            yield server
            if process.poll() is None:
                server.interrupt()
        finally:
            process.kill()
            printed, told = out.rest(), err.rest()
    assert "Traceback" not in told, told
    assert process.returncode == 0, told
    assert printed.strip() == "", "stdout is one JSON document and nothing else"


def _announced_url(
    process: subprocess.Popen[str], out: _Lines, err: _Lines, deadline: float
) -> str:
    """Return the URL in the JSON document that the server prints, over one line or several."""
    read = ""
    while True:
        line = out.next(deadline)
        if line is None:
            _give_up(process, err, f"The server does not say where it is, but: {read!r}")
        read += line
        with suppress(json.JSONDecodeError, KeyError):
            return str(json.loads(read)["url"])


def _wait_until_healthy(
    url: str, process: subprocess.Popen[str], err: _Lines, deadline: float
) -> None:
    while time.monotonic() < deadline:
        if _is_healthy(url):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    _give_up(process, err, f"The server at {url} does not answer.")


def _is_healthy(url: str) -> bool:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _give_up(process: subprocess.Popen[str], err: _Lines, reason: str) -> NoReturn:
    process.kill()
    pytest.fail(f"{reason}\nstderr: {err.rest()}")


class _Lines:
    """The lines of a stream, read by a thread so that whoever writes them is never blocked."""

    def __init__(self, stream: IO[str] | None) -> None:
        assert stream is not None
        self._read: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._passed: list[str] = []
        self._thread = Thread(target=self._drain, args=(stream,), daemon=True)
        self._thread.start()

    def next(self, deadline: float) -> str | None:
        """Return the next line, or None where the stream ends or the time is over."""
        try:
            return self._read.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None

    def until(self, text: str, deadline: float) -> str:
        """Return the next line that contains `text`; those before it are part of the rest."""
        while (line := self.next(deadline)) is not None:
            self._passed.append(line)
            if text in line:
                return line
        pytest.fail(f"Nothing told of {text!r}, but: {self._passed}")

    def rest(self) -> str:
        """Return all that was not asked for, once the stream has ended."""
        self._thread.join()
        return "".join([*self._passed, *iter(lambda: self.next(0.0), None)])

    def _drain(self, stream: IO[str]) -> None:
        for line in stream:
            self._read.put(line)
        self._read.put(None)
