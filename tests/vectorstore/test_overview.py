"""The corpus at a glance: a line for each document, what failed, and whether that has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.vectorstore.conftest import Library
from vectorstore import Corpus, Outcome, Result, overview
from vectorstore.overview import Entry

ZEBRA = "A zebra crossed the river at dawn."
STORK = "A stork stood in the reeds all day."


def write(library: Library, zebra: str = ZEBRA) -> None:
    """Write two articles, of which one says who published it, and when."""
    library.write("zebra.md", zebra, "The zebra", publisher="River Post", date="2024-05-06")
    library.write("stork.md", STORK, "The stork")


def entries(corpus: Corpus) -> dict[str, Entry]:
    """Return the documents' lines by their titles."""
    with corpus.database.read() as connection:
        return {entry.title: entry for entry in overview.list_entries(connection)}


def failures(corpus: Corpus) -> list[tuple[str, str]]:
    """Return the names of what failed, with the reasons."""
    with corpus.database.read() as connection:
        found = overview.list_failures(connection)
    return [(Path(one.source).name, one.reason) for one in found]


def mark(corpus: Corpus) -> overview.Mark:
    with corpus.database.read() as connection:
        return overview.mark(connection)


def test_every_document_has_a_line(library: Library) -> None:
    write(library)
    library.ingest()
    found = entries(library.corpus)
    assert set(found) == {"The zebra", "The stork"}
    zebra = found["The zebra"]
    assert (zebra.publisher, zebra.published) == ("River Post", date(2024, 5, 6))
    assert (zebra.passages, zebra.changes, zebra.removed_at) == (1, 0, None)
    assert zebra.source == str(library.folder / "zebra.md")
    assert (found["The stork"].publisher, found["The stork"].published) == (None, None)


def test_changes_are_counted_and_what_is_removed_is_told(library: Library) -> None:
    write(library)
    library.ingest()
    write(library, ZEBRA.replace("dawn", "noon"))
    library.ingest()
    library.corpus.remove([library.document("stork.md")])
    found = entries(library.corpus)
    assert found["The zebra"].changes == 1
    assert found["The zebra"].changed_at > found["The zebra"].added_at
    assert found["The stork"].removed_at is not None


def test_a_failure_is_listed_until_it_is_mended(library: Library) -> None:
    (library.folder / "zebra.md").write_bytes(b"\0")
    library.ingest()
    ((name, reason),) = failures(library.corpus)
    assert name == "zebra.md"
    assert reason
    library.write("zebra.md", ZEBRA)
    library.ingest()
    assert failures(library.corpus) == []


def _add(library: Library) -> None:
    library.write("stork.md", STORK)
    library.ingest()


def _add_a_copy(library: Library) -> None:
    library.write("copy.md", ZEBRA)
    library.ingest()


def _fail(library: Library) -> None:
    (library.folder / "bad.md").write_bytes(b"\0")
    library.ingest()


@pytest.mark.parametrize(
    "change",
    [
        _add,
        _add_a_copy,
        _fail,
        lambda library: library.corpus.remove([library.document("zebra.md")]),
    ],
)
def test_the_mark_moves_with_what_is_listed(
    library: Library, change: Callable[[Library], object]
) -> None:
    library.write("zebra.md", ZEBRA)
    library.ingest()
    before = mark(library.corpus)
    assert mark(library.corpus) == before
    change(library)
    assert mark(library.corpus) != before


def test_results_come_in_order_of_what_asks_for_attention(corpus: Corpus) -> None:
    results = [
        Result("a.md", Outcome.ADDED),
        Result("b.md", Outcome.ADDED, note="It is in Russian."),
        Result("c.md", Outcome.FAILED, reason="It is empty."),
    ]
    run_id = corpus.begin_run("ingest")
    corpus.end_run(run_id, results)
    with corpus.database.read() as connection:
        assert overview.list_results(connection, run_id, 9) == results[::-1]
        assert overview.list_results(connection, run_id, 1) == results[-1:]
