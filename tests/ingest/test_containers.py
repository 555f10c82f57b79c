"""Files of many articles: archives, tables and feeds, from run to run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from ingest import Given, Options, Progress
from tests.fake_embedder import HashedEmbedder
from tests.runs import Run, run
from vectorstore import Corpus, Outcome, catalogue
from vectorstore import verify as check_health

PRUNING = Options(prune=True)


@pytest.fixture
def model() -> HashedEmbedder:
    return HashedEmbedder()


def about(subject: str) -> str:
    return f"The {subject}\n\nThe {subject} of the town is old and well kept."


def write_archive(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    made = io.StringIO()
    table = csv.DictWriter(made, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    path.write_text(made.getvalue(), "utf-8")
    return path


def outcomes(done: Run, root: Path) -> dict[str, str]:
    return {result.source.removeprefix(f"{root}/"): result.outcome.value for result in done.results}


def texts(corpus: Corpus) -> set[str]:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
        return {catalogue.get_document(connection, one.ref.id).text for one in listed}


def publishers(corpus: Corpus) -> set[str | None]:
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    return {one.ref.metadata.publisher for one in listed}


def test_an_archive_is_read_like_a_folder(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    inner = write_archive(tmp_path / "inner", {"school.md": about("school")}).read_bytes()
    members = {
        "a/bridge.txt": about("bridge"),
        "a/bridge.txt.yaml": "publisher: The Lune Post",
        "a/photo.jpg": b"\xff\xd8\xff",
        "bad.txt": b"\x7fELF\0",
        "more.zip": inner,
        ".hidden.txt": about("secret"),
    }
    path = write_archive(tmp_path / "papers.zip", members)
    (tmp_path / "inner").unlink()
    done = run(corpus, model, [str(path)])
    assert outcomes(done, tmp_path) == {
        "papers.zip!/a/bridge.txt": "added",
        "papers.zip!/bad.txt": "failed",
        "papers.zip!/more.zip!/school.md": "added",
    }
    assert done.report.passed_over == {".jpg": 1}
    assert publishers(corpus) == {"The Lune Post", None}
    again = run(corpus, model, [str(path)])
    assert outcomes(again, tmp_path) == {
        "papers.zip!/a/bridge.txt": "unchanged",
        "papers.zip!/bad.txt": "failed",
        "papers.zip!/more.zip!/school.md": "unchanged",
    }
    assert check_health(corpus).ok


def test_an_archive_as_it_was_is_not_opened(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_archive(
        tmp_path / "papers.zip", {f"{n}.txt": about(n) for n in ("bridge", "ferry")}
    )
    run(corpus, model, [str(path)])
    model.encoded.clear()
    done = run(corpus, model, [str(path)])
    assert outcomes(done, tmp_path) == {
        "papers.zip!/bridge.txt": "unchanged",
        "papers.zip!/ferry.txt": "unchanged",
    }
    assert model.encoded == []


def test_what_is_gone_from_an_archive_is_taken_out_by_pruning_alone(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = tmp_path / "papers.zip"
    write_archive(path, {f"{n}.txt": about(n) for n in ("bridge", "ferry")})
    run(corpus, model, [str(path)])
    write_archive(path, {"bridge.txt": about("bridge")})
    assert outcomes(run(corpus, model, [str(path)]), tmp_path) == {
        "papers.zip!/bridge.txt": "unchanged"
    }
    write_archive(path, {"bridge.txt": about("bridge"), "school.txt": about("school")})
    assert outcomes(run(corpus, model, [str(path)], PRUNING), tmp_path) == {
        "papers.zip!/bridge.txt": "unchanged",
        "papers.zip!/school.txt": "added",
        "papers.zip!/ferry.txt": "removed",
    }
    path.unlink()
    (tmp_path / "notes.txt").write_text(about("quay"))
    assert outcomes(run(corpus, model, [str(tmp_path)], PRUNING), tmp_path) == {
        "notes.txt": "added",
        "papers.zip!/bridge.txt": "removed",
        "papers.zip!/school.txt": "removed",
    }
    assert len(texts(corpus)) == 1


def test_a_document_of_an_archive_that_was_removed_comes_back(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_archive(
        tmp_path / "papers.zip", {f"{n}.txt": about(n) for n in ("bridge", "ferry")}
    )
    first = run(corpus, model, [str(path)])
    corpus.remove([str(first.results[0].document_id)])
    assert outcomes(run(corpus, model, [str(path)]), tmp_path) == {
        "papers.zip!/bridge.txt": "added",
        "papers.zip!/ferry.txt": "unchanged",
    }


def test_a_broken_archive_costs_no_other(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    whole = write_archive(tmp_path / "a.zip", {"bridge.txt": about("bridge")}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:40])
    (tmp_path / "c.txt").write_text(about("ferry"))
    done = run(corpus, model, [str(tmp_path)])
    assert outcomes(done, tmp_path) == {
        "a.zip!/bridge.txt": "added",
        "b.zip": "failed",
        "c.txt": "added",
    }


@pytest.mark.parametrize(("write", "name"), [(write_lines, "a.jsonl"), (write_table, "a.csv")])
def test_rows_of_a_table_are_articles_of_their_own(
    write: object, name: str, corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    def rows(**subjects: str) -> Path:
        made = [{"id": key, "headline": f"On {s}", "body": about(s)} for key, s in subjects.items()]
        path = tmp_path / name
        return write_lines(path, made) if write is write_lines else write_table(path, made)

    path = rows(one="bridge", two="ferry", three="school")
    done = run(corpus, model, [str(path)])
    assert outcomes(done, tmp_path) == dict.fromkeys(
        (f"{name}#one", f"{name}#two", f"{name}#three"), "added"
    )
    assert set(outcomes(run(corpus, model, [str(path)]), tmp_path).values()) == {"unchanged"}
    model.encoded.clear()
    rows(one="bridge", two="boat", four="tower")
    assert outcomes(run(corpus, model, [str(path)]), tmp_path) == {
        f"{name}#one": "unchanged",
        f"{name}#two": "updated",
        f"{name}#four": "added",
        f"{name}#three": "removed",  # a table is one text: what it no longer says is not said
    }
    assert len(model.encoded) == 2
    assert check_health(corpus).ok


def test_a_table_as_it_was_in_an_archive_that_changes_costs_no_other_member(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    rows = write_lines(
        tmp_path / "rows.jsonl", [{"id": n, "text": about(n)} for n in ("dam", "lock", "canal")]
    )
    table, path = rows.read_text("utf-8"), tmp_path / "papers.zip"
    rows.unlink()
    kept = {"rows.jsonl": table, "z.txt": about("tower")}
    write_archive(path, {"m.txt": about("mill"), **kept})
    run(corpus, model, [str(path)])
    write_archive(path, {"m.txt": about("market"), **kept, "zz.txt": about("quay")})
    for options in (PRUNING, Options()):
        done = outcomes(run(corpus, model, [str(path)], options), tmp_path)
        assert done["papers.zip!/z.txt"] == "unchanged"
        assert len(texts(corpus)) == 6
    assert set(done.values()) == {"unchanged"}


def test_a_file_called_like_a_row_is_none(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [{"id": "one", "text": about("bridge")}])
    (tmp_path / "a.jsonl#old.txt").write_text(about("ferry"))
    for expected in ("added", "unchanged"):
        assert outcomes(run(corpus, model, [str(tmp_path)]), tmp_path) == {
            "a.jsonl#one": expected,
            "a.jsonl#old.txt": expected,
        }
    write_lines(path, [{"id": "two", "text": about("school")}])
    run(corpus, model, [str(path)])
    assert len(texts(corpus)) == 2


def test_asked_to_stop_amid_a_table_a_run_goes_on_from_there(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_lines(
        tmp_path / "a.jsonl", [{"id": n, "text": about(f"lock {n}")} for n in range(700)]
    )
    asked: list[None] = []

    def enough() -> bool:
        asked.append(None)
        return len(asked) > 4

    first = run(corpus, model, [str(path)], progress=Progress(should_stop=enough)).report
    assert first.stopped
    assert 0 < first.count(Outcome.ADDED) < 700
    second = run(corpus, model, [str(path)]).report
    assert second.count(Outcome.ADDED) == 700 - first.count(Outcome.ADDED)
    assert second.count(Outcome.UNCHANGED) == first.count(Outcome.ADDED)


def test_what_is_said_of_an_archive_is_said_of_its_members(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_archive(tmp_path / "a.zip", {"one.txt": about("bridge")})
    beside = tmp_path / "a.zip.yaml"
    beside.write_text("publisher: The Lune Post\nauthor: Ana Reis")
    run(corpus, model, [str(path)], Options(given=Given(publisher="The Ana Gazette")))
    write_archive(path, {"one.txt": about("bridge"), "two.txt": about("ferry")})
    run(corpus, model, [str(path)])
    with corpus.database.read() as connection:
        listed = [one.ref.metadata for one in catalogue.list_documents(connection)]
    assert {(one.publisher, one.author) for one in listed} == {("The Ana Gazette", "Ana Reis")}
    beside.write_text("author: Ben Reis")
    assert set(outcomes(run(corpus, model, [str(path)]), tmp_path).values()) == {"updated"}


def test_a_message_cut_off_from_its_attachment_is_read_again(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = EmailMessage()
    message["Subject"] = "The ferry"
    message.set_content("\n\n".join(f"Stone {n} of it {'is grey ' * 70}." for n in range(300)))
    message.add_attachment(about("annex"), filename="annex.txt")
    path = tmp_path / "m.eml"
    path.write_bytes(bytes(message))
    real, written = Corpus.write, []

    def once(self: Corpus, *args: Any) -> Any:
        written.append(args)
        if len(written) > 1:
            raise KeyboardInterrupt
        return real(self, *args)

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(Corpus, "write", once)
        run(corpus, model, [str(path)])
    run(corpus, model, [str(path)])
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    named = {Path(source).name for one in listed for source in one.sources}
    assert named == {"m.eml", "m.eml#annex.txt"}


def test_what_a_document_says_of_itself_is_what_its_source_says(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    for name, publisher in (("a.md", "The Lune Post"), ("b.md", "The Ana Gazette")):
        (tmp_path / name).write_text(f"---\npublisher: {publisher}\n---\n{about('bridge')}")
    run(corpus, model, [str(tmp_path)])
    assert publishers(corpus) == {"The Lune Post"}
    (tmp_path / "a.md").unlink()
    run(corpus, model, [str(tmp_path)], PRUNING)
    run(corpus, model, [str(tmp_path)])
    assert publishers(corpus) == {"The Ana Gazette"}


def test_a_table_of_which_a_row_is_bad_keeps_what_it_said(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    rows = [{"id": n, "text": about(n)} for n in ("bridge", "ferry")]
    path = write_lines(tmp_path / "a.jsonl", rows)
    run(corpus, model, [str(path)])
    path.write_text(json.dumps(rows[0]) + '\n{"id": "ferry", "text', "utf-8")
    done = run(corpus, model, [str(path)])
    assert sorted(outcomes(done, tmp_path).values()) == ["failed", "unchanged"]
    assert len(texts(corpus)) == 2


def test_columns_and_other_facts_given_once_are_remembered(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = write_table(tmp_path / "a.csv", [{"nr": "1", "words": about("bridge")}])
    assert run(corpus, model, [str(path)]).report.failures
    given = Given(publisher="The Lune Post", columns=(("id", "nr"), ("text", "words")))
    run(corpus, model, [str(path)], Options(given=given))
    assert publishers(corpus) == {"The Lune Post"}
    rows = [{"nr": "1", "words": about("bridge")}, {"nr": "2", "words": about("ferry")}]
    write_table(path, rows)
    done = run(corpus, model, [str(path)])
    assert outcomes(done, tmp_path) == {"a.csv#1": "unchanged", "a.csv#2": "added"}
    assert publishers(corpus) == {"The Lune Post"}


def test_a_feed_keeps_the_entries_that_it_no_longer_shows(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    def feed(*subjects: str) -> str:
        entries = "".join(
            f"<item><title>On the {s}</title><guid>{s}</guid>"
            f"<description>{about(s)}</description></item>"
            for s in subjects
        )
        return f'<rss version="2.0"><channel><title>Post</title>{entries}</channel></rss>'

    path = tmp_path / "news.rss"
    path.write_text(feed("bridge", "ferry"))
    run(corpus, model, [str(path)])
    path.write_text(feed("ferry", "school"))
    assert outcomes(run(corpus, model, [str(path)], PRUNING), tmp_path) == {
        "news.rss#ferry": "unchanged",
        "news.rss#school": "added",
    }
    assert len(texts(corpus)) == 3


def test_a_sidecar_that_changes_is_a_change(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(about("bridge"))
    run(corpus, model, [str(tmp_path)])
    beside = tmp_path / "a.txt.yaml"
    for publisher in ("The Lune Post", "The Ana Gazette"):
        beside.write_text(f"publisher: {publisher}")
        assert outcomes(run(corpus, model, [str(tmp_path)]), tmp_path) == {"a.txt": "updated"}
        assert publishers(corpus) == {publisher}
    beside.write_text("publsher: nobody")
    failure = run(corpus, model, [str(tmp_path)]).report.failures[0]
    assert "publisher" in failure.reason
    beside.unlink()
    assert outcomes(run(corpus, model, [str(tmp_path)]), tmp_path) == {"a.txt": "updated"}
    assert publishers(corpus) == {None}
