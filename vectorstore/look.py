"""Look into a Chroma folder; run by `probe` as a process of its own.

`python -m vectorstore.look FOLDER` prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

_SAMPLE = 1000
_SAME = 1e-4
"""Cosine distance below which two vectors are taken to be one."""
_MISSED = 0.01
"""Share of the sample that approximate search may miss, as it does among thousands of near twins;
no rebuild would mend that."""


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
    tolerated = len(unreachable) <= _MISSED * len(sample)
    return {"ids": ids, "unreachable": [] if tolerated else unreachable}


def _end_with_parent() -> None:
    os.read(0, 1)  # the pipe is never written to: this returns when its other end is gone
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.write(json.dumps(look(Path(sys.argv[1]))))
