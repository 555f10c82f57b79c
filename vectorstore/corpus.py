"""One corpus: its catalogue and its vector index, kept in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from vectorstore import (
    catalogue,
    changes,
    families,
    ledger,
    records,
    sources,
    staging,
)
from vectorstore.changes import Changes
from vectorstore.database import Database
from vectorstore.documents import Outcome, Result
from vectorstore.drafts import Draft
from vectorstore.embedding.base import ModelIdentity, Vectors
from vectorstore.errors import CorpusDamaged, CorpusMissing, CorpusUnusable, ModelMismatch
from vectorstore.journal import EVERYTHING, Journal
from vectorstore.migrations import HEAD
from vectorstore.probe import probe_is_sound
from vectorstore.remembered import Remembered
from vectorstore.schema import settings
from vectorstore.settings import StoreSettings
from vectorstore.text.spans import Span
from vectorstore.vectors import OpenIndex, VectorIndex

_SIGNED_AT_ONCE = 100
"""Documents of an older release whose signatures are made in one transaction."""

_T = TypeVar("_T")


class Corpus(Remembered):
    """The catalogue, which is the truth, and the vector index, which follows it.

    A write holds the corpus's exclusive lock from its first vector to its last. Within it, vectors
    of new passages go into Chroma, then one SQL transaction makes them current, then the vectors
    that were replaced go. Whoever is killed in between leaves a journal; the next writer finishes.
    """

    def __init__(self, home: Path, lock_timeout: float) -> None:
        self.home = home
        self.database = Database(home / "catalogue.sqlite3")
        self._journal = Journal(home / "journal.json")
        self.index = VectorIndex(
            home / "chroma", home / "corpus.lock", self._epoch, timeout=lock_timeout
        )

    @classmethod
    def open(cls, store: StoreSettings, create: bool = False) -> Corpus:
        """Open the corpus in the configured home, migrating it if an older release made it.

        Raises CorpusMissing where there is none and `create` is False, CorpusUnusable where the
        folder cannot be used or a newer release made it.
        """
        try:
            home = store.home.expanduser()
            existing = next(path for path in (home, *home.parents) if path.exists())
            if not existing.is_dir():
                raise _unusable(home, f"{existing} is a file")
            if not create and not (home / "catalogue.sqlite3").is_file():
                raise CorpusMissing(
                    f"There is no corpus in {home} yet.",
                    "Add articles with `caravan ingest PATH`, or try the sample: "
                    "`caravan ingest --sample`.",
                )
            home.mkdir(parents=True, exist_ok=True)
            corpus = cls(home, store.lock_timeout)
        except (OSError, RuntimeError) as error:
            raise _unusable(store.home, getattr(error, "strerror", None) or str(error)) from error
        corpus._bring_up_to_date()
        return corpus

    def close(self) -> None:
        """Close what is open. The corpus can be used again all the same."""
        self.index.close()
        self.database.close()

    def require_model(self, model: ModelIdentity) -> None:
        """Raise ModelMismatch unless `model` is the one that the corpus was embedded by."""
        with self.database.read() as connection:
            made_by = catalogue.model(connection)
        _check_model(made_by, model)

    def check_model(self, connection: Connection, model: ModelIdentity) -> None:
        """Do what `require_model` does, within a transaction."""
        _check_model(catalogue.model(connection), model)

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Connection, OpenIndex]]:
        """Hold the shared lock: catalogue and vectors as of one moment.

        Raises CorpusDamaged where the vectors cannot be relied on.
        """
        with self.index.reading() as index, self.database.read() as connection:
            if EVERYTHING in self._journal.pending():
                raise CorpusDamaged(
                    f"Rebuilding the vector index of {self.home} was cut off.",
                    "The next ingest finishes it, or `caravan verify --repair`.",
                )
            yield connection, index

    def write(
        self, drafts: Sequence[Draft], model: ModelIdentity, run_id: int | None = None
    ) -> list[Result | None]:
        """Write sources and return their outcomes; None for one that needs vectors it lacks.

        All of them become visible at once. Outcomes are recorded in the ledger's run `run_id`.
        """

        def work(connection: Connection, pending: Changes) -> list[Result | None]:
            results = changes.write_drafts(connection, drafts, pending)
            if run_id is not None:
                ledger.record(connection, run_id, [result for result in results if result])
            return results

        return self._change(work, model)

    def remove(self, document_ids: Sequence[str]) -> list[str]:
        """Take documents out of what can be found and return their full ids.

        Ids may be shortened. Raises InputError, and removes nothing, where one is unknown.
        """

        def work(connection: Connection, pending: Changes) -> list[str]:
            ids = [catalogue.full_id(connection, id_) for id_ in document_ids]
            for id_ in ids:
                changes.remove_document(connection, id_, pending)
            return ids

        return self._change(work)

    def restore(self, document_ids: Sequence[str]) -> list[str]:
        """Bring removed documents back and return the ids under which they are found."""

        def work(connection: Connection, pending: Changes) -> list[str]:
            ids = [catalogue.full_id(connection, id_) for id_ in document_ids]
            return [changes.restore_document(connection, id_, pending) for id_ in ids]

        return self._change(work)

    def drop_sources(self, gone: Sequence[str], run_id: int) -> list[Result]:
        """Forget sources that no longer exist, with the documents that had no other."""

        def work(connection: Connection, pending: Changes) -> list[Result]:
            for source in gone:
                changes.drop_source(connection, source, pending)
            results = [Result(source, Outcome.REMOVED) for source in gone]
            ledger.record(connection, run_id, results)
            return results

        return self._change(work)

    def close_container(self, source: str, raw_sha256: str, extractor: str, given: str) -> None:
        """Keep that a file of many articles was read, and all of it taken.

        It is known as current until a document of it is removed or a source in it dropped. Where
        something of it failed, `extractor` is "", so that it is read again.
        """
        with self.database.write() as connection:
            sources.close_container(connection, source, raw_sha256, extractor, given)

    def begin_run(self, command: str) -> int:
        """Open a run in the ledger and return its number.

        A write that was cut off is finished, and so is what an older release had no signatures for.
        """
        if self.interrupted():
            with self.index.exclusive():
                self._recover()
        self._sign()
        with self.database.write() as connection:
            return ledger.start_run(connection, command)

    def record(self, run_id: int, results: Sequence[Result]) -> None:
        """Record in the ledger what became of sources that needed no write."""
        with self.database.write() as connection:
            ledger.record(connection, run_id, results)

    def end_run(self, run_id: int, results: Sequence[Result] = (), state: str = "done") -> None:
        """Record what is left to record of a run, and how it ended."""
        with self.database.write() as connection:
            ledger.record(connection, run_id, results)
            ledger.finish_run(connection, run_id, state)

    def repair(self) -> None:
        """Rebuild both indexes, lexical and vector, and the families, from the documents."""
        with self.index.exclusive():
            self._journal.open([EVERYTHING])
            with self.database.write() as connection:
                records.rebuild_lexical_index(connection)
                families.rebuild(connection)
            self._recover()

    def stage(
        self,
        document: staging.Unstaged,
        model: ModelIdentity,
        spans: Sequence[Span],
        vectors: Vectors,
    ) -> None:
        """Keep one document's new passages aside for `switch_model`."""
        with self.database.write() as connection:
            staging.stage(connection, document, model, spans, vectors)

    def switch_model(self, model: ModelIdentity) -> bool:
        """Make the staged passages of `model` the corpus's own and rebuild both indexes.

        Return False, with nothing done, where a document is not staged. Killed on the way, the
        corpus is either as it was or finished by the next writer.
        """
        with self.index.exclusive():
            with self.database.write() as connection:
                if staging.unstaged(connection, model, limit=1):
                    return False
                staging.adopt(connection, model)
                records.rebuild_lexical_index(connection)
                put_settings(connection, _settings_of(model))
                self._journal.open([EVERYTHING])
            self._recover()
            return True

    def interrupted(self) -> bool:
        """Tell whether a write was cut off and waits for the next writer to finish it."""
        return bool(self._journal.pending())

    def _change(
        self, work: Callable[[Connection, Changes], _T], model: ModelIdentity | None = None
    ) -> _T:
        with self.index.exclusive():
            self._recover()
            with self.database.read() as connection:
                made_by = catalogue.model(connection)
            if made_by is not None and not self.index.exists():
                self._rebuild(made_by)
                self._journal.close()
            if model is not None:
                _check_model(made_by, model)
            model = model or made_by
            if model is None:
                raise CorpusMissing(
                    f"The corpus in {self.home} is empty.", "Add articles with `caravan ingest`."
                )
            return self._change_both(work, model)

    def _change_both(self, work: Callable[[Connection, Changes], _T], model: ModelIdentity) -> _T:
        """Run `work` in a transaction and let the vector index follow. The lock is held."""
        pending = Changes(model.fingerprint)
        with self.index.writing(model if self.is_empty() else None) as index:
            with self.database.write() as connection:
                result = work(connection, pending)
                families.replace(connection, pending.familyless)
                if not pending.ids:
                    return result
                self._journal.open(pending.ids)
                put_settings(connection, _settings_of(model))
                _raise_revision(connection)
                index.delete(sorted(pending.dropped & pending.records.keys()))
                index.upsert(list(pending.records.values()))
            index.delete(sorted(pending.dropped - pending.records.keys()))
        self._journal.close()
        return result

    def _recover(self) -> None:
        """Finish what a killed writer has left undone. The exclusive lock is held."""
        ids = set(self._journal.pending())
        if not ids:
            return
        with self.database.read() as connection:
            model = catalogue.model(connection)
        if model is None:  # the first write of all never became current
            self.index.erase()
        elif EVERYTHING in ids or not probe_is_sound(self.index.folder):
            self._rebuild(model)
        else:
            with self.database.write() as connection:
                found = records.searchable_records(connection, ids)
                _raise_revision(connection)
            with self.index.writing() as index:
                index.delete(sorted(ids))
                index.upsert(found)
        self._journal.close()

    def _rebuild(self, model: ModelIdentity) -> None:
        self._journal.open([EVERYTHING])
        self.index.erase()
        with self.database.write() as connection:
            _raise_revision(connection)
            found = records.searchable_records(connection)
        with self.index.writing(model) as index:
            index.upsert(found)

    def _bring_up_to_date(self) -> None:
        version = self.database.schema_version()
        if version == HEAD:
            return
        if version is None and self.index.exists():
            raise CorpusDamaged(
                f"The catalogue in {self.home} is empty, but the vector index is not.",
                "Restore catalogue.sqlite3 from a backup, or ingest into a new home.",
            )
        if version is not None and version > HEAD:
            raise CorpusUnusable(
                f"The corpus in {self.home} was made by a newer release of Caravan "
                f"(schema {version}; this one knows {HEAD}).",
                "Upgrade Caravan: pip install --upgrade caravan",
            )
        with self.index.exclusive():
            if self.database.schema_version() != HEAD:
                self.database.migrate()

    def _sign(self) -> None:
        """Make the signatures that an older release has left open, a few in each transaction."""
        with self.database.read() as connection:
            are_left = families.are_unsigned(connection)
        while are_left:
            with self.database.write() as connection:
                are_left = families.sign(connection, _SIGNED_AT_ONCE)

    def _epoch(self) -> tuple[object, ...]:
        with self.database.read() as connection:
            return catalogue.revision(connection), self.interrupted()


