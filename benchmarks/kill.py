"""Kill `caravan ingest` at any moment, again and again: is a document ever lost or doubled?

    python -m benchmarks.kill --rounds 20

Each round starts with a fresh home and a folder of some hundred generated articles (text, Markdown
with front matter, three encodings, subfolders, exact copies). `caravan ingest` is killed with
SIGKILL once or more: at a random moment of its usual duration, or while its journal says that a
write is under way. Between kills files are added, changed, moved and removed. Then one run goes
through, after which `caravan verify` must be content and the documents must be exactly those of the
folder, by sources and by the hashes of their texts. Exit status 1 otherwise.
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.articles import Writer
from benchmarks.command import caravan, environment, parser, run_json
from benchmarks.figures import machine
from ingest.reading import read_file
from vectorstore.drafts import text_hash

_COPIES = 8
_FOLDERS = (".", "summits", "trade/2025")
_MOST_KILLS = 3
_SHOWN = 5
_CLEAN_FIRST = 2


class Folder:
    """A folder of articles that changes."""

    def __init__(self, path: Path, count: int, seed: int) -> None:
        self.path = path
        self._random = Random(seed)
        self._pen = Writer(seed)
        for _ in range(count - _COPIES):
            self._add()
        for number, article in enumerate(self._random.sample(self._articles(), _COPIES)):
            article.with_stem(f"copy-{number}").write_bytes(article.read_bytes())

    def change(self) -> None:
        """Add, rewrite, move and remove some articles."""
        chosen = self._random.sample(self._articles(), 12)
        for article in chosen[:4]:
            article.write_bytes(self._content(article.suffix))
        for article in chosen[4:8]:
            article.rename(article.with_stem(f"moved-{article.stem}"))
        for article in chosen[8:]:
            article.unlink()
        for _ in range(4):
            self._add()

    def expected(self) -> dict[str, set[str]]:
        """Return what the corpus has to hold: the sources of every text, by the text's hash."""
        found: dict[str, set[str]] = {}
        for article in self._articles():
            text = read_file(article, article.read_bytes()).text
            found.setdefault(text_hash(text), set()).add(str(article.resolve()))
        return found

    def _add(self) -> None:
        suffix = self._random.choice((".txt", ".md"))
        folder = self.path / self._random.choice(_FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self._pen.word()}{suffix}").write_bytes(self._content(suffix))

    def _content(self, suffix: str) -> bytes:
        article = self._pen.write(self._random.randint(1, 6))
        if suffix == ".md":
            return article.as_markdown().encode()
        encoding = self._random.choice(("utf-8", "utf-8-sig", "utf-16"))
        return article.as_text().encode(encoding)

    def _articles(self) -> list[Path]:
        return sorted(path for path in self.path.rglob("*") if path.is_file())


def main() -> int:
    """Measure how long an ingest takes, then kill and check, round by round."""
    options = _options()
    print(machine())
    drawn = Random(options.seed)
    failures: list[str] = []
    kills = 0
    with TemporaryDirectory(prefix="caravan-kill-") as made:
        place = Path(made)
        seconds = _usual_seconds(Folder(place / "measured", options.articles, options.seed), place)
        print(f"an undisturbed ingest of {options.articles} articles takes {seconds:.1f} s\n")
        for number in range(1, options.rounds + 1):
            folder = Folder(place / f"articles-{number}", options.articles, drawn.getrandbits(32))
            home = place / f"home-{number}"
            told: list[str] = []
            for kill in range(drawn.choice((1, 1, 2, _MOST_KILLS))):
                if kill:
                    folder.change()
                in_write = drawn.random() < 0.5
                told.append(_killed(home, folder, drawn, seconds, in_write))
            kills += sum(one.startswith("killed") for one in told)
            folder.change()
            problems = _finish(home, folder)
            failures.extend(f"round {number}: {problem}" for problem in problems)
            print(f"{number:3}  {'; '.join(told)}  ->  {'whole' if not problems else 'NOT WHOLE'}")
    for failure in failures:
        print(f"- {failure}")
    whole = len({failure.partition(":")[0] for failure in failures})
    print(f"\n{kills} kills in {options.rounds} rounds: {options.rounds - whole} whole afterwards")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    options = parser("kill", __doc__)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--articles", type=int, default=300, help="in each folder (default 300)")
    options.add_argument("--seed", type=int, default=1)
    return options.parse_args()


