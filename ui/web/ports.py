"""Where the server may listen."""

from __future__ import annotations

import socket

from vectorstore import InputError

LOOPBACK = "127.0.0.1"


def check(port: int) -> None:
    """Raise InputError where this port of the loopback address cannot be listened at."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise InputError(
                f"Port {port} cannot be used: {error.strerror}.",
                "Choose another with --port; 0 takes any free one.",
            ) from error
