"""The SQL database under the catalogue: connections, transactions, migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from vectorstore.errors import CorpusBusy, CorpusDamaged, CorpusUnusable
from vectorstore.migrations import HEAD

_BUSY_SECONDS = 60


class Database:
    """One SQLite file in WAL mode. Reads see a snapshot; a write holds the only write lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a read transaction: everything read in it is of one moment."""
        with self._foreign_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a write transaction, committed at the end, rolled back on an exception."""
        with self._foreign_errors(), self._engine.connect() as connection:
            connection = connection.execution_options(caravan_write=True)
            with connection.begin():
                yield connection

    def schema_version(self) -> str | None:
        """Return the schema's version, or None in an empty database."""
        with self.read() as connection:
            found = connection.execute(
                text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
            ).first()
            if found is None:
                return None
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    def migrate(self) -> None:
        """Bring the schema to `HEAD`. The caller holds the corpus's exclusive lock."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        migrations = str(Path(__file__).parent / "migrations")
        config.set_main_option("script_location", migrations.replace("%", "%%"))
        with self.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _foreign_errors(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise CorpusBusy(
                    f"Another process has been writing to {self.path} for over a minute.",
                    "Wait for it to finish, then try again.",
                ) from error
            raise CorpusUnusable(
                f"The catalogue {self.path} cannot be used: {error.orig}.",
                "Check that the folder can be written and that the disk is not full.",
            ) from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:
                raise
            raise CorpusDamaged(
                f"{self.path} is not a readable catalogue: {error.orig}.",
                "Restore it from a backup, or ingest the articles into a new home.",
            ) from error


def now() -> str:
    """Return the current time as the catalogue keeps times: ISO 8601, UTC, whole milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))  # a path may hold ? and %
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where `_begin` says, not the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that starts as a reader and then writes can fail midway; so writers say so.
        writes = connection.get_execution_options().get("caravan_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
