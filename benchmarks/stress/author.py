"""The process that goes on changing the corpus and tells the readers of it."""

from __future__ import annotations

import time
import traceback
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from benchmarks.articles import Article, Writer
from benchmarks.stress.setting import Setting, State, Tally, Touched, documents_by_source
from ingest import Options, ingest
from ingest.passages import embedded_text
from vectorstore import catalogue

_FIRST_DOCUMENTS = 30
_MOST_DOCUMENTS = 120
_LONGEST_ARTICLE = 6


class Author:
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
        report = ingest(
            self._corpus, self._embedder, [str(self._setting.articles)], Options(prune=True)
        )
        self.tally.seconds.append(time.perf_counter() - started)
        for failure in report.failures:
            self.tally.errors.append(f"not ingested: {failure.source}: {failure.reason}")
        for source, word in old_words.items():
            self._tell(State(source, word))
        self._tell_present({source: self._words[source] for source in (*rewritten, *new)})

    def _take_out_and_restore(self) -> None:
        source = self._random.choice(sorted(self._words))
        with self._corpus.database.read() as connection:
            id_ = documents_by_source(connection)[source].id
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
            found = documents_by_source(connection)
            ids = catalogue.searchable_ids(connection)
            passages = catalogue.get_passages(connection, ids)
        by_document = {passage.document.id: passage for passage in passages.values()}
        for source, word in words.items():
            document = found[source]
            passage = by_document[document.id]
            text = embedded_text(document.metadata.context, passage.text)
            self._tell(State(source, word, document.version, document.id, passage.id, text))

    def _tell(self, news: State | Touched) -> None:
        for reader in self._readers:
            reader.send(news)


def write_on(setting: Setting, readers: list[Connection], result: Connection, stop: Event) -> None:
    author = Author(setting, readers)
    try:
        author.begin()
        end = time.monotonic() + setting.minutes * 60
        while time.monotonic() < end and not stop.is_set():
            author.go_on()
    except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
        author.tally.errors.append(f"writer: {traceback.format_exc()}")
    author.close()
    result.send(author.tally)
