"""The `caravan` command in a process of its own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def parser(name: str, description: str | None) -> argparse.ArgumentParser:
    """Return the parser of the benchmark `name`, whose docstring is its help."""
    return argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def caravan(*arguments: str) -> list[str]:
    """Return the command line of the installed `caravan`, that of this interpreter if any."""
    beside = Path(sys.executable).with_name("caravan")
    command = [str(beside)] if beside.is_file() else [sys.executable, "-m", "ui.main"]
    return [*command, *arguments]


def environment(home: Path) -> dict[str, str]:
    """Return this process's environment with `home` as the corpus's place.

    The cache of the exported model is the user's own, so that it is warm.
    """
    return {**os.environ, "CARAVAN_HOME": str(home), "NO_COLOR": "1"}


def run_json(home: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Run a command with --json and return its exit status and document.

    Raises RuntimeError, with what it said, where it printed no document.
    """
    run = subprocess.run(
        caravan(*arguments, "--json"), capture_output=True, text=True, env=environment(home)
    )
    try:
        document = json.loads(run.stdout)
    except ValueError as error:
        said = f"{run.stdout}\n{run.stderr}".strip()
        raise RuntimeError(f"caravan {' '.join(arguments)} printed no JSON: {said}") from error
    return run.returncode, document
