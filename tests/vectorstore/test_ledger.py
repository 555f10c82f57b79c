"""The ledger of runs: rows of the catalogue that no search sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vectorstore.conftest import Library
from vectorstore import Corpus, InputError, Outcome, Result, catalogue, ledger

ZEBRA = "A zebra crossed the river at dawn."


def test_a_run_keeps_what_became_of_each_source(library: Library) -> None:
    library.write("a.md", ZEBRA)
    (library.folder / "b.md").write_bytes(b"\x00")
    library.ingest()
    library.ingest()
    with library.corpus.database.read() as connection:
        second, first = ledger.list_runs(connection)
        results = ledger.run_results(connection, first.id)
        assert ledger.list_runs(connection, second.id) == [second]
        assert ledger.list_runs(connection, limit=1) == [second]
    assert first.outcomes == {"added": 1, "failed": 1}
    assert second.outcomes == {"unchanged": 1, "failed": 1}
    assert first.command == f"ingest {library.folder}"
    assert first.started_at <= str(first.finished_at) <= second.started_at
    by_name = {Path(result.source).name: result for result in results}
    assert by_name["a.md"].outcome is Outcome.ADDED
    assert by_name["a.md"].document_id == library.document("a.md")
    assert by_name["b.md"].reason


def test_a_run_keeps_what_is_to_be_known_of_a_source(corpus: Corpus) -> None:
    run_id = corpus.begin_run("ingest")
    results = [
        Result("a.md", Outcome.ADDED, note="It is in Russian."),
        Result("b.md", Outcome.FAILED, reason="It is empty."),
    ]
    corpus.record(run_id, results[:1])
    corpus.end_run(run_id, results[1:])
    with corpus.database.read() as connection:
        assert ledger.run_results(connection, run_id) == results


def test_a_run_that_died_has_no_end(corpus: Corpus) -> None:
    run_id = corpus.begin_run("ingest articles")
    with corpus.database.read() as connection:
        (run,) = ledger.list_runs(connection)
    assert (run.id, run.finished_at, run.state, run.outcomes) == (run_id, None, "running", {})


def test_an_unknown_run(corpus: Corpus) -> None:
    with corpus.database.read() as connection, pytest.raises(InputError, match="no run 7"):
        ledger.list_runs(connection, 7)


def test_a_run_raises_no_revision(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    with library.corpus.database.read() as connection:
        before = catalogue.revision(connection)
    library.corpus.end_run(library.corpus.begin_run("ingest"))
    with library.corpus.database.read() as connection:
        assert catalogue.revision(connection) == before
