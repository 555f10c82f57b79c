"""The vector index: Chroma's folder, opened by one process at a time or by readers alone.

Chroma 1.5 does not survive a writer beside another process that has the folder open, and a client
left open goes stale. So a writer holds an exclusive lock while it opens, writes and closes; readers
hold a shared lock while they open or query, and reopen when the corpus's epoch has moved.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from filelock import ReadWriteLock, Timeout
from pydantic import ValidationError

from vectorstore.embedding.base import ModelIdentity, Vectors
from vectorstore.errors import CorpusBusy, CorpusDamaged, CorpusUnusable
from vectorstore.heap import give_back, share_heaps

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
_RECORDS_A_CALL = 4000
"""Chroma refuses more than 5,461 records in one call."""
_GRAPH = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 100,
    "ef_search": 400,
    "sync_threshold": 100,
}
"""Settings with which no record was lost to its own query after many deletes and upserts.

What Chroma has not written into the graph's files yet, it puts into the graph anew each time that
the folder is opened, and a writer opens it for each batch: so it is to write them after each.
"""

Epoch = tuple[object, ...]
Scalar = str | int | float | bool
_REPAIR = "Run `caravan verify --repair`: it rebuilds the index from the catalogue."


@dataclass(frozen=True, slots=True)
class Record:
    """One passage as Chroma keeps it."""

    id: str
    text: str
    vector: Vectors
    metadata: dict[str, Scalar]


class _Handle:
    """What all indexes on one folder share in this process: Chroma keeps one system a path."""

    def __init__(self) -> None:
        self.thread = threading.RLock()
        self.client: Client | None = None
        self.epoch: Epoch | None = None


_handles: dict[Path, _Handle] = {}  # kept: whoever forgets to close leaves its client to the next
_handles_lock = threading.Lock()


class VectorIndex:
    """Chroma's folder with its lock. `epoch` returns a value that moves with every write."""

    def __init__(
        self,
        folder: Path,
        lock: Path,
        epoch: Callable[[], Epoch],
        timeout: float,
    ) -> None:
        self.folder = folder
        self._lock = ReadWriteLock(lock)  # shared in this process, so the timeout is given later
        self._timeout = timeout
        self._epoch = epoch
        with _handles_lock:
            self._handle = _handles.setdefault(folder.resolve(), _Handle())

    @contextmanager
    def reading(self) -> Iterator[OpenIndex]:
        """Hold the shared lock, with the collection as it now is."""
        with self._handle.thread, self._held(self._lock.read_lock(self._timeout)):
            epoch = self._epoch()
            if self._handle.client is None or self._handle.epoch != epoch:
                self._close()
                self._open()
                self._handle.epoch = epoch
            with self._chroma_errors():
                yield OpenIndex(self._collection())

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold the shared lock alone, for another process to look at the folder."""
        with self._handle.thread, self._held(self._lock.read_lock(self._timeout)):
            yield

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the exclusive lock with the folder closed; `writing` goes inside."""
        with self._handle.thread, self._held(self._lock.write_lock(self._timeout)):
            self._close()
            yield

    @contextmanager
    def writing(self, new_for: ModelIdentity | None = None) -> Iterator[OpenIndex]:
        """Open the collection inside `exclusive` and close it after.

        With `new_for`, the collection is made for that model if there is none yet. Otherwise one
        that is missing is damage, and raises CorpusDamaged: made anew, it would lack what it held.
        """
        with self._chroma_errors():
            # Registered by name, or Chroma warns of a function that it does not know.
            import_module("vectorstore.embedding.chroma")
            self._handle.client = open_client(self.folder)
            try:
                if new_for is not None:
                    _make_collection(self._handle.client, new_for)
                collection = self._collection()
                _bring_up_to_date(collection)
                yield OpenIndex(collection)
            finally:
                self._close()
                give_back()

    def exists(self) -> bool:
        """Tell whether Chroma has ever written here."""
        return (self.folder / "chroma.sqlite3").is_file()

    def erase(self) -> None:
        """Delete the folder. The caller holds the exclusive lock and rebuilds the index."""
        self._close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Close the client that this process has open."""
        with self._handle.thread:
            self._close()

    def _open(self) -> None:
        if not self.exists():
            raise CorpusDamaged(f"The vector index {self.folder} is missing.", _REPAIR)
        with self._chroma_errors():
            self._handle.client = open_client(self.folder)

    def _collection(self) -> Collection:
        client = self._handle.client
        if client is None:
            raise CorpusDamaged(f"The vector index {self.folder} is not open.", _REPAIR)
        return client.get_collection(COLLECTION, embedding_function=None)

    def _close(self) -> None:
        client, self._handle.client, self._handle.epoch = self._handle.client, None, None
        if client is not None:
            client.close()

    @contextmanager
    def _held(self, lock: Any) -> Iterator[None]:
        try:
            lock.__enter__()
        except Timeout as error:
            raise CorpusBusy(
                f"Another process holds the corpus in {self.folder.parent}.",
                "Wait for it to finish, then try again.",
            ) from error
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    @contextmanager
    def _chroma_errors(self) -> Iterator[None]:
        load_chroma()
        from chromadb.errors import ChromaError

        try:
            yield
        except ChromaError as error:
            raise CorpusDamaged(
                f"The vector index {self.folder} cannot be used: {error}.", _REPAIR
            ) from error


class OpenIndex:
    """The open collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def count(self) -> int:
        """Return how many records there are."""
        return self._collection.count()

    def ids(self) -> set[str]:
        """Return the id of every record."""
        return set(self._collection.get(include=[])["ids"])

    def upsert(self, records: Sequence[Record]) -> None:
        """Write `records`, replacing those with the same id."""
        for start in range(0, len(records), _RECORDS_A_CALL):
            chunk = records[start : start + _RECORDS_A_CALL]
            self._collection.upsert(
                ids=[record.id for record in chunk],
                embeddings=np.stack([record.vector for record in chunk]),
                documents=[record.text for record in chunk],
                metadatas=[dict(record.metadata) for record in chunk],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete the records with these ids; unknown ids are passed over."""
        for start in range(0, len(ids), _RECORDS_A_CALL):
            self._collection.delete(ids=list(ids[start : start + _RECORDS_A_CALL]))

    def nearest(
        self, vector: Vectors, count: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Return up to `count` (id, cosine similarity) pairs, nearest first."""
        found = self._collection.query(
            query_embeddings=cast("Any", [vector]),
            n_results=count,
            where=where,
            include=["distances"],
        )
        distances = found["distances"]
        if distances is None:
            return []
        return [
            (id_, 1.0 - distance)
            for id_, distance in zip(found["ids"][0], distances[0], strict=True)
        ]


def _make_collection(client: Client, model: ModelIdentity) -> None:
    from chromadb.errors import NotFoundError

    from vectorstore.embedding.chroma import CaravanEmbeddingFunction

    try:
        client.get_collection(COLLECTION, embedding_function=None)
    except NotFoundError:
        function = CaravanEmbeddingFunction(model.name, model.fingerprint)
        client.create_collection(
            COLLECTION,
            # Chroma's types want a function that embeds images too.
            embedding_function=cast("Any", function),
            configuration={"hnsw": cast("CreateHNSWConfiguration", _GRAPH)},
        )


def _bring_up_to_date(collection: Collection) -> None:
    """Give a collection that an older release made the settings that can still be changed."""
    found = collection.configuration_json.get("hnsw") or {}
    threshold = _GRAPH["sync_threshold"]
    if found.get("sync_threshold") != threshold:
        collection.modify(configuration={"hnsw": {"sync_threshold": cast("int", threshold)}})


def open_client(folder: Path) -> Client:
    """Open Chroma's folder. The caller holds the lock."""
    chromadb = load_chroma()
    # Constructed without its sources: Chroma would take a server's address from the environment or
    # from a .env file in the current folder.
    settings = chromadb.config.Settings.model_construct(anonymized_telemetry=False)
    return cast("Client", chromadb.PersistentClient(str(folder), settings))


def load_chroma() -> ModuleType:
    """Import Chroma, which takes half a second the first time.

    Raises CorpusUnusable where something in the environment keeps it from loading.
    """
    share_heaps()
    try:
        return import_module("chromadb")
    except ValidationError as error:
        names = ", ".join(str(part) for one in error.errors() for part in one["loc"])
        raise CorpusUnusable(
            f"Chroma takes a variable of the environment, or a line of the file .env in the "
            f"current folder, for a setting of its own, and cannot use its value: {names}.",
            "Unset it for this command, or run it from another folder.",
        ) from error
