"""Ingest in the background: in order, in view, stopped without a loss, no error swallowed."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ingest import BackgroundIngest, Job, Options, Uploads
from ingest.background import RECENT
from tests.fake_embedder import HashedEmbedder
from vectorstore import (
    Corpus,
    CorpusUnusable,
    HybridSearch,
    InputError,
    ModelMismatch,
    Outcome,
    catalogue,
    ledger,
    verify,
)
from vectorstore.embedding.base import Vectors

SECONDS = 60
"""Far more than any of this takes: a test that waits so long has failed."""

Write = Callable[..., str]


class GatedEmbedder(HashedEmbedder):
    """Waits in every document until the gate is open, and tells that it has come to it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = threading.Event()
        self.gate = threading.Event()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.reached.set()
        assert self.gate.wait(SECONDS)
        return super().count_tokens(texts)


class CallingEmbedder(HashedEmbedder):
    """Calls `act` as it comes to the document that speaks of the ferry."""

    def __init__(self) -> None:
        super().__init__()
        self.act: Callable[[], object] = lambda: None

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if any("ferry" in text for text in texts):
            self.act()
        return super().count_tokens(texts)


class BrokenEmbedder(HashedEmbedder):
    """Raises whatever it is given, once."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.errors = [error]

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self.errors:
            raise self.errors.pop()
        return super()._encode(texts)


Start = Callable[[HashedEmbedder], BackgroundIngest]


@pytest.fixture
def start(corpus: Corpus) -> Iterator[Start]:
    started: list[BackgroundIngest] = []

    def start(embedder: HashedEmbedder) -> BackgroundIngest:
        started.append(BackgroundIngest(corpus, embedder))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: bytes | None = None) -> str:
        path = tmp_path / "notes" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content or f"The {name}\n\nThe {name} of the town is old.".encode())
        return str(path)

    return write


def ended(job: Job) -> Job:
    assert job.wait(SECONDS)
    return job


def outcomes(job: Job) -> dict[str, str]:
    return {Path(result.source).stem: result.outcome.value for result in job.results}


def count(corpus: Corpus) -> int:
    with corpus.database.read() as connection:
        return len(catalogue.list_documents(connection))


def test_a_job_is_done(corpus: Corpus, start: Start, write: Write) -> None:
    finished: list[Job] = []
    inputs = [write("bridge"), write("ferry")]
    job = ended(start(HashedEmbedder()).submit(inputs, finished.append))
    assert (job.number, job.inputs, job.state) == (1, tuple(inputs), "done")
    assert (job.total, job.done, job.error) == (2, 2, None)
    assert outcomes(job) == {"bridge": "added", "ferry": "added"}
    assert job.report is not None
    assert job.report.count(Outcome.ADDED) == len(job.results)
    assert job.latest == job.results[-1]
    assert job.embedded == 2
    assert job.seconds >= job.report.seconds
    assert finished == [job]
    assert verify(corpus).ok


def test_two_jobs_run_one_after_the_other(start: Start, write: Write) -> None:
    embedder = GatedEmbedder()
    background = start(embedder)
    inputs = [write("bridge")]
    first, second = background.submit(inputs), background.submit(inputs)
    inputs.clear()
    assert embedder.reached.wait(SECONDS)
    assert background.jobs() == [first, second]
    assert (first.state, first.total, first.done, first.report) == ("running", 1, 0, None)
    assert (second.state, second.total, second.results) == ("queued", None, ())
    assert not first.wait(0)
    embedder.gate.set()
    assert outcomes(ended(second)) == {"bridge": "unchanged"}
    assert outcomes(first) == {"bridge": "added"}
    assert (first.state, second.state) == ("done", "done")
    assert background.jobs() == [first, second]


def test_the_corpus_is_read_meanwhile(corpus: Corpus, start: Start, write: Write) -> None:
    ended(start(HashedEmbedder()).submit([write("bridge")]))
    embedder = GatedEmbedder()
    job = start(embedder).submit([write("ferry")])
    assert embedder.reached.wait(SECONDS)
    search = HybridSearch(corpus, HashedEmbedder())
    assert [hit.passage.text for hit in search.search("ferry", 9)] == [
        "The bridge of the town is old."
    ]
    embedder.gate.set()
    while not job.wait(0):
        assert search.search("ferry", 9)
    assert search.search("ferry", 1)[0].passage.text == "The ferry of the town is old."


def test_readers_in_many_threads_are_not_disturbed(
    corpus: Corpus, start: Start, write: Write
) -> None:
    background = start(HashedEmbedder())
    ended(background.submit([write("bridge")]))
    problems: list[BaseException] = []
    finished = threading.Event()

    def read() -> None:
        try:
            while not finished.is_set():
                assert HybridSearch(corpus, HashedEmbedder()).search("bridge", 1)
                for job in background.jobs():
                    assert job.done <= (job.total or 0)
        except BaseException as error:
            problems.append(error)
            raise

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(5):
        ended(background.submit([write(f"school {number}")]))
    finished.set()
    for reader in readers:
        reader.join(SECONDS)
    assert problems == []
    assert count(corpus) == 6


def test_stopped_in_the_middle_a_run_keeps_what_it_has_begun(
    corpus: Corpus, start: Start, write: Write
) -> None:
    embedder = CallingEmbedder()
    background = start(embedder)
    finished: list[Job] = []
    inputs = [write(name) for name in ("bridge", "ferry", "school", "tower")]
    submitted = threading.Event()
    embedder.act = lambda: (submitted.wait(SECONDS), background.stop())
    job = background.submit(inputs, finished.append)
    queued = background.submit(inputs, finished.append)
    submitted.set()
    ended(job)  # it has heard of the stop while its second document was in hand
    background.stop()
    assert (job.state, job.total, job.done) == ("stopped", 4, 2)
    assert outcomes(job) == {"bridge": "added", "ferry": "added"}
    assert job.report is not None
    assert job.report.stopped
    assert not job.is_called_off  # the rest is still wanted
    assert finished == [job]
    assert (queued.state, queued.total, queued.results) == ("stopped", None, ())
    assert (queued.report, queued.error) == (None, None)
    assert background.jobs() == [job, queued]
    assert count(corpus) == 2
    with corpus.database.read() as connection:
        assert [run.state for run in ledger.list_runs(connection)] == ["interrupted"]
    rest = ended(start(HashedEmbedder()).submit(inputs))
    assert outcomes(rest) == {
        "bridge": "unchanged",
        "ferry": "unchanged",
        "school": "added",
        "tower": "added",
    }
    assert verify(corpus).ok


def test_a_job_that_is_called_off_keeps_what_it_has_begun_and_costs_no_other(
    corpus: Corpus, start: Start, write: Write
) -> None:
    embedder = CallingEmbedder()
    background = start(embedder)
    submitted = threading.Event()
    embedder.act = lambda: (submitted.wait(SECONDS), job.stop())
    job = background.submit([write(name) for name in ("bridge", "ferry", "school", "tower")])
    other = background.submit([write("tower")])
    submitted.set()
    assert outcomes(ended(job)) == {"bridge": "added", "ferry": "added"}
    assert (job.state, job.is_called_off) == ("stopped", True)
    assert outcomes(ended(other)) == {"tower": "added"}
    assert verify(corpus).ok


def test_a_job_that_is_called_off_before_it_begins_does_nothing_but_tell(
    start: Start, write: Write
) -> None:
    embedder = GatedEmbedder()
    background = start(embedder)
    finished: list[Job] = []
    background.submit([write("bridge")])
    assert embedder.reached.wait(SECONDS)
    job = background.submit([write("ferry")], finished.append)
    job.stop()
    embedder.gate.set()
    assert (ended(job).state, job.report, job.results) == ("stopped", None, ())
    assert finished == [job]


def test_a_job_has_options_of_its_own(corpus: Corpus, start: Start, write: Write) -> None:
    background = start(HashedEmbedder())
    ended(background.submit([write("bad", b"\0"), write("bridge")]))
    write("bad", b"The ferry\n\nThe ferry is old.")
    job = ended(background.submit([], options=Options(retry=True), owner="ana"))
    assert outcomes(job) == {"bad": "added"}
    assert job.owner == "ana"
    assert count(corpus) == 2


def test_stop_is_final_and_ends_the_thread(corpus: Corpus, write: Write) -> None:
    def running() -> list[str]:
        return [one.name for one in threading.enumerate() if one.name == "caravan-ingest"]

    background = BackgroundIngest(corpus, HashedEmbedder())
    assert running() == ["caravan-ingest"]
    background.stop()
    background.stop()
    assert running() == []
    with pytest.raises(InputError, match="stopping") as caught:
        background.submit([write("bridge")])
    assert caught.value.hint
    assert background.jobs() == []


def test_on_finished_may_stop_it(start: Start, write: Write) -> None:
    background = start(HashedEmbedder())
    submitted = threading.Event()

    def stop(_: Job) -> None:
        assert submitted.wait(SECONDS)
        background.stop()

    first = background.submit([write("bridge")], stop)
    second = background.submit([write("ferry")])
    submitted.set()
    assert ended(second).state == "stopped"
    assert first.state == "done"


def test_a_corpus_that_refuses_fails_the_job_and_no_later_one(
    corpus: Corpus, start: Start, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    ended(start(HashedEmbedder()).submit([write("bridge")]))
    background = start(HashedEmbedder("other-words", 32))
    finished: list[Job] = []
    job = ended(background.submit([write("ferry")], finished.append))
    assert (job.state, job.total, job.results, job.report) == ("failed", None, (), None)
    assert isinstance(job.error, ModelMismatch)
    assert "caravan reindex" in job.error.hint
    assert finished == []
    assert caplog.records == []
    assert ended(background.submit([write("ferry")])).state == "failed"
    assert count(corpus) == 1


class Panic(BaseException):
    """As the Rust libraries' own."""


