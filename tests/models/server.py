"""A server on loopback that answers as a test scripts it, by the protocol that it is asked in."""

from __future__ import annotations

import json
import socket
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.models.dialects import DIALECTS
from tests.models.script import Act, Asked, Refusal, Reply

KEY = "sk-proof-0123456789abcdef"
"""The key that tests set, and look for where it must not stand."""

_BYTES = 23
"""Bytes of the network at a time, so that characters and events are cut in two."""
_LONGEST_WAIT = 60.0


class ModelServer:
    """Listens on a free port of 127.0.0.1 until it is closed.

    The first request gets the first of the `replies`, and so on; where there is none left, the
    response is an error. `heard` is set once it has been asked, `hung_up` once a client has left
    before the end.
    """

    def __init__(self) -> None:
        self.replies: list[Reply | Refusal] = []
        self.asked: list[Asked] = []
        self.heard = threading.Event()
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        self._events: list[threading.Event] = []
        self._turn = threading.Lock()
        self._http = _Listener(("127.0.0.1", 0), _Handler)
        self._http.script = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def event(self) -> threading.Event:
        """Return an event for a script to wait for; closing the server sets it."""
        made = threading.Event()
        self._events.append(made)
        return made

    def settings(self, provider: str, **more: object) -> dict[str, str]:
        """Return the variables of a user who has set this server up as the provider's."""
        given = {"URL": self.url + DIALECTS[provider].base, "KEY": KEY, "TIMEOUT": 5} | more
        named = {f"CARAVAN_MODEL_{name.upper()}": str(value) for name, value in given.items()}
        return {"CARAVAN_MODEL": f"{provider}:proof-1", **named}

    def reply_to(self, asked: Asked) -> Reply | Refusal:
        """Note what was asked, and return what is to be replied."""
        with self._turn:
            self.asked.append(asked)
            number = len(self.asked)
        self.heard.set()
        if number > len(self.replies):
            return Refusal(500, "The test has scripted no such request.")
        return self.replies[number - 1]

    def close(self) -> None:
        """End what is under way, wait for it and free the port."""
        self.closing.set()
        for event in self._events:
            event.set()
        self._http.shutdown()
        self._thread.join()
        self._http.hang_up()
        self._http.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    script: ModelServer

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet of connections that were reset, and of nothing else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        for connection in list(self._open):  # which clients keep for a next request
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    def do_POST(self) -> None:
        script = self.server.script
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        spoken = [one for one in DIALECTS.values() if self.path.partition("?")[0] == one.path]
        if not spoken:
            self.send_error(404)
            return
        asked = Asked(self.path, headers, body, spoken[0])
        reply = script.reply_to(asked)
        try:
            if isinstance(reply, Refusal):
                self._refuse(asked, reply)
            else:
                self._stream(asked, reply)
        except OSError:
            self.close_connection = True
            script.hung_up.set()

    def _refuse(self, asked: Asked, refusal: Refusal) -> None:
        error = json.dumps(asked.dialect.error_body(refusal.status, refusal.message))
        body = (refusal.page or error).encode()
        self.send_response(refusal.status)
        kind = "text/html" if refusal.page else "application/json"
        headers = {"content-type": kind, "content-length": str(len(body))}
        for name, value in {**headers, **refusal.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, asked: Asked, reply: Reply) -> None:
        dialect, script = asked.dialect, self.server.script
        steps = list(reply.steps_for(asked))
        if steps[:1] == [Act.STALL]:  # not even a status
            script.closing.wait(_LONGEST_WAIT)
        self.send_response(200)
        self.send_header("content-type", dialect.content_type)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for line in dialect.opening(asked.model):
            self._send(line)
        for step in steps:
            if isinstance(step, str):
                self._send(dialect.piece(asked.model, step))
            elif isinstance(step, threading.Event):
                step.wait(_LONGEST_WAIT)
            elif not self._act(step, asked):
                return
        for line in dialect.ending(asked.model, reply.end):
            self._send(line)
        self.wfile.write(b"0\r\n\r\n")

    def _act(self, act: Act, asked: Asked) -> bool:
        """Do it; return whether the reply goes on."""
        closing = self.server.script.closing
        match act:
            case Act.GARBAGE:
                self._send(asked.dialect.broken())
                return True
            case Act.ERROR:
                self._send(asked.dialect.error("The model has run out of memory."))
                return True
            case Act.STALL:
                closing.wait(_LONGEST_WAIT)
            case Act.RESET:
                no_wait = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_wait)
            case Act.TRICKLE | Act.ENDLESS:
                pause = 0.02 if act is Act.TRICKLE else 0.0
                while not closing.wait(pause):
                    self._send(asked.dialect.piece(asked.model, "and then "))
        self.close_connection = True
        return False

    def _send(self, line: bytes) -> None:
        for start in range(0, len(line), _BYTES):
            part = line[start : start + _BYTES]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