def put_settings(connection: Connection, values: dict[str, str]) -> None:
    """Write facts about the whole corpus, replacing those of the same name."""
    for name, value in values.items():
        statement = insert_or_update(settings).values(name=name, value=value)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )


def _unusable(home: Path, reason: str) -> CorpusUnusable:
    return CorpusUnusable(
        f"The folder {home} cannot be used for a corpus: {reason}.",
        "Choose another with --home DIR or CARAVAN_HOME.",
    )


def _raise_revision(connection: Connection) -> None:
    put_settings(connection, {"revision": str(catalogue.revision(connection) + 1)})


def _settings_of(model: ModelIdentity) -> dict[str, str]:
    return {
        "model_name": model.name,
        "model_dimension": str(model.dimension),
        "model_fingerprint": model.fingerprint,
    }


def _check_model(made_by: ModelIdentity | None, model: ModelIdentity) -> None:
    if made_by is None or made_by.fingerprint == model.fingerprint:
        return
    raise ModelMismatch(
        f"This corpus was embedded by {made_by.name} ({made_by.dimension} dimensions, "
        f"{made_by.fingerprint[:8]}), but the configured model is {model.name} "
        f"({model.dimension} dimensions, {model.fingerprint[:8]}).",
        f"Set CARAVAN_EMBEDDING_MODEL={made_by.name}, or run `caravan reindex` to embed the "
        f"corpus anew by {model.name}.",
    )
