"""Kill an ingest at random moments: what does the next run find, and how much is done again?

    python -m benchmarks.resume --kills 50

One mixed folder (text, Markdown, web pages, PDF, Word, e-mail, tables, feeds, archives) is ingested
undisturbed, which gives the documents to expect. Then, each time into a fresh home, a run is killed
by SIGKILL at a moment drawn evenly from its usual duration, and one more run goes through. After it
the corpus must be whole and hold exactly the documents expected; and what both runs embedded
together, beyond what an undisturbed run embeds, is what the kill has cost. Status 1 where a
document is lost or doubled, or where more than a tenth of the work is done again.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.command import environment, parser
from benchmarks.figures import machine, median
from benchmarks.mixed import write_mixed_folder
from ingest import ingest
from vectorstore import CachedEmbedder, Corpus, StoreSettings, catalogue, load_embedder, verify
from vectorstore.embedding.base import Vectors

MOST_AGAIN = 0.1
"""Share of an undisturbed run's work that may be done again."""

_STEP = 24
"""How many passages are embedded between two notes: what a kill costs may be part of a batch."""


class CountingEmbedder(CachedEmbedder):
    """The default embedder, which notes in a file how many passages it has embedded."""

    note: Path

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = []
        for start in range(0, len(texts), _STEP):
            vectors.append(super().encode_documents(texts[start : start + _STEP]))
            with self.note.open("a", encoding="utf-8") as file:
                file.write(f"{len(vectors[-1])}\n")
        return np.concatenate(vectors) if vectors else super().encode_documents(texts)


def main() -> int:
    """Kill, go on, check, and print."""
    options = _options()
    if options.worker:
        _work(*map(Path, options.worker))
        return 0
    print(machine())
    drawn = Random(options.seed)
    with TemporaryDirectory(prefix="caravan-resume-") as made:
        place = Path(made)
        folder = place / "articles"
        write_mixed_folder(folder, options.files, options.seed)
        seconds = _run(place / "first", folder, place / "first.txt")
        seconds = min(seconds, _run(place / "whole", folder, place / "whole.txt"))
        expected, work = _documents(place / "whole"), _embedded(place / "whole.txt")
        print(
            f"undisturbed: {len(expected)} documents, {work} passages, {seconds:.1f} s with "
            "the start\n"
        )
        problems: list[str] = []
        again: list[float] = []
        for number in range(1, options.kills + 1):
            home, note = place / f"home-{number}", place / f"{number}.txt"
            moment = drawn.uniform(0, seconds)
            killed = _run(home, folder, note, moment)
            before = _embedded(note)
            _run(home, folder, note)
            again.append((_embedded(note) - work) / work)
            found = _problems(home, expected)
            problems += [f"kill {number}: {one}" for one in found]
            print(
                f"{number:3}  killed at {killed:5.1f} s, {before:5} passages embedded; "
                f"done again {again[-1]:6.1%}; {'whole' if not found else 'NOT WHOLE'}",
                flush=True,
            )
    return _report(again, problems)


def _options() -> argparse.Namespace:
    options = parser("resume", __doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--files", type=int, default=200, help="in the folder (default 200)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--worker", nargs=3, metavar="PATH", help=argparse.SUPPRESS)
    return options.parse_args()


def _work(home: Path, folder: Path, note: Path) -> None:
    """Ingest a folder, as the process that is killed."""
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    embedder = CountingEmbedder(load_embedder())
    embedder.note = note
    report = ingest(corpus, embedder, [str(folder)])
    corpus.close()
    if report.failures:
        raise SystemExit(f"not ingested: {report.failures[0]}")


def _run(home: Path, folder: Path, note: Path, moment: float | None = None) -> float:
    """Let a run go through, or kill it after `moment` seconds. Return how long it went."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.resume", "--worker", home, folder, note]
    process = subprocess.Popen(list(map(str, command)), env=environment(home))
    try:
        status = process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        status = process.wait() and 0
    if status:
        raise SystemExit(f"a run ended with status {status}")
    return time.perf_counter() - started


def _embedded(note: Path) -> int:
    return sum(map(int, note.read_text(encoding="utf-8").split())) if note.exists() else 0


def _documents(home: Path) -> set[tuple[str, tuple[str, ...], int]]:
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    corpus.close()
    found = {(one.ref.version, one.sources, one.passages) for one in listed}
    if len(found) != len(listed):
        raise SystemExit("the undisturbed run doubled a document")
    return found


def _problems(home: Path, expected: set[tuple[str, tuple[str, ...], int]]) -> list[str]:
    corpus = Corpus.open(StoreSettings(home=home))
    told = list(verify(corpus).problems)
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    corpus.close()
    found = [(one.ref.version, one.sources, one.passages) for one in listed]
    if lost := expected - set(found):
        told.append(f"{len(lost)} documents are missing")
    if strange := set(found) - expected:
        told.append(f"{len(strange)} documents are not expected")
    if len(found) != len(set(found)):
        told.append(f"{len(found) - len(set(found))} documents are there twice")
    return told


def _report(again: Sequence[float], problems: Sequence[str]) -> int:
    for problem in problems:
        print(f"- {problem}")
    print(
        f"\n{len(again)} kills: {len(problems)} problems; work done again: median "
        f"{median(again):.1%}, most {max(again):.1%} (target <= {MOST_AGAIN:.0%})"
    )
    return 1 if problems or max(again) > MOST_AGAIN else 0


if __name__ == "__main__":
    raise SystemExit(main())
