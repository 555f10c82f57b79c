"""Ingest runs in a thread of their own, one after another."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Final, Literal, TypeAlias

from ingest.options import Options
from ingest.pipeline import ingest
from ingest.report import Progress, Report
from vectorstore import LOCAL, CaravanError, Corpus, Embedder, InputError, Result

RECENT = 20
"""How many jobs that have ended are remembered."""

State: TypeAlias = Literal["queued", "running", "done", "stopped", "failed"]

_log = logging.getLogger(__name__)


class Job:
    """One ingest run, to be read from any thread while it waits, runs and after it has ended.

    Its state changes last: once it is `done`, `stopped` or `failed`, all the rest is final. `owner`
    is who asked for it.
    """

    def __init__(
        self,
        number: int,
        inputs: tuple[str, ...],
        options: Options,
        on_finished: Callable[[Job], None] | None = None,
        owner: str = LOCAL,
    ) -> None:
        self.number: Final = number
        self.inputs: Final = inputs
        self.options: Final = options
        self.owner: Final = owner
        self._on_finished = on_finished
        self._stop = threading.Event()
        self._began: float | None = None
        self._seconds = 0.0
        self._embedded = 0
        self._total: int | None = None
        self._results: list[Result] = []
        self._report: Report | None = None
        self._error: BaseException | None = None
        self._state: State = "queued"
        self._ended = threading.Event()

    @property
    def total(self) -> int | None:
        """How many sources there are; None until that is known."""
        return self._total

    @property
    def done(self) -> int:
        """How many sources have their result."""
        return len(self._results)

    @property
    def results(self) -> tuple[Result, ...]:
        """The results so far, in order of completion."""
        return tuple(self._results)

    @property
    def latest(self) -> Result | None:
        """The latest result, once there is one."""
        return self._results[-1] if self._results else None

    @property
    def embedded(self) -> int:
        """How many passages have been embedded so far."""
        return self._embedded

    @property
    def seconds(self) -> float:
        """How long it has been running, or ran."""
        if self._began is None or self.has_ended:
            return self._seconds
        return time.monotonic() - self._began

    @property
    def report(self) -> Report | None:
        """What the run has done, once it has ended and was not broken off by an error."""
        return self._report

    @property
    def error(self) -> BaseException | None:
        """What broke the run off, or what `on_finished` raised after it."""
        return self._error

    @property
    def state(self) -> State:
        """Where the job is. `stopped` has left sources undone, `failed` has an error."""
        return self._state

    @property
    def has_ended(self) -> bool:
        """Tell whether it is neither queued nor running."""
        return self._ended.is_set()

    @property
    def is_called_off(self) -> bool:
        """Tell whether somebody asked this very job to stop: nobody wants the rest of it."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let it finish the articles that it has begun, and leave the rest. What is in stays."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the job has ended, at most `timeout` seconds, and tell whether it has."""
        return self._ended.wait(timeout)

    def _run(self, corpus: Corpus, embedder: Embedder, stop: threading.Event) -> None:
        """Do the run; where it is to stop already, nothing."""

        def is_to_stop() -> bool:
            return stop.is_set() or self._stop.is_set()

        if stop.is_set():
            self._end("stopped")
            return
        self._began = time.monotonic()
        self._state = "running"
        progress = Progress(self._found, self._results.append, self._count, is_to_stop)
        try:
            if not is_to_stop():
                self._report = ingest(corpus, embedder, self.inputs, self.options, progress)
            if self._on_finished is not None:
                self._on_finished(self)
        except CaravanError as error:
            self._error = error
        except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception
            _log.exception("Ingest job %d broke off", self.number)
            self._error = error
        self._seconds = time.monotonic() - self._began
        if self._error is not None:
            self._end("failed")
        else:
            self._end("done" if self._report and not self._report.stopped else "stopped")

    def _found(self, total: int) -> None:
        self._total = total

    def _count(self, passages: int) -> None:
        self._embedded += passages

    def _end(self, state: State) -> None:
        self._state = state
        self._ended.set()


class BackgroundIngest:
    """Ingests into one corpus in a thread of its own, which outlives whoever asked for a run.

    Its methods can be called from any thread. An interpreter that ends calls `stop` first.
    """

    def __init__(self, corpus: Corpus, embedder: Embedder) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._lock = threading.Lock()
        self._number = 0
        self._recent: deque[Job] = deque(maxlen=RECENT)
        self._unfinished: deque[Job] = deque()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._stop = threading.Event()
        # A daemon, as the interpreter waits for any other thread before it calls `stop`.
        self._thread = threading.Thread(target=self._work, name="caravan-ingest", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def submit(
        self,
        inputs: Sequence[str],
        on_finished: Callable[[Job], None] | None = None,
        options: Options | None = None,
        owner: str = LOCAL,
    ) -> Job:
        """Queue an ingest run over `inputs`: files, folders and addresses; return its job.

        `on_finished` gets the job in the ingest's thread and before it has ended, also one that was
        stopped: with its report, unless it was called off before it began. Raises InputError after
        `stop`.
        """
        with self._lock:
            if self._stop.is_set():
                raise InputError(
                    "Nothing more is ingested: Caravan is stopping.",
                    "Start it again, then add the articles.",
                )
            self._number += 1
            job = Job(self._number, tuple(inputs), options or Options(), on_finished, owner)
            self._unfinished.append(job)
            self._queue.put(job)
        return job

    def jobs(self) -> list[Job]:
        """Return the jobs that have not ended and up to `RECENT` that have, newest last."""
        with self._lock:
            return [*self._recent, *self._unfinished]

    def stop(self) -> None:
        """Let the run in hand finish the articles that it has begun, wait for it, drop the rest.

        What was done is kept. Within `on_finished` it asks, and does not wait.
        """
        with self._lock:
            self._stop.set()
            self._queue.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()
        atexit.unregister(self.stop)

    def _work(self) -> None:
        for job in iter(self._queue.get, None):
            job._run(self._corpus, self._embedder, self._stop)
            with self._lock:
                self._recent.append(self._unfinished.popleft())
