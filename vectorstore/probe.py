"""Look at a Chroma folder from a process of its own, since damage can crash whoever opens it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Probe:
    """What a folder holds: its records' ids, and those of a sample that no search finds."""

    ids: frozenset[str]
    unreachable: tuple[str, ...]


def probe(folder: Path) -> Probe | None:
    """Return what `folder` holds; None where it does not open. The caller holds the lock."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # -P: the current folder may hold articles, and with them a module named like one of Python's.
    command = [sys.executable, "-P", "-m", "vectorstore.look", str(folder)]
    # The probe works under this process's lock, so it must not outlive it: it ends with this pipe.
    leash, held = os.pipe()
    try:
        run = subprocess.run(  # noqa: S603 - this module, by this interpreter
            command, stdin=leash, capture_output=True, timeout=_SECONDS, env=environment, check=True
        )
        found = json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    finally:
        os.close(leash)
        os.close(held)
    return Probe(frozenset(found["ids"]), tuple(found["unreachable"]))


def probe_is_sound(folder: Path) -> bool:
    """Tell whether the index in `folder` opens, answers, and finds what it holds."""
    found = probe(folder)
    return found is not None and not found.unreachable
