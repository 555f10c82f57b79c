"""Memory and time of `caravan ingest` over many documents, against a tenth of them.

    python -m benchmarks.scale

Generated articles of one passage each are ingested by the command, as a user would, once few and
once many, each into a new corpus; then the many are ingested again, unchanged. Memory is that of
the command and all its children, looked at several times a second: pages that they share count once
(PSS, which Linux alone tells). The time of the unchanged run is that of the whole command. It takes
about five minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.articles import Writer, write_folder
from benchmarks.command import caravan, environment, parser
from benchmarks.figures import machine, print_table, verdict
from vectorstore import load_embedder

MOST_MEMORY = 1.3
LEAST_RATE = 2000
_LOOKS_A_SECOND = 5
_HEADINGS = ("", "documents", "seconds", "documents/s", "its own clock", "peak memory, MB")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: what it took, and what it said."""

    documents: int
    seconds: float
    peak: int
    said: dict[str, Any]

    @property
    def rate(self) -> float:
        """Documents per second of the whole command."""
        return self.documents / self.seconds


def main() -> int:
    """Measure and print."""
    options = _options()
    load_embedder(notify=print)  # prepared here, once, if it has never been
    with TemporaryDirectory(prefix="caravan-scale-") as made:
        place = Path(made)
        few = _folder(place / "few", options.documents // 10, options.seed)
        many = _folder(place / "many", options.documents, options.seed)
        runs = {
            "few": _ingest(few, place / "home-few"),
            "many": _ingest(many, place / "home-many"),
            "many again": _ingest(many, place / "home-many"),
        }
    return _report(runs)


def _options() -> argparse.Namespace:
    options = parser("scale", __doc__)
    options.add_argument("--documents", type=int, default=20_000, help="default 20000")
    options.add_argument("--seed", type=int, default=1)
    return options.parse_args()


def _folder(folder: Path, documents: int, seed: int) -> Path:
    writer = Writer(seed)
    write_folder(folder, [writer.write(paragraphs=1) for _ in range(documents)])
    return folder


def _ingest(folder: Path, home: Path) -> Run:
    """Ingest `folder` by the command, watching the memory that it takes.

    Raises RuntimeError where it fails.
    """
    documents = sum(1 for _ in folder.iterdir())
    command = caravan("ingest", str(folder), "--json", "--quiet")
    started = time.perf_counter()
    with (home.parent / "said").open("w+") as said:
        process = subprocess.Popen(command, stdout=said, env=environment(home))
        peak = _peak(process)
        seconds = time.perf_counter() - started
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        raise RuntimeError(f"caravan ingest ended with {process.returncode}: {text}")
    return Run(documents, seconds, peak, json.loads(text))


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Return the most memory, in bytes, that a process and its children take until it ends."""
    most = 0
    while True:
        most = max(most, sum(map(_proportional_set_size, _family(process.pid))))
        try:
            process.wait(1 / _LOOKS_A_SECOND)
            return most
        except subprocess.TimeoutExpired:
            continue


def _family(pid: int) -> Iterator[int]:
    """Yield a process's id and those of all below it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in children.read_text().split():
                yield from _family(int(child))
        except OSError:  # it has ended
            continue


def _proportional_set_size(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _report(runs: dict[str, Run]) -> int:
    print(machine() + "\n")
    print_table(
        _HEADINGS,
        [
            (
                name,
                f"{run.documents:,}",
                f"{run.seconds:.1f}",
                f"{run.rate:,.0f}",
                f"{run.said['seconds']:.1f}",
                f"{run.peak / 2**20:,.0f}",
            )
            for name, run in runs.items()
        ],
    )
    few, many, again = runs.values()
    memory = many.peak / few.peak
    unchanged = again.said["unchanged"] == again.documents
    print()
    print(verdict("Peak memory, many / few:", memory, MOST_MEMORY, at_least=False))
    print(
        verdict("Unchanged documents per second:", again.rate, LEAST_RATE, at_least=True, unit="/s")
    )
    if not unchanged:
        print(f"The second run did not find all unchanged: {again.said}")
    return 0 if memory <= MOST_MEMORY and again.rate >= LEAST_RATE and unchanged else 1


if __name__ == "__main__":
    raise SystemExit(main())
