"""Opening a corpus: its schema, and homes that cannot be used."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import vectorstore
from tests.vectorstore.conftest import Library
from vectorstore import (
    CaravanError,
    Change,
    Corpus,
    CorpusBusy,
    CorpusDamaged,
    CorpusMissing,
    CorpusUnusable,
    InputError,
    StoreSettings,
    catalogue,
    verify,
)
from vectorstore.migrations import HEAD
from vectorstore.schema import metadata

MIGRATIONS = Path(vectorstore.__file__).parent / "migrations"


def test_the_migrations_make_the_schema(corpus: Corpus) -> None:
    def is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        return not (
            kind == "table" and str(name).startswith(("passage_index", "conversation_index"))
        )

    with corpus.database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_new_corpus_is_at_head(corpus: Corpus) -> None:
    assert corpus.database.schema_version() == HEAD
    assert corpus.is_empty()


def test_a_newer_schema_is_refused(corpus: Corpus) -> None:
    with closing(sqlite3.connect(corpus.database.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CorpusUnusable, match=r"newer release.*9999") as raised:
        Corpus.open(StoreSettings(home=corpus.home))
    assert "Upgrade" in raised.value.hint


def test_a_missing_corpus(tmp_path: Path) -> None:
    home = tmp_path / "nothing"
    with pytest.raises(CorpusMissing, match=str(home)) as raised:
        Corpus.open(StoreSettings(home=home))
    assert "caravan ingest" in raised.value.hint
    assert not home.exists()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("below", ["", "below"])
def test_a_home_that_is_a_file(tmp_path: Path, create: bool, below: str) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    home = tmp_path / "file" / below
    with pytest.raises(CorpusUnusable, match=str(home)) as raised:
        Corpus.open(StoreSettings(home=home), create)
    assert "--home" in raised.value.hint


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"garbage " * 1000, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_catalogue_full_of_garbage(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "catalogue.sqlite3"
    path.write_bytes(content)
    with pytest.raises((CorpusDamaged, CorpusUnusable), match=str(path)) as raised:
        Corpus.open(StoreSettings(home=tmp_path), create)
    assert raised.value.hint
    assert path.read_bytes() == content


def test_a_truncated_catalogue(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    library.corpus.close()
    os.truncate(library.corpus.database.path, 20_000)
    with pytest.raises((CorpusDamaged, CorpusUnusable)):
        opened = Corpus.open(StoreSettings(home=library.corpus.home))
        Library(library.folder, opened, library.embedder).visible()


def test_a_home_below_the_user_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    corpus = Corpus.open(StoreSettings(home=Path("~/corpus")), create=True)
    corpus.close()
    assert (tmp_path / "corpus" / "catalogue.sqlite3").is_file()


def test_two_openers_may_wait_differently(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    other = Corpus.open(StoreSettings(home=library.corpus.home, lock_timeout=1))
    assert Library(library.folder, other, library.embedder).visible() == library.visible()
    other.close()


def test_reader_and_writer_that_wait_too_long_say_so(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.ingest()
    impatient = Corpus.open(StoreSettings(home=library.corpus.home, lock_timeout=0.05))
    reader = Library(library.folder, impatient, library.embedder)
    with closing(sqlite3.connect(impatient.home / "corpus.lock", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        for wait in (impatient.repair, reader.visible, lambda: verify(impatient)):
            with pytest.raises(CorpusBusy, match="Another process"):
                wait()
    impatient.close()


def test_every_error_is_a_caravan_error_with_a_hint_that_is_a_string() -> None:
    for error in (CorpusBusy, CorpusDamaged, CorpusMissing, CorpusUnusable, InputError):
        assert issubclass(error, CaravanError)
        assert (str(error("what")), error("what").hint) == ("what", "")


def test_an_ambiguous_or_unknown_id(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.")
    library.write("b.md", "The llama slept beside an old mill.")
    library.ingest()
    with library.corpus.database.read() as connection:
        for prefix in ("", "%", "_", "nonesuch"):
            with pytest.raises(InputError, match="There is no document"):
                catalogue.full_id(connection, prefix)
        id_ = library.document("a.md")
        assert catalogue.full_id(connection, id_[:8]) == id_
        with pytest.raises(InputError, match="no versions that begin with"):
            catalogue.get_document(connection, id_, version="nonesuch")


def test_what_is_counted(library: Library) -> None:
    library.write("a.md", "A zebra.")
    library.write("b.md", "A gnu.")
    library.ingest()
    library.corpus.remove([library.document("a.md")])
    with library.corpus.database.read() as connection:
        assert catalogue.count_documents(connection) == 1


def test_what_has_become_of_cited_versions(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, versions = {}, {}
    for day, (name, text) in enumerate(
        [("a.md", "A zebra."), ("b.md", "A gnu."), ("c.md", "An otter."), ("a.md", "Two zebras.")]
    ):
        monkeypatch.setattr("vectorstore.storing.now", f"2025-01-0{day + 1}T00:00:00.000Z".__str__)
        library.write(name, text)
        library.ingest()
        ids[name] = library.document(name)
        versions[text] = library.version(ids[name])
    library.corpus.remove([ids["b.md"]])
    asked = [*ids.values(), "nonesuch"]
    with library.corpus.database.read() as connection:
        (gone,) = [one.removed_at for one in catalogue.list_documents(connection, removed=True)]
        assert catalogue.changes_since(connection, asked) == {
            (ids["a.md"], versions["A zebra."]): Change(False, "2025-01-04T00:00:00.000Z"),
            (ids["b.md"], versions["A gnu."]): Change(True, gone),
        }
    library.write("a.md", "A zebra.")
    library.ingest()
    library.corpus.restore([ids["b.md"]])
    with library.corpus.database.read() as connection:
        assert catalogue.changes_since(connection, asked) == {
            (ids["a.md"], versions["Two zebras."]): Change(False, None),
        }


def test_the_list_of_documents(library: Library) -> None:
    library.write("a.md", "A zebra crossed the river at dawn.", date="2025-06-16")
    library.write("b.md", "The llama slept beside an old mill.", date="2025-07-01")
    library.write("c.md", "Two otters played under the bridge.")
    library.ingest()
    library.corpus.remove([library.document("b.md")])
    with library.corpus.database.read() as connection:
        active = catalogue.list_documents(connection)
        removed = catalogue.list_documents(connection, removed=True)
    assert [Path(str(entry.ref.source)).name for entry in active] == ["a.md", "c.md"]
    assert [Path(str(entry.ref.source)).name for entry in removed] == ["b.md"]
    assert active[0].characters == len("A zebra crossed the river at dawn.")
    assert (active[0].passages, active[0].removed_at) == (1, None)
    assert removed[0].removed_at is not None


@pytest.mark.parametrize("name", ["what?", "a%20b", "a b#c", "percent%"])
def test_a_home_of_any_name(name: str, tmp_path: Path) -> None:
    home = tmp_path / name / "home"
    Corpus.open(StoreSettings(home=home), create=True).close()
    assert (home / "catalogue.sqlite3").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [name]
