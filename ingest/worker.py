"""What a process does that reads files for another: one after the other, within its limits."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from ingest.formats import File, format_of
from ingest.given import Given
from ingest.reading import Part, read
from ingest.settings import IngestSettings
from vectorstore import SourceError

_GRACE = 10
"""Seconds that whoever asks has beyond the limit to end this process itself."""

OUT_OF_MEMORY = 9
"""The exit status of a process that could not even receive a file."""

_log = logging.getLogger(__name__)


def serve(connection: Connection, settings: IngestSettings) -> None:
    """Answer each file with its parts, or the error that says why it has none, until none comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    _limit_memory(settings.memory_mb)
    while True:
        try:
            file, given = connection.recv()
            with _ended_after(file.settings.seconds + _GRACE):
                told = read_safely(file, given)
            connection.send(told)
        except (EOFError, ConnectionError):  # nobody asks any more
            return
        except MemoryError:  # half of a file is received, and nothing can be after it
            sys.exit(OUT_OF_MEMORY)


def read_safely(file: File, given: Given) -> list[Part] | SourceError:
    """Read one file. Whatever its bytes bring a library to is a SourceError."""
    try:
        return read(file, given)
    except SourceError as error:
        return error
    except MemoryError:
        return too_large_for(file.settings)
    except RecursionError:
        return SourceError("It is nested too deeply", "Save its text as .txt or .md.")
    except Exception:  # noqa: BLE001 - hostile bytes can bring a library to raise anything
        _log.debug("%s could not be read", file.name, exc_info=True)
        form = format_of(file.name, file.content)
        return SourceError(
            f"It could not be read as {form.name}" if form else "It could not be read",
            "It may be damaged: open it, save it anew, or save its text as .txt.",
        )


def too_large_for(settings: IngestSettings) -> SourceError:
    """Return the error of a file that takes more memory than is allowed."""
    return SourceError(
        f"Reading it takes more than {settings.memory_mb:,} MB of memory",
        "Split it, or raise CARAVAN_INGEST_MEMORY_MB.",
    )


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Have the system end this process after some time, should nobody be there to do so."""
    if not hasattr(signal, "setitimer"):  # on Windows
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # on Windows
        return
    limit = megabytes * 2**20
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