@pytest.mark.parametrize("error", [ValueError("no such word"), Panic("no such word")])
def test_an_unexpected_error_is_logged_and_kept(
    error: BaseException, start: Start, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    background = start(BrokenEmbedder(error))
    job = ended(background.submit([write("bridge"), write("bad", b"\0")]))
    assert job.state == "failed"
    assert job.error is error
    assert (job.total, outcomes(job)) == (2, {"bad": "failed"})
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "Traceback" in caplog.text
    assert "no such word" in caplog.text
    assert outcomes(ended(background.submit([write("bridge")]))) == {"bridge": "added"}


def test_an_error_of_on_finished_fails_the_job_and_keeps_its_report(
    corpus: Corpus, start: Start, write: Write
) -> None:
    error = CorpusUnusable("The disk is full.")

    def fail(_: Job) -> None:
        raise error

    job = ended(start(HashedEmbedder()).submit([write("bridge")], fail))
    assert (job.state, job.error) == ("failed", error)
    assert job.report is not None
    assert job.report.count(Outcome.ADDED) == count(corpus) == 1


def test_a_bad_upload_among_good_ones_is_discarded(corpus: Corpus, start: Start) -> None:
    uploads = Uploads(corpus.home / "uploads")
    kept = [
        uploads.keep("bridge.txt", b"The bridge\n\nThe bridge is old."),
        uploads.keep("bad.txt", b"\0"),
        uploads.keep("ferry.txt", b"The ferry\n\nThe ferry is old."),
    ]

    def discard(job: Job) -> None:
        assert job.report is not None
        for failure in job.report.failures:
            uploads.discard(Path(failure.source))

    job = ended(start(HashedEmbedder()).submit([str(path) for path in kept], discard))
    assert job.state == "done"
    assert outcomes(job) == {"bridge": "added", "bad": "failed", "ferry": "added"}
    assert [path.exists() for path in kept] == [True, False, True]
    assert uploads.left_over(corpus) == []


def test_a_mended_upload_outlives_the_failure_of_the_bad_one(corpus: Corpus, start: Start) -> None:
    uploads = Uploads(corpus.home / "uploads")
    background = start(HashedEmbedder())
    path = uploads.keep("bridge.txt", b"\0")

    def discard(job: Job) -> None:
        assert job.report is not None
        if job.report.failures:
            uploads.keep("bridge.txt", b"The bridge\n\nThe bridge is old.")
            uploads.discard(path)

    ended(background.submit([str(path)], discard))
    assert outcomes(ended(background.submit([str(path)], discard))) == {"bridge": "added"}


def test_jobs_that_have_ended_are_forgotten_in_the_end(start: Start) -> None:
    background = start(HashedEmbedder())
    jobs = [background.submit(["missing.txt"]) for _ in range(RECENT + 3)]
    background.stop()
    assert background.jobs() == jobs[3:]
    assert [job.number for job in jobs] == list(range(1, RECENT + 4))


_PROGRAM = """
import sys
from pathlib import Path
from ingest import BackgroundIngest
from tests.ingest.test_background import GatedEmbedder
from vectorstore import Corpus, StoreSettings

home, first, *inputs = sys.argv[1:]
corpus = Corpus.open(StoreSettings(home=Path(home)), create=True)
embedder = GatedEmbedder()
background = BackgroundIngest(corpus, embedder)
embedder.gate.set()
assert background.submit([first]).wait(60)
embedder.gate.clear()
embedder.reached.clear()
background.submit(inputs)
assert embedder.reached.wait(60)
embedder.gate.set()
"""


def test_an_interpreter_that_ends_stops_it(corpus: Corpus, write: Write) -> None:
    inputs = [write(f"school {number:04}") for number in range(400)]
    subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROGRAM, str(corpus.home), *inputs],
        check=True,
        timeout=SECONDS,
        cwd=Path(__file__).parents[2],
    )
    with corpus.database.read() as connection:
        second, first = ledger.list_runs(connection)
    assert (first.state, second.state) == ("done", "interrupted")
    assert 0 < second.outcomes["added"] == count(corpus) - 1 < len(inputs) - 1
    assert verify(corpus).ok
