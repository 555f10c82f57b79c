"""Wall time of one `caravan ask`, from nothing to the answer, against `import chromadb` alone.

    python -m benchmarks.ask

Each is a process of its own, in turn, with warm caches, over the sample corpus. Also checked: that
neither `caravan ask` nor `caravan --help` imports PyTorch, from what `python -X importtime` prints.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.command import caravan, environment, parser, run_json
from benchmarks.figures import machine, median, percentile, print_table, verdict

ASK_TARGET = 3.0
HELP_TARGET = 0.5
_QUESTION = "How many agreements were signed at the Astana summit?"
_HEAVY = ("torch", "sentence_transformers")


def main() -> int:
    """Measure and print."""
    options = _options()
    with TemporaryDirectory(prefix="caravan-ask-") as made:
        home = Path(made) / "home"
        run_json(home, "ingest", "--sample")
        ours = {
            f"caravan {options.command}": [options.command, _QUESTION],
            "caravan --help": ["--help"],
        }
        heavy = {name: _heavy_imports(arguments, home) for name, arguments in ours.items()}
        commands = {name: caravan(*arguments) for name, arguments in ours.items()}
        commands["import chromadb"] = [sys.executable, "-c", "import chromadb"]
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for round_ in range(options.rounds + 1):
            for name, command in commands.items():
                took = _timed(command, home)
                if round_ > 0:  # the first warms the caches
                    seconds[name].append(took)
    return _report(seconds, heavy)


def _options() -> argparse.Namespace:
    options = parser("ask", __doc__)
    options.add_argument("--rounds", type=int, default=15, help="of each in turn (default 15)")
    options.add_argument(
        "--command", choices=("ask", "passages"), default="ask", help="what to time (default ask)"
    )
    return options.parse_args()


def _timed(command: list[str], home: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment(home))
    return time.perf_counter() - started


def _heavy_imports(arguments: list[str], home: Path) -> list[str]:
    """Return which heavy libraries `caravan` imports for these arguments."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ui.main", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=environment(home),
    )
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip() for line in lines}
    if "ui.commands.ask" not in imported:
        raise RuntimeError("python -X importtime did not show the imports of the command")
    return [name for name in _HEAVY if name in imported]


def _report(seconds: dict[str, list[float]], heavy: dict[str, list[str]]) -> int:
    *_, peer = seconds
    rows = [
        (
            name,
            f"{1000 * median(took):.0f}",
            f"{1000 * percentile(took, 95):.0f}",
            f"{_ratio(took, seconds[peer]):.2f}",
            ", ".join(heavy.get(name, [])) or "-",
        )
        for name, took in seconds.items()
    ]
    print(machine())
    print(f"{len(seconds[peer])} rounds in turn\n")
    print_table(("", "median ms", "p95 ms", f"x {peer}", "heavy imports"), rows)
    asking, helping, _ = seconds
    ask, help_ = (_ratio(seconds[name], seconds[peer]) for name in (asking, helping))
    print(
        f"\n{verdict(asking, ask, ASK_TARGET, at_least=False)}; "
        f"{verdict(helping, help_, HELP_TARGET, at_least=False)}; "
        f"PyTorch {'imported' if any(heavy.values()) else 'never imported'}"
    )
    return 0 if ask <= ASK_TARGET and help_ <= HELP_TARGET and not any(heavy.values()) else 1


def _ratio(took: list[float], peer: list[float]) -> float:
    return median([a / b for a, b in zip(took, peer, strict=True)])


if __name__ == "__main__":
    raise SystemExit(main())
