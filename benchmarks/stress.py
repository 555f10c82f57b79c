"""One writer and several readers on one corpus, for minutes: is anything ever stale or lost?

    python -m benchmarks.stress --minutes 10 --readers 4

The writer adds, changes and removes articles through the real ingest pipeline, and announces to the
readers which documents it is about to touch and what has become of them. From the announcement on
each reader must find the new words and no longer the old ones, through HybridSearch and through the
vectors alone, on a corpus that it keeps open. At the end `verify` must be clean, every passage its
own nearest neighbour, and the documents exactly those of the folder. Exit status 1 otherwise.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Connection as SqlConnection

from benchmarks.articles import Article, Writer
from benchmarks.figures import machine, percentile, print_table
from ingest import ingest
from ingest.passages import embedded_text
from ingest.reading import read_file
from vectorstore import (
    Corpus,
    DocumentRef,
    Embedder,
    HybridSearch,
    StoreSettings,
    catalogue,
    load_embedder,
    verify,
)
from vectorstore.changes import text_hash

_FIRST_DOCUMENTS = 30
_MOST_DOCUMENTS = 120
_LONGEST_ARTICLE = 6
_HITS = 10
_SAME = 1e-4
"""Cosine distance below which two vectors are taken to be one."""
_SHOWN = 10
_GRACE = 120.0
"""Seconds that a process may take to start or to end."""


@dataclass(frozen=True, slots=True)
class State:
    """What the writer says of one document: None for `version` means that it is not there.

    `word` occurs in this version of this document alone.
    """

    source: str
    word: str
    version: str | None = None
    document: str = ""
    passage: str = ""
    passage_text: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """The writer is about to change these sources: anything may be found of them."""

    sources: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What one process counted. `failures` are sentences."""

    seconds: list[float] = field(default_factory=list)
    skipped: int = 0
    stale: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What every process needs to know."""

    home: Path
    articles: Path
    fake: bool
    seed: int
    minutes: float

    def open_corpus(self) -> Corpus:
        return Corpus.open(StoreSettings(home=self.home), create=True)

    def load_embedder(self) -> Embedder:
        if self.fake:
            from tests.fake_embedder import HashedEmbedder

            return HashedEmbedder()
        return load_embedder()


def main() -> int:
    """Run the processes, then check what they have left behind."""
    options = _options()
    with TemporaryDirectory(prefix="caravan-stress-") as made:
        place = Path(made)
        setting = Setting(
            place / "home", place / "articles", options.fake, options.seed, options.minutes
        )
        setting.articles.mkdir()
        writes, searches, failures = _run(setting, options.readers)
        failures += _check(setting)
    return _report(writes, searches, failures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stress",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--fake", action="store_true", help="hashed words instead of the model")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _run(setting: Setting, readers: int) -> tuple[Tally, list[Tally], list[str]]:
    """Let them loose and return the writer's tally, the readers', and who did not return one."""
    context = get_context("spawn")
    stop = context.Event()
    processes, results, mouths, ears = {}, {}, [], []
    for number in range(readers):
        ear, mouth = context.Pipe(duplex=False)
        mine, theirs = context.Pipe(duplex=False)
        name = f"reader {number + 1}"
        processes[name] = context.Process(
            target=_read_on, args=(setting, number, ear, theirs, stop), daemon=True
        )
        results[name] = (mine, theirs)
        mouths.append(mouth)
        ears.append(ear)
    mine, theirs = context.Pipe(duplex=False)
    processes["writer"] = context.Process(
        target=_write_on, args=(setting, mouths, theirs, stop), daemon=True
    )
    results["writer"] = (mine, theirs)
    for process in processes.values():
        process.start()
    for end in (*ears, *mouths, *(theirs for _, theirs in results.values())):
        end.close()  # so that a process's death is the end of its pipes
    failures = []
    tallies: dict[str, Tally] = {}
    for name in ("writer", *(name for name in processes if name != "writer")):
        patience = setting.minutes * 60 + _GRACE if name == "writer" else _GRACE
        mine = results[name][0]
        try:
            if not mine.poll(patience):
                raise TimeoutError
            tallies[name] = mine.recv()
        except (EOFError, TimeoutError):
            processes[name].join(1)
            failures.append(f"the {name} did not report (exit status {processes[name].exitcode})")
            tallies[name] = Tally()
        stop.set()
    for process in processes.values():
        process.join(_GRACE)
        process.kill()
    return tallies.pop("writer"), list(tallies.values()), failures


class _Author:
    """The writer: a folder of articles that changes, and the ingest that follows it."""

    def __init__(self, setting: Setting, readers: list[Connection]) -> None:
        self._setting = setting
        self._readers = readers
        self._random = Random(setting.seed)
        self._pen = Writer(setting.seed)
        self._embedder = setting.load_embedder()
        self._corpus = setting.open_corpus()
        self._words: dict[str, str] = {}
        self.tally = Tally()

    def begin(self) -> None:
        """Write the first articles."""
        self._write(added=_FIRST_DOCUMENTS, changed=0, removed=0)

    def go_on(self) -> None:
        """Make one change, of one or more documents."""
        drawn = self._random
        if drawn.random() < 0.1:
            self._take_out_and_restore()
        if drawn.random() < 0.05:
            self._corpus.close()
            self._corpus = self._setting.open_corpus()
        full = len(self._words) >= _MOST_DOCUMENTS
        self._write(
            added=0 if full else drawn.randint(0, 3),
            changed=drawn.randint(0, 3),
            removed=drawn.randint(1, 5) if full else drawn.randint(0, 2),
        )
        time.sleep(drawn.uniform(0, 0.2))

    def close(self) -> None:
        self._corpus.close()

    def _write(self, added: int, changed: int, removed: int) -> None:
        drawn = self._random
        known = drawn.sample(sorted(self._words), min(changed + removed, len(self._words)))
        gone, rewritten = known[:removed], known[removed:]
        new = [str(self._setting.articles / f"{self._pen.word()}.txt") for _ in range(added)]
        self._tell(Touched((*gone, *rewritten, *new)))
        old_words = {source: self._words.pop(source) for source in known}
        for source in gone:
            Path(source).unlink()
        for source in (*rewritten, *new):
            word = self._words[source] = self._pen.word()
            Path(source).write_text(self._article(word).as_text(), encoding="utf-8")
        started = time.perf_counter()
        report = ingest(self._corpus, self._embedder, [str(self._setting.articles)], prune=True)
        self.tally.seconds.append(time.perf_counter() - started)
        for failure in report.failures:
            self.tally.errors.append(f"not ingested: {failure.source}: {failure.reason}")
        for source, word in old_words.items():
            self._tell(State(source, word))
        self._tell_present({source: self._words[source] for source in (*rewritten, *new)})

    def _take_out_and_restore(self) -> None:
        source = self._random.choice(sorted(self._words))
        with self._corpus.database.read() as connection:
            id_ = _documents(connection)[source].id
        self._tell(Touched((source,)))
        self._corpus.remove([id_])
        self._tell(State(source, self._words[source]))
        time.sleep(self._random.uniform(0, 0.5))
        self._tell(Touched((source,)))
        self._corpus.restore([id_])
        self._tell_present({source: self._words[source]})

    def _article(self, word: str) -> Article:
        return self._pen.write(self._random.randint(1, _LONGEST_ARTICLE)).saying(word)

    def _tell_present(self, words: dict[str, str]) -> None:
        with self._corpus.database.read() as connection:
            found = _documents(connection)
            ids = catalogue.searchable_ids(connection)
            passages = catalogue.get_passages(connection, ids)
        by_document = {passage.document.id: passage for passage in passages.values()}
        for source, word in words.items():
            document = found[source]
            passage = by_document[document.id]
            text = embedded_text(document.metadata.title, passage.text)
            self._tell(State(source, word, document.version, document.id, passage.id, text))

    def _tell(self, news: State | Touched) -> None:
        for reader in self._readers:
            reader.send(news)


def _write_on(setting: Setting, readers: list[Connection], result: Connection, stop: Event) -> None:
    author = _Author(setting, readers)
    try:
        author.begin()
        end = time.monotonic() + setting.minutes * 60
        while time.monotonic() < end and not stop.is_set():
            author.go_on()
    except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
        author.tally.errors.append(f"writer: {traceback.format_exc()}")
    author.close()
    result.send(author.tally)


class _Reader:
    """Searches for what it was told of, and judges what it finds."""

    def __init__(self, setting: Setting, number: int, news: Connection) -> None:
        self._setting = setting
        self._news = news
        self._random = Random(1000 * setting.seed + number)
        self._embedder = setting.load_embedder()
        self._corpus = setting.open_corpus()
        self._live: dict[str, State] = {}
        self._dead: dict[str, State] = {}
        self._touched: set[str] = set()
        self.tally = Tally()

    def go_on(self) -> None:
        """Search once."""
        self._hear()
        drawn = self._random
        if drawn.random() < 0.01:
            self._corpus.close()
            self._corpus = self._setting.open_corpus()
        known = list((self._dead if drawn.random() < 0.3 else self._live).values())
        if not known:
            time.sleep(0.05)
            return
        state = drawn.choice(known[-5:] if drawn.random() < 0.5 else known)
        by_vector = state.version is not None and drawn.random() < 0.3
        started = time.perf_counter()
        problems = list(self._by_vector(state) if by_vector else self._by_words(state))
        self.tally.seconds.append(time.perf_counter() - started)
        self._hear()
        if self._still_holds(state):
            self.tally.stale.extend(problems)
        else:
            self.tally.skipped += 1

    def close(self) -> None:
        self._corpus.close()

    def _still_holds(self, state: State) -> bool:
        """Tell whether nothing has been announced of this document since `state`."""
        if state.version is None:
            return self._dead.get(state.word) is state and state.source not in self._touched
        return self._live.get(state.source) is state

    def _by_words(self, state: State) -> Iterator[str]:
        hits = HybridSearch(self._corpus, self._embedder).search(state.word, _HITS)
        seen: dict[str, str] = {}
        for hit in hits:
            document = hit.passage.document
            if seen.setdefault(document.id, document.version) != document.version:
                yield f"two versions of document {document.id} in one answer"
        found = {hit.passage.document.version for hit in hits if state.word in hit.passage.text}
        if state.version is None and found:
            yield f"{state.word} is found, though it is gone from {state.source}"
        if state.version is not None and found != {state.version}:
            yield f"{state.word} of {state.source} is found in {sorted(found) or 'nothing'}"

    def _by_vector(self, state: State) -> Iterator[str]:
        vector = self._embedder.encode_query(state.passage_text)
        with self._corpus.snapshot() as (_, index):
            nearest = [id_ for id_, _ in index.nearest(vector, _HITS)]
        if state.passage not in nearest:
            yield f"the vector of passage {state.passage} of {state.source} is not found"

    def _hear(self) -> None:
        while self._news.poll():
            news = self._news.recv()
            if isinstance(news, Touched):
                self._touched.update(news.sources)
                for source in news.sources:
                    self._live.pop(source, None)
                continue
            self._touched.discard(news.source)
            if news.version is None:
                self._dead[news.word] = news
            else:
                self._dead.pop(news.word, None)
                self._live[news.source] = news


def _read_on(
    setting: Setting, number: int, news: Connection, result: Connection, stop: Event
) -> None:
    reader = _Reader(setting, number, news)
    while not stop.is_set():
        try:
            reader.go_on()
        except EOFError:  # the writer has ended
            break
        except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
            reader.tally.errors.append(f"reader {number + 1}: {traceback.format_exc()}")
    reader.close()
    result.send(reader.tally)


def _documents(connection: SqlConnection) -> dict[str, DocumentRef]:
    """Return the active documents by their sources."""
    return {
        source: one.ref for one in catalogue.list_documents(connection) for source in one.sources
    }


def _check(setting: Setting) -> list[str]:
    """Return what is wrong with the corpus that was left behind."""
    corpus = setting.open_corpus()
    problems = [f"verify: {problem}" for problem in verify(corpus).problems]
    expected = {
        str(path): text_hash(read_file(path, path.read_bytes()).text)
        for path in setting.articles.iterdir()
    }
    with corpus.snapshot() as (connection, index):
        found = {source: one.version for source, one in _documents(connection).items()}
        if found != expected:
            different = dict(found.items() ^ expected.items())
            problems.append(f"{len(different)} documents are not those of the folder")
        ids = catalogue.searchable_ids(connection)
        for id_, vector in catalogue.passage_vectors(connection, ids).items():
            nearest = index.nearest(vector, 1)
            if not nearest or (nearest[0][0] != id_ and nearest[0][1] < 1 - _SAME):
                problems.append(f"passage {id_} is not its own nearest neighbour")
    corpus.close()
    print(f"{len(expected):,} documents with {len(ids):,} passages at the end\n")
    return problems


def _report(writes: Tally, searches: list[Tally], failures: list[str]) -> int:
    everyone = [writes, *searches]
    stale = [problem for tally in everyone for problem in tally.stale]
    errors = [error for tally in everyone for error in tally.errors]
    print(machine())
    print_table(
        ("", "count", "median ms", "p95 ms", "p99 ms", "longest ms"),
        [
            _latencies("writes", writes.seconds),
            _latencies("searches", [second for tally in searches for second in tally.seconds]),
        ],
    )
    skipped = sum(tally.skipped for tally in searches)
    print(f"\n{skipped:,} searches were not judged: their document changed meanwhile.")
    for problem in (*stale[:_SHOWN], *errors[:_SHOWN], *failures[:_SHOWN]):
        print(f"- {problem}")
    whole = "corpus whole" if not failures else f"{len(failures)} problems at the end"
    print(f"stale answers: {len(stale)}; errors: {len(errors)}; {whole}")
    idle = not writes.seconds or not all(tally.seconds for tally in searches)
    return 1 if stale or errors or failures or idle else 0


def _latencies(name: str, seconds: list[float]) -> tuple[str, ...]:
    shares = (percentile(seconds, share) for share in (50, 95, 99, 100))
    return (name, f"{len(seconds):,}", *(f"{1000 * share:.0f}" for share in shares))


if __name__ == "__main__":
    raise SystemExit(main())
