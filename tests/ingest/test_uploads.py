"""Uploads: any name makes a plain file, nothing is lost, what was not ingested is known."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest import Uploads, ingest
from ingest.uploads import LONGEST_NAME
from tests.fake_embedder import HashedEmbedder
from tests.ingest.makers.zip import zip_of
from tests.runs import run
from vectorstore import Corpus, CorpusUnusable, Outcome

BRIDGE = b"The bridge\n\nThe bridge of the town is old."
FERRY = b"The ferry\n\nThe ferry of the town is old."
BAD = b"\x89PNG\r\n\x1a\n\0"

_PIECES = (
    "/ \\ .. . : \0 \r ~ CON nul. COM¹ $x <b> \u202e \u200f \ud800 \udcff e\u0301 é 峰会 Қ 👩‍👩‍👧 "
    ".txt .md .тхт .tar.gz (2) ferry"
).split(" ")
HOSTILE = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from([*_PIECES, " ", "x" * 200, "峰" * 100, "." * 300])).map("".join),
)


@pytest.fixture
def model() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def uploads(corpus: Corpus) -> Uploads:
    return Uploads(corpus.home / "uploads")


def names(uploads: Uploads) -> dict[str, bytes]:
    files = (path for path in uploads.folder.iterdir() if path.name != ".lock")
    return {path.name: path.read_bytes() for path in files}


@given(HOSTILE, st.sampled_from(["", ".txt", ".MD"]), st.binary(max_size=20), st.booleans())
@example("", "", b"", True)
@example("NUL", ".txt", b"x", False)
@settings(max_examples=300, deadline=None)
def test_any_name_makes_a_plain_file_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, name: str, suffix: str, content: bytes, replace: bool
) -> None:
    uploads = Uploads(tmp_path_factory.mktemp("home") / "uploads")
    path = uploads.keep(name + suffix, content, replace)
    assert names(uploads) == {path.name: content}
    assert list(uploads.folder.parent.iterdir()) == [uploads.folder]
    assert path == path.resolve() == uploads.folder / path.name
    assert path.name.endswith(suffix)
    assert path.name.isprintable()
    assert path.name == path.name.strip(" .")
    assert not set(path.name) & set('/\\<>:"|?*')
    assert len(path.name.encode()) <= LONGEST_NAME
    assert not uploads.clashes(name + suffix, content)
    assert uploads.clashes(name + suffix, content + b".")
    second = uploads.keep(name + suffix, content + b".", replace=False)
    assert names(uploads) == {path.name: content, second.name: content + b"."}
    assert second.name.endswith(f" (2){suffix}" if suffix else "")
    assert len(second.name.encode()) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("notes.txt", "notes.txt"),
        ("Notes on Қазақстан, 峰会.MD", "Notes on Қазақстан, 峰会.MD"),
        ("Cafe\u0301.txt", "Café.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\notes.txt", "notes.txt"),
        ("folder/notes.txt/", "notes.txt"),
        ("..", "article"),
        ("", "article"),
        (".txt", "article.txt"),
        ("/.hidden.txt", "hidden.txt"),
        ("...notes.txt. .", "notes.txt"),
        ("a\0b\tc\n d.txt", "ab c d.txt"),
        ("What now?.txt", "What now.txt"),
        ("12:30 <b>.txt", "12 30 b.txt"),
        ("\u202etxt.bridge.md", "txt.bridge.md"),
        ("half\ud800.txt", "half.txt"),
        ("con.txt", "_con.txt"),
        ("Aux .tar.md", "_Aux .tar.md"),
        ("COM¹", "_COM¹"),
        ("console.txt", "console.txt"),
        ("x" * 300 + ".markdown", "x" * 141 + ".markdown"),
        ("峰" * 300 + ".txt", "峰" * 48 + ".txt"),
    ],
)
def test_names(uploads: Uploads, given_name: str, kept: str) -> None:
    assert uploads.keep(given_name, BRIDGE).name == kept


@pytest.mark.parametrize("device", "CON prn AUX nul COM1 com9 LPT1 CONIN$ conout$".split())
@pytest.mark.parametrize("suffix", ["", ".txt", ".x.txt", " .x.txt"])
def test_no_name_is_a_device_of_windows(uploads: Uploads, device: str, suffix: str) -> None:
    name = uploads.keep(device + suffix, BRIDGE).name
    assert PureWindowsPath(name).stem.split(".")[0].strip().upper() != device.upper()


def test_the_same_upload_is_one_file(uploads: Uploads) -> None:
    path = uploads.keep("notes.txt", BRIDGE)
    before = path.stat()
    assert uploads.keep("notes.txt", BRIDGE) == path
    assert uploads.keep("dir/notes.txt", BRIDGE, replace=False) == path
    assert path.stat().st_ino == before.st_ino
    assert names(uploads) == {"notes.txt": BRIDGE}


def test_another_content_replaces_or_gets_a_name_of_its_own(uploads: Uploads) -> None:
    uploads.keep("notes.txt", BRIDGE)
    assert uploads.keep("notes.txt", FERRY, replace=False).name == "notes (2).txt"
    assert uploads.keep("notes.txt", b"3", replace=False).name == "notes (3).txt"
    assert uploads.keep("notes.txt", FERRY, replace=False).name == "notes (2).txt"
    assert uploads.keep("notes.txt", b"4").name == "notes.txt"
    assert names(uploads) == {"notes.txt": b"4", "notes (2).txt": FERRY, "notes (3).txt": b"3"}


def test_uploads_of_one_name_at_the_same_time_are_all_kept(uploads: Uploads) -> None:
    contents = [f"Bridge {number}".encode() for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(lambda one: uploads.keep("notes.txt", one, False), contents))
    assert [path.read_bytes() for path in kept] == contents
    assert len(set(kept)) == len(contents)


def test_a_clash_is_told_before_anything_is_kept(uploads: Uploads) -> None:
    assert not uploads.clashes("notes.txt", BRIDGE)
    assert not uploads.folder.exists()
    uploads.keep("notes.txt", BRIDGE)
    assert not uploads.clashes("notes.txt", BRIDGE)
    assert uploads.clashes("C:\\notes.txt", FERRY)


def test_several_uploads_of_one_name_are_all_kept(uploads: Uploads) -> None:
    files = [("notes.txt", BRIDGE), ("notes.txt", FERRY), ("notes.txt", BRIDGE), ("b.txt", FERRY)]
    kept = [path.name for path in uploads.keep_all(files)]
    assert kept == ["notes.txt", "notes (2).txt", "notes.txt", "b.txt"]
    again = [("notes.txt", b"3"), ("x/notes.txt", b"4"), ("b.txt", b"5")]
    kept = [path.name for path in uploads.keep_all(again, {"notes.txt", "x/notes.txt"})]
    assert kept == ["notes.txt", "notes (3).txt", "b (2).txt"]
    assert sorted(names(uploads).values()) == sorted([b"3", FERRY, b"4", FERRY, b"5"])


def test_what_cannot_be_read_replaces_nothing(uploads: Uploads) -> None:
    uploads.keep("notes.txt", FERRY)
    bad = uploads.keep("notes.txt", BAD, replace=True)
    assert bad.name == "notes (2).txt"
    uploads.discard(bad)
    assert names(uploads) == {"notes.txt": FERRY}


def test_a_replaced_upload_is_a_new_version_of_its_document(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    path = uploads.keep("notes.txt", BRIDGE)
    (first,) = run(corpus, model, [str(path)]).results
    uploads.keep("notes.txt", FERRY)
    (second,) = run(corpus, model, [str(path)]).results
    assert first.source == second.source == str(path)
    assert (second.outcome, second.document_id) == (Outcome.UPDATED, first.document_id)


def test_a_folder_reached_by_a_link_names_its_files_as_ingest_does(
    corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    uploads = Uploads(tmp_path / "link" / "uploads")
    path = uploads.keep("notes.txt", BRIDGE)
    (result,) = run(corpus, model, [str(path)]).results
    assert result.source == str(path)
    assert uploads.left_over(corpus) == []


_KILLED = """
import os, sys
from pathlib import Path
from ingest import Uploads
os.fsync = lambda _: os._exit(9)
Uploads(Path(sys.argv[1])).keep("notes.txt", b"The tower")
"""


def test_a_killed_writer_leaves_no_article(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    path = uploads.keep("notes.txt", BRIDGE)
    writer = subprocess.run(
        [sys.executable, "-c", _KILLED, str(uploads.folder)],
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert writer.returncode == 9
    (leftover,) = names(uploads).keys() - {"notes.txt"}
    assert uploads.left_over(corpus) == [path]
    done = run(corpus, model, [str(uploads.folder)])
    assert [result.source for result in done.results] == [str(path)]
    assert names(uploads) == {"notes.txt": BRIDGE, leftover: b"The tower"}


def test_what_was_not_ingested_is_left_over(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    assert uploads.left_over(corpus) == []
    paths = [uploads.keep("b.txt", BRIDGE), uploads.keep("a.txt", FERRY)]
    (uploads.folder / "folder").mkdir()
    assert uploads.left_over(corpus) == paths[::-1]
    (result,) = run(corpus, model, [str(paths[0])]).results
    assert uploads.left_over(corpus) == [paths[1]]
    ingest(corpus, model, [str(paths[1])])
    assert uploads.left_over(corpus) == []
    corpus.remove([str(result.document_id)])
    assert uploads.left_over(corpus) == []


def test_a_copy_of_what_the_corpus_holds_is_not_left_over_once_ingested(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    paths = [str(uploads.keep(name, BRIDGE)) for name in ("a.txt", "b.txt")]
    done = run(corpus, model, paths)
    assert [result.outcome for result in done.results] == [Outcome.ADDED, Outcome.DUPLICATE]
    assert uploads.left_over(corpus) == []


def test_a_replacement_that_was_not_ingested_is_left_over(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    path = uploads.keep("notes.txt", BRIDGE)
    ingest(corpus, model, [str(path)])
    uploads.keep("notes.txt", FERRY)
    assert uploads.left_over(corpus) == [path]
    ingest(corpus, model, [str(path)])
    assert uploads.left_over(corpus) == []


def test_a_name_that_failed_once_is_left_over_with_its_next_content(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    path = uploads.keep("notes.txt", BAD)
    assert ingest(corpus, model, [str(path)]).failures
    uploads.discard(path)
    assert names(uploads) == {}
    uploads.keep("notes.txt", BRIDGE)
    assert uploads.left_over(corpus) == [path]


def test_only_unreadable_uploads_are_discarded(uploads: Uploads, tmp_path: Path) -> None:
    good, bad = uploads.keep("good.txt", BRIDGE), uploads.keep("bad.txt", BAD)
    outside = tmp_path / "bad.txt"
    outside.write_bytes(BAD)
    inner = uploads.folder / "folder"
    inner.mkdir()
    for path in (good, bad, bad, outside, inner, uploads.folder / ".." / "bad.txt", Path("\0")):
        uploads.discard(path)
    assert outside.exists()
    assert sorted(uploads.folder.iterdir()) == [uploads.folder / ".lock", inner, good]


TABLE = b"name,what\nThe mill,The mill of the town ground 400 sacks in 1912.\n"
COLUMNS = b"columns: {title: name, text: what}\n"


def test_a_sidecar_goes_with_its_file(
    uploads: Uploads, corpus: Corpus, model: HashedEmbedder
) -> None:
    table = uploads.keep("news.csv", TABLE)
    sidecar = uploads.keep("news.csv.yaml", COLUMNS)
    assert uploads.to_read([sidecar, table]) == [table]
    assert uploads.left_over(corpus) == [table]
    assert ingest(corpus, model, [str(table)]).count(Outcome.ADDED) == 1
    assert uploads.left_over(corpus) == []
    uploads.discard(table)
    assert set(names(uploads)) == {"news.csv", "news.csv.yaml"}
    # With what it says, another table can be read, and take the place of the first.
    assert uploads.keep("news.csv", TABLE + b"The weir,The weir is 12 metres wide.\n") == table
    assert uploads.keep("news.csv.yaml", COLUMNS + b"publisher: Gazette\n") == sidecar
    assert uploads.left_over(corpus) == [table]


def test_a_sidecar_that_cannot_be_used_costs_no_article(uploads: Uploads) -> None:
    article = uploads.keep("bridge.txt", BRIDGE)
    uploads.keep("bridge.txt.yaml", b"nonesuch: 1\n")
    uploads.discard(article)
    assert names(uploads) == {"bridge.txt": BRIDGE}


def test_a_sidecar_without_its_file_is_a_file_like_any_other(uploads: Uploads) -> None:
    alone = uploads.keep("bridge.txt.yaml", COLUMNS)
    assert uploads.to_read([alone]) == [alone]


def test_what_was_not_read_is_withdrawn_and_nothing_else(
    uploads: Uploads, corpus: Corpus, model: HashedEmbedder, tmp_path: Path
) -> None:
    read, unread = uploads.keep("bridge.txt", BRIDGE), uploads.keep("ferry.txt", FERRY)
    uploads.keep("ferry.txt.yaml", b"title: The ferry\n")
    other = uploads.keep("other.txt", FERRY + b" Very.")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(FERRY)
    ingest(corpus, model, [str(read)])
    uploads.withdraw(corpus, [read, unread, elsewhere])
    assert set(names(uploads)) == {read.name, other.name}
    assert elsewhere.exists()


def test_a_folder_that_cannot_be_used_is_an_error_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("")
    uploads = Uploads(tmp_path / "uploads")
    with pytest.raises(CorpusUnusable, match=r"keep an upload in .*uploads") as caught:
        uploads.keep("notes.txt", BRIDGE)
    assert "disk" in caught.value.hint


def test_an_archive_that_was_ingested_is_not_left_over_though_a_member_cannot_be_read(
    corpus: Corpus, model: HashedEmbedder, uploads: Uploads
) -> None:
    packed = zip_of({"bridge.txt": BRIDGE, "ferry.txt": FERRY, "bad.txt": b""})
    path = uploads.keep("papers.zip", packed)
    assert uploads.left_over(corpus) == [path]
    done = run(corpus, model, [str(path)])
    assert (done.report.count(Outcome.ADDED), done.report.count(Outcome.FAILED)) == (2, 1)
    assert uploads.left_over(corpus) == []
    for failure in done.report.failures:
        uploads.discard(Path(failure.source))
    uploads.discard(path)
    assert path.read_bytes() == packed
