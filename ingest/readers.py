"""Processes that read files, so that a hostile one can neither hang nor end the work."""

from __future__ import annotations

import multiprocessing
import multiprocessing.util  # its hook ends daemons, after those that are registered later
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from queue import Empty, LifoQueue

from ingest.formats import File, format_of
from ingest.given import Given
from ingest.reading import Part
from ingest.settings import IngestSettings
from ingest.threads import in_thread
from ingest.worker import OUT_OF_MEMORY, read_safely, serve, too_large_for
from vectorstore import SourceError

_PLAIN = ("text", "markdown")
_SHORT = 128 * 1024
"""Bytes of plain text that are read at once: a process of its own would take longer to start."""
_MOST_JOBS = 8


def usual_jobs() -> int:
    """Return how many processes read files unless somebody says otherwise."""
    return max(1, min(_MOST_JOBS, (os.cpu_count() or 2) - 1))


@cache
def readers(jobs: int) -> Readers:
    """Return this process's readers: they are kept for the next run, since they start slowly."""
    return Readers(jobs)


class Readers:
    """Reads files in up to `jobs` processes, which are started when they are first needed.

    A process that takes longer or more than the settings allow is ended, and the next file gets a
    new one.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._free = threading.Semaphore(jobs)
        self._idle: LifoQueue[_Process] = LifoQueue()
        self._alive: set[_Process] = set()
        self._lock = threading.Lock()

    def submit(self, file: File, given: Given) -> Future[list[Part]]:
        """Have a file read. The future raises SourceError where it cannot be."""
        form = format_of(file.name, file.content)
        if form is not None and form.module in _PLAIN and len(file.content) <= _SHORT:
            return _done(read_safely(file, given))
        return in_thread(self._read, file, given)

    def close(self) -> None:
        """End the processes. What is being read is given up."""
        with self._lock:
            alive, self._alive = self._alive, set()
            while not self._idle.empty():
                self._idle.get_nowait()
        for process in alive:
            process.end()

    def _read(self, file: File, given: Given) -> list[Part]:
        with self._free:
            process = self._process(file.settings)
            try:
                parts = process.read(file, given)
            except BaseException:
                with self._lock:
                    self._alive.discard(process)
                process.end()
                raise
            self._idle.put(process)
        if isinstance(parts, SourceError):
            raise parts
        return parts

    def _process(self, settings: IngestSettings) -> _Process:
        try:
            return self._idle.get_nowait()
        except Empty:
            process = _Process(settings)
            with self._lock:
                self._alive.add(process)
            return process


class _Process:
    """One process that reads one file at a time."""

    def __init__(self, settings: IngestSettings) -> None:
        # Neither forked, since this process has threads, nor from a server that outlives it.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, settings), name="caravan-reader", daemon=True
        )
        with _interrupts_kept_off():
            self._process.start()
        theirs.close()

    def read(self, file: File, given: Given) -> list[Part] | SourceError:
        """Return the parts of a file, or what it says instead.

        Raises SourceError, after which the process is of no more use, where it takes too long or
        is ended by the system.
        """
        try:
            self._connection.send((file, given))
            if not self._connection.poll(file.settings.seconds):
                raise SourceError(
                    f"Reading it took longer than {file.settings.seconds:g} seconds",
                    "Split it, or raise CARAVAN_INGEST_SECONDS.",
                )
            told: list[Part] | SourceError = self._connection.recv()
        except (EOFError, OSError) as error:
            self._process.join()
            if self._process.exitcode == OUT_OF_MEMORY:
                raise too_large_for(file.settings) from error
            raise SourceError(
                "Reading it broke off: it brought the process that reads files to an end",
                "It may be damaged: open it, save it anew, or save its text as .txt.",
            ) from error
        return told

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._connection.close()


@contextmanager
def _interrupts_kept_off() -> Iterator[None]:
    """Let a process that starts inherit that Ctrl-C is not for it, before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _done(told: list[Part] | SourceError) -> Future[list[Part]]:
    future: Future[list[Part]] = Future()
    if isinstance(told, SourceError):
        future.set_exception(told)
    else:
        future.set_result(told)
    return future