def _usual_seconds(folder: Folder, place: Path) -> float:
    seconds = []
    for number in range(_CLEAN_FIRST):
        started = time.perf_counter()
        run_json(place / f"measured-{number}", "ingest", str(folder.path))
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _killed(home: Path, folder: Folder, drawn: Random, usual: float, in_write: bool) -> str:
    """Start an ingest, kill it, and tell when that was and what it had done."""
    arguments = ["ingest", str(folder.path), *(["--prune"] if drawn.random() < 0.5 else [])]
    started = time.perf_counter()
    process = subprocess.Popen(
        caravan(*arguments, "--json"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(home),
        start_new_session=True,
    )
    if in_write:
        _await_write(home, process, drawn)
    else:
        _await_end(process, drawn.uniform(0, usual))
    if process.poll() is not None:
        return f"ended by itself after {time.perf_counter() - started:.1f} s"
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = time.perf_counter() - started
    return f"killed at {after:.1f} s{' in a write' if in_write else ''} with {_state(home)}"


def _await_write(home: Path, process: subprocess.Popen[bytes], drawn: Random) -> None:
    """Return while the first, second or third write is under way."""
    journal = home / "journal.json"
    for _ in range(drawn.randint(1, 3)):
        before = _mark(journal)
        while process.poll() is None and _mark(journal) in (None, before):
            time.sleep(0.001)
    _await_end(process, drawn.uniform(0, 0.3))


def _mark(journal: Path) -> tuple[int, int] | None:
    """Return what tells one journal from the next; None while there is none."""
    try:
        found = journal.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _await_end(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _state(home: Path) -> str:
    """Tell what a killed run has left, without opening the corpus: opening might mend it."""
    catalogue = home / "catalogue.sqlite3"
    try:
        connection = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
        query = "SELECT count(*) FROM documents WHERE removed_at IS NULL"
        documents = connection.execute(query).fetchone()[0]
        connection.close()
    except sqlite3.OperationalError:
        return "no catalogue"
    cut_off = ", a write cut off" if (home / "journal.json").exists() else ""
    return f"{documents} documents{cut_off}"


def _finish(home: Path, folder: Folder) -> list[str]:
    """Let one run go through and return what is wrong then."""
    problems = []
    status, report = run_json(home, "ingest", str(folder.path), "--prune")
    if status != 0:
        problems.append(f"the last ingest ended with status {status}: {report}")
    status, health = run_json(home, "verify")
    if status != 0 or not health.get("ok"):
        problems.append(f"verify ended with status {status}: {health}")
    _, listed = run_json(home, "documents")
    found = [(one["version"], frozenset(one["sources"])) for one in listed["documents"]]
    expected = [(version, frozenset(sources)) for version, sources in folder.expected().items()]
    problems.extend(_told("missing", set(expected) - set(found)))
    problems.extend(_told("not expected", set(found) - set(expected)))
    if len(found) != len(set(found)):
        problems.append(f"{len(found) - len(set(found))} documents are there twice")
    status, again = run_json(home, "ingest", str(folder.path), "--prune")
    if again["unchanged"] != sum(len(sources) for _, sources in expected):
        problems.append(f"one more ingest still had something to do: {again}")
    return problems


def _told(what: str, documents: Iterable[tuple[str, frozenset[str]]]) -> list[str]:
    listed = [
        f"{version[:12]} from {', '.join(sorted(Path(source).name for source in sources))}"
        for version, sources in documents
    ]
    if not listed:
        return []
    return [f"{len(listed)} documents {what}: {'; '.join(sorted(listed)[:_SHOWN])}"]


if __name__ == "__main__":
    raise SystemExit(main())
