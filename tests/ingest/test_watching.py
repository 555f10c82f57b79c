"""Watching a folder: what changes is read, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from ingest import Options, Progress, Report, watch
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, InputError, Result, catalogue

SECONDS = 60
"""How long a test waits for a change to be seen."""


class Watcher:
    """Watches a folder in a thread of its own and hands on what each run has done."""

    def __init__(self, corpus: Corpus, folder: Path, options: Options) -> None:
        self.told: Queue[tuple[Report, dict[str, str]] | BaseException] = Queue()
        self._stop = threading.Event()
        self._results: list[Result] = []
        self._corpus, self._folder, self._options = corpus, folder, options
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def next(self) -> dict[str, str]:
        """Wait for the next run and return its outcomes."""
        told = self.told.get(timeout=SECONDS)
        if isinstance(told, BaseException):
            raise told
        return told[1]

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()

    def _work(self) -> None:
        progress = Progress(on_done=self._results.append, should_stop=self._stop.is_set)
        try:
            for report in watch(
                self._corpus, HashedEmbedder(), [str(self._folder)], self._options, progress
            ):
                found = {Path(one.source).name: one.outcome.value for one in self._results}
                self._results.clear()
                self.told.put((report, found))
        except BaseException as error:  # noqa: BLE001 - the test in the other thread shows it
            self.told.put(error)


Watching = Callable[..., Watcher]


@pytest.fixture
def watching(corpus: Corpus, folder: Path) -> Iterator[Watching]:
    started: list[Watcher] = []

    def start(options: Options | None = None) -> Watcher:
        started.append(Watcher(corpus, folder, options or Options()))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notes"
    made.mkdir()
    write(made / "bridge.txt")
    return made


def write(path: Path, subject: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"The {subject or path.stem} of the town is old.", "utf-8")


def texts(corpus: Corpus) -> set[str]:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
        return {catalogue.get_document(connection, one.ref.id).text for one in listed}


def test_what_is_new_and_what_changes_is_read(
    corpus: Corpus, folder: Path, watching: Watching
) -> None:
    watcher = watching()
    assert watcher.next() == {"bridge.txt": "added"}
    write(folder / "ferry.txt")
    assert watcher.next() == {"ferry.txt": "added"}
    write(folder / "bridge.txt", "tower")
    assert watcher.next() == {"bridge.txt": "updated"}
    write(folder / "more/school.txt")
    assert watcher.next() == {"school.txt": "added"}
    (folder / "school.txt.yaml").write_text("publisher: nobody")  # beside no such file
    (folder / "bridge.txt.yaml").write_text("publisher: The Lune Post")
    assert watcher.next()["bridge.txt"] == "updated"
    assert texts(corpus) == {
        f"The {subject} of the town is old." for subject in ("tower", "ferry", "school")
    }


def test_what_is_moved_stays_and_what_is_deleted_stays_without_pruning(
    corpus: Corpus, folder: Path, watching: Watching
) -> None:
    watcher = watching()
    watcher.next()
    (folder / "bridge.txt").rename(folder / "crossing.txt")
    assert watcher.next() == {"crossing.txt": "moved"}
    (folder / "crossing.txt").unlink()
    write(folder / "ferry.txt")
    assert watcher.next() == {"ferry.txt": "added"}
    assert len(texts(corpus)) == 2


def test_with_pruning_what_is_deleted_is_taken_out(
    corpus: Corpus, folder: Path, watching: Watching
) -> None:
    write(folder / "ferry.txt")
    watcher = watching(Options(prune=True))
    watcher.next()
    (folder / "ferry.txt").unlink()
    assert watcher.next() == {"ferry.txt": "removed"}
    assert texts(corpus) == {"The bridge of the town is old."}


def test_there_must_be_something_to_watch(corpus: Corpus, tmp_path: Path) -> None:
    for given in ("https://example.org/a.html", str(tmp_path / "nowhere")):
        with pytest.raises(InputError, match="nothing to watch"):
            next(watch(corpus, HashedEmbedder(), [given]))
