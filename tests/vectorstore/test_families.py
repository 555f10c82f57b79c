"""Documents that nearly repeat one another name the first of them, whatever happens to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tests.vectorstore.drafts import draft, write
from tests.vectorstore.reprints import OTHER_WORDS, REPORT, REPRINT, WIRE, bulletin
from vectorstore import Corpus, Outcome, catalogue, verify

pytestmark = pytest.mark.usefixtures("quick_probe")

SHORTER = "\n\n".join(WIRE[:5])


def firsts(corpus: Corpus) -> dict[str, str | None]:
    """Return, for each document's source, the source of the first of its family."""
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    named = {one.ref.id: one.ref.source for one in listed}
    assert verify(corpus).problems == ()
    return {
        str(one.ref.source): one.near_duplicate_of and named[one.near_duplicate_of]
        for one in listed
    }


def ids(corpus: Corpus) -> dict[str, str]:
    with corpus.database.read() as connection:
        return {str(one.ref.source): one.ref.id for one in catalogue.list_documents(connection)}


def test_a_reprint_names_the_report_and_says_so(corpus: Corpus) -> None:
    first, other = write(corpus, draft("a", REPORT, "By rail"), draft("b", OTHER_WORDS))
    (second,) = write(corpus, draft("c", REPRINT, note="It is in Russian."))
    assert firsts(corpus) == {"a": None, "b": None, "c": "a"}
    assert (first.note, other.note) == ("", "")
    assert second.outcome is Outcome.ADDED
    assert second.note == (
        f"It is in Russian. It is nearly the same as “By rail” ({first.document_id}): "
        "both count as one source."
    )


def test_within_one_write_too(corpus: Corpus) -> None:
    write(corpus, draft("a", REPORT), draft("b", REPRINT))
    assert firsts(corpus) == {"a": None, "b": "a"}


def test_a_signature_that_did_not_come_with_the_draft_is_made(corpus: Corpus) -> None:
    write(corpus, *(replace(draft(*one), signature=b"") for one in [("a", REPORT), ("b", REPRINT)]))
    assert firsts(corpus) == {"a": None, "b": "a"}


def test_families_are_flat(corpus: Corpus) -> None:
    write(corpus, draft("a", REPORT))
    write(corpus, draft("b", REPRINT))
    write(corpus, draft("c", f"{REPRINT}\n\nThe ministers will meet again."))
    assert firsts(corpus) == {"a": None, "b": "a", "c": "a"}


def test_bulletins_of_one_template_are_no_family(corpus: Corpus) -> None:
    write(corpus, *(draft(str(week), bulletin(week)) for week in range(40)))
    assert set(firsts(corpus).values()) == {None}


def test_a_family_that_loses_its_first_has_another(corpus: Corpus) -> None:
    for name, text in [("a", REPORT), ("b", REPRINT), ("c", SHORTER)]:
        write(corpus, draft(name, text))
    first = ids(corpus)["a"]
    corpus.remove([first])
    assert firsts(corpus) == {"b": None, "c": "b"}
    corpus.restore([first])
    assert firsts(corpus) == {"a": "b", "b": None, "c": "b"}
    corpus.drop_sources(["b", "c"], corpus.begin_run("ingest"))
    assert firsts(corpus) == {"a": None}


def test_a_text_that_changes_leaves_its_family(corpus: Corpus) -> None:
    for name, text in [("a", REPORT), ("b", REPRINT)]:
        write(corpus, draft(name, text))
    write(corpus, draft("b", OTHER_WORDS))
    assert firsts(corpus) == {"a": None, "b": None}
    (again,) = write(corpus, draft("b", REPRINT))
    assert again.outcome is Outcome.UPDATED
    assert "nearly the same" in again.note
    write(corpus, draft("a", OTHER_WORDS))
    assert firsts(corpus) == {"a": None, "b": None}
    write(corpus, draft("a", REPORT))
    assert firsts(corpus) == {"a": "b", "b": None}


def test_a_removed_document_that_is_ingested_again_finds_its_family(corpus: Corpus) -> None:
    for name, text in [("a", REPORT), ("b", REPRINT)]:
        write(corpus, draft(name, text))
    corpus.remove([ids(corpus)["b"]])
    (again,) = write(corpus, draft("b", REPRINT))
    assert again.outcome is Outcome.ADDED
    assert firsts(corpus) == {"a": None, "b": "a"}


def test_new_metadata_alone_keeps_the_family(corpus: Corpus) -> None:
    write(corpus, draft("a", REPORT), draft("b", REPRINT))
    write(corpus, draft("b", REPRINT, "Another headline"), draft("a", REPORT, "By rail"))
    assert firsts(corpus) == {"a": None, "b": "a"}


def test_a_short_notice_has_no_family(corpus: Corpus) -> None:
    write(corpus, draft("a", "The office is closed on Monday."))
    write(corpus, draft("b", "The office is closed on Monday!"))
    assert firsts(corpus) == {"a": None, "b": None}


def test_what_an_older_release_left_unsigned_is_signed_by_the_next_run(corpus: Corpus) -> None:
    many = [draft(str(week), bulletin(week)) for week in range(120)]
    write(corpus, draft("a", REPORT), draft("b", REPRINT), *many)
    removed = ids(corpus)["b"]
    corpus.remove([removed])
    with closing(sqlite3.connect(corpus.database.path)) as connection, connection:
        connection.execute("UPDATE versions SET signature = NULL")
        connection.execute("UPDATE documents SET near_duplicate_of = NULL")
        connection.execute("DELETE FROM signature_bands")
    corpus.begin_run("ingest")
    write(corpus, draft("c", SHORTER))
    assert firsts(corpus)["c"] == "a"
    corpus.restore([removed])
    assert firsts(corpus)["b"] == "a"


def test_repair_places_all_anew(corpus: Corpus) -> None:
    write(corpus, draft("a", REPORT), draft("b", REPRINT))
    with closing(sqlite3.connect(corpus.database.path)) as connection, connection:
        connection.execute("UPDATE documents SET near_duplicate_of = 'nonesuch'")
        connection.execute("DELETE FROM signature_bands")
    (problem,) = verify(corpus).problems
    assert problem.startswith("2 documents repeat one that is not there")
    corpus.repair()
    assert sorted(str(first) for first in firsts(corpus).values()) in (["None", "a"], ["None", "b"])
