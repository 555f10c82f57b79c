"""The ledger of runs and the conversations: rows of the catalogue that no search sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vectorstore.conftest import Library
from vectorstore import Corpus, InputError, Outcome, catalogue, conversations, ledger

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


def test_a_run_that_died_has_no_end(corpus: Corpus) -> None:
    run_id = corpus.begin_run("ingest articles")
    with corpus.database.read() as connection:
        (run,) = ledger.list_runs(connection)
    assert (run.id, run.finished_at, run.state, run.outcomes) == (run_id, None, "running", {})


def test_an_unknown_run(corpus: Corpus) -> None:
    with corpus.database.read() as connection, pytest.raises(InputError, match="no run 7"):
        ledger.list_runs(connection, 7)


def test_a_conversation_keeps_its_turns_in_order(corpus: Corpus) -> None:
    with corpus.database.write() as connection:
        id_ = conversations.start_conversation(connection, "Who   hosted the summit?")
        for question in ("Who?", "When?", "Where?"):
            conversations.add_turn(connection, id_, question, f'{{"text": "{question}"}}')
    with corpus.database.read() as connection:
        turns = conversations.list_turns(connection, id_)
    assert [turn.question for turn in turns] == ["Who?", "When?", "Where?"]
    assert turns[2].answer == '{"text": "Where?"}'


def test_conversations_are_listed_by_their_last_turn(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(f"2025-01-01T00:00:{second:02}Z" for second in range(9))
    monkeypatch.setattr(conversations, "now", lambda: next(times))
    with corpus.database.write() as connection:
        first = conversations.start_conversation(connection, "Who?")
        second = conversations.start_conversation(connection, "When? " * 40)
        conversations.start_conversation(connection, "Begun, but never answered?")
        for id_ in (first, second, first):
            conversations.add_turn(connection, id_, "Where?", "{}")
    with corpus.database.read() as connection:
        listed = conversations.list_conversations(connection)
        assert [(one.id, one.title) for one in listed] == [
            (first, "Who?"),
            (second, ("When? " * 40)[:80].strip()),
        ]
        assert conversations.list_conversations(connection, limit=1) == listed[:1]


def test_an_unknown_conversation(corpus: Corpus) -> None:
    with corpus.database.read() as connection, pytest.raises(InputError, match="'nonesuch'"):
        conversations.list_turns(connection, "nonesuch")


def test_neither_raises_the_revision(library: Library) -> None:
    library.write("a.md", ZEBRA)
    library.ingest()
    with library.corpus.database.write() as connection:
        before = catalogue.revision(connection)
        conversations.start_conversation(connection, "Who?")
    library.corpus.end_run(library.corpus.begin_run("ingest"))
    with library.corpus.database.read() as connection:
        assert catalogue.revision(connection) == before
