"""Retrieval over question sets: Caravan against BM25 alone, dense alone and their plain fusion.

    python -m benchmarks.retrieval FOLDER

FOLDER is a set or holds sets as folders. A set is documents.jsonl (id, title, text; if known url,
published or date, publisher, author, language) and questions.jsonl (what `caravan eval` reads;
`relevant` names ids). The questions of benchmarks/questions over the sample corpus are asked too,
unless --sets leaves them out.

Each set is asked in up to three ways: the question as asked; the same rewritten by Caravan from the
questions before it; and as a person rewrote it. The measures are those of ir-measures over
documents, each at the rank of its best passage, and ours is compared on nDCG@10 with the best of
the others by a paired bootstrap.

The others see whole records, title and text, and share no code with Caravan's search but the
encoder: bm25s with English stop words and Snowball stems; exact cosine; reciprocal rank fusion of
the two (k = 60, 1,000 records each). What may serve them better is in the race as well: FTS5's BM25
over Caravan's passages, and the cosine of the best of a record's passages. A record longer than the
encoder reads is cut where it stands alone. A question's `filters` are given to Caravan only; the
others rank without them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answers import Question, Turn
from assistant.evaluation import (
    Case,
    Comparison,
    measure,
    paired_bootstrap,
    rank_documents,
    read_cases,
)
from assistant.retrieval import Retrieval
from assistant.understanding import condense
from benchmarks.baselines import DEPTH, Others, Ranking
from benchmarks.command import parser
from benchmarks.figures import machine, median, percentile, print_table
from benchmarks.question_sets import (
    QuestionSet,
    Record,
    Stored,
    read_records,
    sample_records,
    stored_set,
)
from vectorstore import (
    CachedEmbedder,
    Corpus,
    Embedder,
    Filters,
    HybridSearch,
    load_cross_encoder,
    load_embedder,
)

SAMPLE_QUESTIONS = Path(__file__).parent / "questions" / "sample.jsonl"
OURS = "Caravan"
TARGET = "nDCG@10"
COLUMNS = ("Success@1", "R@5", TARGET, "RR@10")
_WARM_UP = 5

Ask = Callable[[str, tuple[Turn, ...], Filters], list[str]]
"""Ranks the keys of documents for a question, what was asked before it, and limits."""


def ours(corpus: Corpus, embedder: Embedder) -> Ask:
    """Return Caravan's retrieval, as a conversation uses it: the ids of documents, best first."""
    search = HybridSearch(corpus, CachedEmbedder(embedder), cross_encoder=load_cross_encoder())
    retrieval = Retrieval(search)

    def ask(question: str, history: tuple[Turn, ...], filters: Filters) -> list[str]:
        asked = Question(question, history, filters)
        return rank_documents(lambda count: retrieval(asked, count).evidence.hits)

    return ask


@dataclass(frozen=True, slots=True)
class Table:
    """The scores of every contestant on one set, asked in one way."""

    set: str
    way: str
    questions: int
    means: Mapping[str, Mapping[str, float]]
    best: str
    comparison: Comparison
    seconds: list[float]

    @property
    def ratio(self) -> float:
        """Caravan's score as a multiple of the best other's."""
        best = self.means[self.best][TARGET]
        return self.means[OURS][TARGET] / best if best else float("inf")

    @property
    def missed(self) -> list[str]:
        """The contestants that Caravan is not above."""
        mine = self.means[OURS][TARGET]
        return [name for name, one in self.means.items() if name != OURS and one[TARGET] >= mine]

    def as_json(self) -> dict[str, Any]:
        """Return the table as a program reads it."""
        return {
            "set": self.set,
            "way": self.way,
            "questions": self.questions,
            "measures": {name: dict(values) for name, values in self.means.items()},
            "best_other": self.best,
            "ratio": self.ratio,
            "comparison": self.comparison._asdict(),
            "milliseconds": {
                "median": 1000 * median(self.seconds),
                "p95": 1000 * percentile(self.seconds, 95),
            },
            "not_above": self.missed,
        }


