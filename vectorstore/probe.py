"""Look at a Chroma folder from a process of its own, since damage can crash whoever opens it.

`python -m vectorstore.probe FOLDER` prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 600
_SAMPLE = 1000
_SAME = 1e-4
"""Cosine distance below which two vectors are taken to be one."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a folder holds: its records' ids, and those of a sample that no search finds."""

    ids: frozenset[str]
    unreachable: tuple[str, ...]


def probe(folder: Path) -> Probe | None:
    """Return what `folder` holds; None where it does not open. The caller holds the lock."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "vectorstore.probe", str(folder)]
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


def look(folder: Path) -> dict[str, list[str]]:
    """Return a `Probe`'s fields by opening `folder` in this process, which damage may crash."""
    from vectorstore.vectors import COLLECTION, open_client

    if not (folder / "chroma.sqlite3").is_file():
        raise FileNotFoundError(folder)
    client = open_client(folder)
    collection = client.get_collection(COLLECTION, embedding_function=None)
    ids = collection.get(include=[])["ids"]
    sample = ids[:: max(1, len(ids) // _SAMPLE)]
    unreachable: list[str] = []
    if sample:
        stored = collection.get(ids=sample, include=["embeddings"])
        found = collection.query(
            query_embeddings=stored["embeddings"], n_results=1, include=["distances"]
        )
        distances = found["distances"] or []
        unreachable = [
            id_
            for id_, nearest, distance in zip(stored["ids"], found["ids"], distances, strict=True)
            if not nearest or (nearest[0] != id_ and distance[0] > _SAME)
        ]
    client.close()
    return {"ids": ids, "unreachable": unreachable}


def _end_with_parent() -> None:
    os.read(0, 1)  # the pipe is never written to: this returns when its other end is gone
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.write(json.dumps(look(Path(sys.argv[1]))))
