"""Several processes on one corpus: nothing breaks, and nothing that is read is stale."""

from __future__ import annotations

import gc
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pytest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from tests.vectorstore import workers
from tests.vectorstore.conftest import PROCESSES, Library
from vectorstore import Corpus, StoreSettings, verify

READERS = 3
ANSWERS = 150
WRITES = 20


class Histories:
    """What the writer says of each article: the editions begun, and the last one done.

    An edition is announced before it is written, so one that a reader has seen is already in the
    writer's pipe when the reader's answer arrives.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._begun = {number: [workers.FIRST_EDITION] for number in range(workers.FILES)}
        self._done = dict.fromkeys(range(workers.FILES), 0)
        self.writes = 0

    def done(self, number: int) -> int:
        """Return the place in the article's history that every later reader must have reached."""
        self._hear()
        return self._done[number]

    def allowed(self, number: int, since: int) -> list[int]:
        """Return the editions that a reader may have seen, asked when `since` was done."""
        self._hear()
        return self._begun[number][since:]

    def _hear(self) -> None:
        while self._pipe.poll():
            event, number, edition = self._pipe.recv()
            if event == "begins":
                self._begun[number].append(edition)
            elif event == "done":
                self._done[number] = len(self._begun[number]) - 1
                self.writes += 1
            else:
                pytest.fail(f"the writer {event}: {edition}")


def start(target: Any, *arguments: Any) -> tuple[Any, Connection]:
    """Start a process whose function takes its end of a pipe as the last argument."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=target, args=(*arguments, there), daemon=True)
    process.start()
    there.close()
    return process, here


def ingest_elsewhere(library: Library) -> None:
    """Ingest the library's folder in another process."""
    arguments = (library.corpus.home, library.folder)
    process = PROCESSES.Process(target=workers.ingest_once, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 0


def test_an_open_reader_sees_what_another_process_wrote(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.visible()
    library.write("b.md", "The llama slept beside an old mill.")
    ingest_elsewhere(library)
    library.check("A zebra crossed the river at dawn.", "The llama slept beside an old mill.")


def test_a_corpus_forgotten_unclosed_leaves_nothing_stale(library: Library) -> None:
    unused = library.corpus
    store = StoreSettings(home=unused.home.parent / "forgotten")
    library.corpus = Corpus.open(store, create=True)
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.visible()
    home, library.corpus = library.corpus.home, unused
    gc.collect()
    library.corpus = Corpus.open(StoreSettings(home=home))
    library.write("b.md", "The llama slept beside an old mill.")
    ingest_elsewhere(library)
    library.check("A zebra crossed the river at dawn.", "The llama slept beside an old mill.")


def test_processes_that_create_one_corpus_at_once(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    workers.write_article(tmp_path / "articles", 1, 1)
    arguments = (tmp_path / "home", tmp_path / "articles")
    processes = [PROCESSES.Process(target=workers.ingest_once, args=arguments) for _ in range(6)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)
    corpus = Corpus.open(StoreSettings(home=tmp_path / "home"))
    health = verify(corpus)
    corpus.close()
    assert (health.problems, health.documents) == ((), 1)


@pytest.mark.slow
def test_readers_beside_a_writer_see_every_finished_write_and_no_half_one(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "articles"
    folder.mkdir()
    for number in range(workers.FILES):
        workers.write_article(folder, number, workers.FIRST_EDITION)
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    ingest(corpus, HashedEmbedder(), [str(folder)])
    corpus.close()

    writer, pipe = start(workers.write_until, home, folder, 20261124)
    readers = [start(workers.read_until, home) for _ in range(READERS)]
    histories = Histories(pipe)
    asked: dict[Connection, tuple[int, int]] = {}
    answers = 0

    def ask(reader: Connection) -> None:
        number = (answers + len(asked)) % workers.FILES
        asked[reader] = (number, histories.done(number))
        reader.send(number)

    for _, reader in readers:
        ask(reader)
    while answers < ANSWERS or histories.writes < WRITES:
        for ready in wait([reader for _, reader in readers]):
            assert isinstance(ready, Connection)
            found, (number, since) = ready.recv(), asked.pop(ready)
            assert found in [
                [] if edition == workers.REMOVED else [edition]
                for edition in histories.allowed(number, since)
            ]
            answers += 1
            ask(ready)

    pipe.send("stop")
    writer.join()
    for process, reader in readers:
        reader.recv()
        reader.send(None)
        process.join()
    assert [process.exitcode for process, _ in [*readers, (writer, pipe)]] == [0] * (READERS + 1)
    assert verify(corpus).problems == ()
    corpus.close()