def main() -> int:
    """Measure and print."""
    options = _options()
    embedder = load_embedder(notify=_say)
    tables: list[Table] = []
    corpora: list[dict[str, Any]] = []
    if not options.json:
        print(machine())
    for one in _sets(options):
        with stored_set(one, embedder) as stored:
            described = {
                "set": one.name,
                "records": len(one.records),
                "passages": stored.passages,
                "seconds": round(stored.seconds, 1),
            }
            corpora.append(described)
            if not options.json:
                print(
                    f"\n{one.name}: {len(one.records):,} records, {stored.passages:,} passages, "
                    f"stored in {stored.seconds:.0f} s"
                )
            for table in _tables(one, stored, embedder):
                tables.append(table)
                if not options.json:
                    _print(table)
    missed = [f"{t.set}, {t.way}: {', '.join(t.missed)}" for t in tables if t.missed]
    if options.json:
        found = {"machine": machine(), "corpora": corpora, "tables": [t.as_json() for t in tables]}
        print(json.dumps(found, indent=2))
    else:
        print(f"\n{_closing(tables, missed)}")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    options = parser("retrieval", __doc__)
    options.add_argument("folder", type=Path, help="a set, or a folder of sets")
    options.add_argument("--sets", nargs="+", metavar="NAME", help="only these (sample is one)")
    options.add_argument("--limit", type=int, help="only the first so many questions of each")
    options.add_argument("--json", action="store_true", help="print one JSON document")
    return options.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _sets(options: argparse.Namespace) -> Iterator[QuestionSet]:
    """Yield the sets asked for, each read when its turn comes."""
    if not options.folder.is_dir():
        raise SystemExit(f"there is no folder {options.folder}")
    folders = {
        folder.name: folder
        for folder in sorted([options.folder, *options.folder.iterdir()])
        if (folder / "documents.jsonl").is_file() and (folder / "questions.jsonl").is_file()
    }
    unknown = set(options.sets or ()) - {*folders, "sample"}
    if unknown or not folders:
        raise SystemExit(f"no such set in {options.folder}: {', '.join(sorted(unknown)) or 'any'}")
    for name in ("sample", *folders):
        if options.sets and name not in options.sets:
            continue
        if name == "sample":
            records, questions = list(sample_records()), SAMPLE_QUESTIONS
        else:
            records = list(read_records(folders[name] / "documents.jsonl"))
            questions = folders[name] / "questions.jsonl"
        cases = [case for case in read_cases(questions) if case.relevant]
        yield QuestionSet(name, records, cases[: options.limit])


def _tables(one: QuestionSet, stored: Stored, embedder: Embedder) -> Iterator[Table]:
    ask = ours(stored.corpus, embedder)
    others = Others(one.records, stored, embedder)
    relevant = [case.relevant for case in one.cases]
    for way, questions, histories in _ways(one.cases):
        for case in one.cases[:_WARM_UP]:
            ask(case.question, (), case.filters)
        mine, seconds = [], []
        for case, question, history in zip(one.cases, questions, histories, strict=True):
            started = time.perf_counter()
            documents = ask(question, history, case.filters)
            seconds.append(time.perf_counter() - started)
            mine.append([place for id_ in documents for place in stored.records_of[id_]])
        standalone = [condense(q, history) for q, history in zip(questions, histories, strict=True)]
        rankings = others.rank(standalone, lambda found: _mean(found, relevant, one.records))
        scores = {
            name: _scores(found, relevant, one.records)
            for name, found in {**rankings, OURS: mine}.items()
        }
        means = {
            name: {measured: float(np.mean(values)) for measured, values in found.items()}
            for name, found in scores.items()
        }
        best = max(rankings, key=lambda name: means[name][TARGET])
        comparison = paired_bootstrap(scores[OURS][TARGET], scores[best][TARGET])
        yield Table(one.name, way, len(questions), means, best, comparison, seconds)


def _ways(cases: Sequence[Case]) -> Iterator[tuple[str, list[str], list[tuple[Turn, ...]]]]:
    """Yield the ways to ask: a name, the questions, and what was asked before each."""
    asked = [case.question for case in cases]
    alone: list[tuple[Turn, ...]] = [()] * len(cases)
    yield "as asked", asked, alone
    if any(case.history for case in cases):
        yield "with history", asked, [_turns(case.history) for case in cases]
    rewritten = [case.standalone_question or case.question for case in cases]
    if rewritten != asked:
        yield "rewritten by a person", rewritten, alone


def _turns(history: Sequence[str]) -> tuple[Turn, ...]:
    """Return a conversation whose answers are not known."""
    turns: tuple[Turn, ...] = ()
    for question in history:
        turns = (*turns, Turn(condense(question, turns)))
    return turns


def _scores(
    rankings: Sequence[Ranking], relevant: Sequence[Mapping[str, int]], records: Sequence[Record]
) -> dict[str, list[float]]:
    return measure([[records[place].id for place in one[:DEPTH]] for one in rankings], relevant)


def _mean(
    rankings: Sequence[Ranking], relevant: Sequence[Mapping[str, int]], records: Sequence[Record]
) -> float:
    return float(np.mean(_scores(rankings, relevant, records)[TARGET]))


def _print(table: Table) -> None:
    rows = [
        (name, *(f"{means[one]:.3f}" for one in COLUMNS)) for name, means in table.means.items()
    ]
    print()
    print_table((f"{table.set}, {table.way} ({table.questions:,})", *COLUMNS), rows)
    found = table.comparison
    print(
        f"{TARGET}: {table.ratio:.3f} x {table.best}, {found.difference:+.3f} "
        f"(95 % {found.low:+.3f} to {found.high:+.3f}, p = {found.p:.4f}); "
        f"{1000 * median(table.seconds):.0f} ms a question, "
        f"p95 {1000 * percentile(table.seconds, 95):.0f} ms"
    )


def _closing(tables: Sequence[Table], missed: Sequence[str]) -> str:
    if not missed:
        return f"{OURS} is above every other on {TARGET} in all {len(tables)} tables: met"
    return f"{OURS} is not above every other on {TARGET}: missed\n" + "\n".join(
        f"- {one}" for one in missed
    )


if __name__ == "__main__":
    raise SystemExit(main())
