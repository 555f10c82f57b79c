"""How fast a search is, and how much of the exact result its vector index finds.

    python -m benchmarks.search FOLDER

FOLDER is a set as `benchmarks.retrieval` reads it. Its questions are searched over its documents
(the first --records of them, where that is given), with the reranking and without. Then --vectors
vectors, made from those of the passages by jitter, are put into an index of the corpus's own kind,
and what it finds for the questions is compared with an exact search: over all of them, and within
filters that let a hundredth and a ten-thousandth of the documents through.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.evaluation import read_cases
from benchmarks.command import parser
from benchmarks.figures import machine, median, percentile, print_table
from benchmarks.question_sets import QuestionSet, Stored, read_records, stored_set
from vectorstore import Embedder, HybridSearch, SearchSettings, load_cross_encoder, load_embedder
from vectorstore.embedding.base import Vectors, unit
from vectorstore.vectors import OpenIndex, Record, VectorIndex

MOST_WITHOUT, MOST_WITH = 60.0, 250.0
"""Milliseconds that a search may take at the 95th percentile, without the reranking and with it."""

LEAST_RECALL = 0.98
_NEAREST = 10
_HITS = 8
_WARM_UP = 10
_BATCH = 4000
_SHARES = (1, 100, 10_000)


def main() -> int:
    """Measure and print."""
    options = _options()
    embedder = load_embedder(notify=print)
    questions = [case.question for case in read_cases(options.folder / "questions.jsonl")]
    print(machine())
    records = list(read_records(options.folder / "documents.jsonl"))
    one = QuestionSet(options.folder.name, records[: options.records], [])
    with stored_set(one, embedder) as stored:
        met = _speed(stored, embedder, questions)
        passages = np.concatenate(stored.vectors)
    if options.vectors:
        asked = np.stack([embedder.encode_query(question) for question in questions])
        vectors = _jittered(passages, options.vectors, options.jitter)
        met &= _recall(vectors, asked, embedder)
    print("met" if met else "missed")
    return 0 if met else 1


def _options() -> argparse.Namespace:
    options = parser("search", __doc__)
    options.add_argument("folder", type=Path, help="a set")
    options.add_argument("--records", type=int, help="only the first so many documents")
    options.add_argument("--vectors", type=int, default=200_000, help="0 leaves this part out")
    options.add_argument("--jitter", type=float, default=0.5, help="length of what is added")
    return options.parse_args()


def _speed(stored: Stored, embedder: Embedder, questions: Sequence[str]) -> bool:
    """Print how long searches take; the two kinds take turns."""
    searches = {
        "without reranking": HybridSearch(stored.corpus, embedder, SearchSettings(reranked=0)),
        "with it": HybridSearch(stored.corpus, embedder, cross_encoder=load_cross_encoder()),
    }
    seconds: dict[str, list[float]] = {name: [] for name in searches}
    for place, question in enumerate(itertools.chain(questions[:_WARM_UP], questions)):
        for name, search in searches.items():
            started = time.perf_counter()
            search.search(question, _HITS)
            if place >= _WARM_UP:
                seconds[name].append(1000 * (time.perf_counter() - started))
    print()
    print_table(
        (f"ms a search, {stored.passages:,} passages", "median", "p95", "max", "at most"),
        [
            (name, *(f"{percentile(taken, share):.0f}" for share in (50, 95, 100)), f"{most:.0f}")
            for (name, taken), most in zip(seconds.items(), (MOST_WITHOUT, MOST_WITH), strict=True)
        ],
    )
    without, with_it = (percentile(taken, 95) for taken in seconds.values())
    return without < MOST_WITHOUT and with_it < MOST_WITH


def _jittered(vectors: Vectors, count: int, length: float) -> Vectors:
    """Return `count` unit vectors: those given, and copies moved by a random vector of `length`."""
    random = np.random.default_rng(7)
    rows = np.resize(np.arange(len(vectors)), count)
    noise = unit(random.standard_normal((count, vectors.shape[1]), np.float32))
    noise[: len(vectors)] = 0.0
    return unit(vectors[rows] + length * noise)


def _recall(vectors: Vectors, asked: Vectors, embedder: Embedder) -> bool:
    """Print which share of the nearest vectors the index finds, and how fast."""
    documents = np.arange(len(vectors)) // 2
    with TemporaryDirectory(prefix="caravan-search-") as made:
        index = VectorIndex(Path(made) / "chroma", Path(made) / "lock", tuple, timeout=600.0)
        started = time.perf_counter()
        with index.exclusive(), index.writing(embedder.identity) as opened:
            for records in _batches(vectors, documents):
                opened.upsert(records)
        built = time.perf_counter() - started
        with index.reading() as opened:
            rows = [_recall_within(opened, vectors, asked, documents, share) for share in _SHARES]
        index.close()
    print()
    print_table(
        (f"{len(vectors):,} vectors, built in {built:.0f} s", f"recall@{_NEAREST}", "median ms"),
        [(name, f"{recall:.4f}", f"{taken:.1f}") for name, recall, taken in rows],
    )
    return all(recall >= LEAST_RECALL for _, recall, _ in rows)


def _recall_within(
    opened: OpenIndex, vectors: Vectors, asked: Vectors, documents: np.ndarray, share: int
) -> tuple[str, float, float]:
    """Return a name, the recall and the median milliseconds, within one document of `share`."""
    allowed = documents % share == 0
    names = [str(number) for number in np.unique(documents[allowed])]
    where = None if share == 1 else {"document": {"$in": names}}
    found, seconds = [], []
    for one in asked:
        exact = np.where(allowed, vectors @ one, -2.0)
        best = set(np.argpartition(-exact, _NEAREST)[:_NEAREST].tolist())
        started = time.perf_counter()
        hits = opened.nearest(one, _NEAREST, where)
        seconds.append(1000 * (time.perf_counter() - started))
        found.append(len(best & {int(id_) for id_, _ in hits}) / _NEAREST)
    name = "all" if share == 1 else f"within {len(names):,} documents"
    return name, float(np.mean(found)), median(seconds)


def _batches(vectors: Vectors, documents: np.ndarray) -> Iterator[list[Record]]:
    for start in range(0, len(vectors), _BATCH):
        yield [
            Record(str(row), "", vectors[row], {"document": str(documents[row])})
            for row in range(start, min(start + _BATCH, len(vectors)))
        ]


if __name__ == "__main__":
    raise SystemExit(main())
