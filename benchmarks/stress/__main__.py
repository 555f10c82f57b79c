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
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.command import parser
from benchmarks.figures import machine, percentile, print_table
from benchmarks.stress.author import write_on
from benchmarks.stress.reader import read_on
from benchmarks.stress.setting import Setting, Tally, documents_by_source
from ingest.reading import read_file
from vectorstore import catalogue, verify
from vectorstore.drafts import text_hash

_SAME = 1e-4
"""Cosine distance below which two vectors are taken to be one."""
_SHOWN = 10
_GRACE = 120.0
"""Seconds that a process may take to start or to end."""


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
    options = parser("stress", __doc__)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--readers", type=int, default=4)
    options.add_argument("--fake", action="store_true", help="hashed words instead of the model")
    options.add_argument("--seed", type=int, default=1)
    return options.parse_args()


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
            target=read_on, args=(setting, number, ear, theirs, stop), daemon=True
        )
        results[name] = (mine, theirs)
        mouths.append(mouth)
        ears.append(ear)
    mine, theirs = context.Pipe(duplex=False)
    processes["writer"] = context.Process(
        target=write_on, args=(setting, mouths, theirs, stop), daemon=True
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


def _check(setting: Setting) -> list[str]:
    """Return what is wrong with the corpus that was left behind."""
    corpus = setting.open_corpus()
    problems = [f"verify: {problem}" for problem in verify(corpus).problems]
    expected = {
        str(path): text_hash(read_file(path, path.read_bytes()).text)
        for path in setting.articles.iterdir()
    }
    with corpus.snapshot() as (connection, index):
        found = {source: one.version for source, one in documents_by_source(connection).items()}
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
