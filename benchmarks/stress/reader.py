"""A process that goes on searching the corpus and judges what it finds."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from random import Random

from benchmarks.stress.setting import Setting, State, Tally, Touched
from vectorstore import HybridSearch

_HITS = 10


class Reader:
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


def read_on(
    setting: Setting, number: int, news: Connection, result: Connection, stop: Event
) -> None:
    reader = Reader(setting, number, news)
    while not stop.is_set():
        try:
            reader.go_on()
        except EOFError:  # the writer has ended
            break
        except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
            reader.tally.errors.append(f"reader {number + 1}: {traceback.format_exc()}")
    reader.close()
    result.send(reader.tally)
