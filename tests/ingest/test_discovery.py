"""From paths to files: each once, in order, and never out of the folder that was named."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.discovery import discover


def write(path: Path, text: str = "The bridge is open.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(inputs: Iterable[Path | str], root: Path) -> list[str]:
    """The files to read, below `root`, in order."""
    items = [item for item in discover(map(str, inputs)) if item.error is None]
    assert all(item.source == str(item.path) for item in items)
    return [Path(item.source).relative_to(root).as_posix() for item in items]


def failures(*inputs: Path | str) -> list[str]:
    """The errors, each with its hint, as a report prints them."""
    items = discover(map(str, inputs))
    return [f"{item.error}. {item.error.hint}" for item in items if item.error is not None]


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    names = ["b.md", "a.txt", "z/c.markdown", "z/a/d.text", "Upper.MD"]
    for name in names:
        write(tmp_path / name)
    assert found([tmp_path], tmp_path) == [
        "Upper.MD",
        "a.txt",
        "b.md",
        "z/c.markdown",
        "z/a/d.text",
    ]


def test_hidden_files_are_left_alone_and_what_is_no_article_is_counted(tmp_path: Path) -> None:
    for name in ["a.txt", ".hidden.txt", ".git/b.txt", "c.PNG", "e.txt~", "~$f.docx", "p/s.css"]:
        write(tmp_path / name)
    passed_over: list[str] = []
    items = list(discover([str(tmp_path)], passed_over.append))
    assert [item.source for item in items] == [str(tmp_path / "a.txt")]
    assert sorted(passed_over) == ["c.PNG", "e.txt~", "s.css", "~$f.docx"]


def test_what_may_be_an_article_comes_whatever_its_format(tmp_path: Path) -> None:
    names = ["a.xlsx", "b", "c.json", "d.zip"]
    for name in names:
        write(tmp_path / name)
    assert found([tmp_path], tmp_path) == names


def test_the_corpus_is_no_part_of_a_folder_that_it_lies_in(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "corpus/uploads/b.txt")
    items = discover([str(tmp_path)], home=tmp_path / "corpus")
    assert [item.source for item in items] == [str(tmp_path / "a.txt")]


def test_a_sidecar_goes_with_its_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    beside = write(tmp_path / "a.txt.yaml", "publisher: The Lune Post")
    for named in (path, tmp_path):
        item = next(iter(discover([str(named)])))
        assert (item.path, item.sidecar) == (path, beside)
    assert found([tmp_path], tmp_path) == ["a.txt"]


def test_a_sidecar_of_no_file_says_what_to_call_it(tmp_path: Path) -> None:
    for name in ["a.docx", "a.yaml", "b.txt.yml"]:
        write(tmp_path / name)
    assert failures(tmp_path) == [
        "There is no file beside it that it describes. If it is about a.docx, call it a.docx.yaml.",
        "There is no file beside it that it describes. "
        "Call it like the file that it is about, with .yml behind, and beside it.",
    ]


def test_the_parts_of_a_saved_page_are_passed_over(tmp_path: Path) -> None:
    for name in ["News.html", "News_files/frame.html", "News_files/a.js", "other_files/b.txt"]:
        write(tmp_path / name)
    passed_over: list[str] = []
    items = list(discover([str(tmp_path)], passed_over.append))
    named = [Path(item.source).relative_to(tmp_path).as_posix() for item in items]
    assert named == ["News.html", "other_files/b.txt"]
    assert passed_over == ["_files"]


def test_a_file_is_taken_once_however_often_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "notes/a.txt")
    (tmp_path / "notes/b.txt").symlink_to(path)
    inputs: list[Path | str] = [path, path.parent, path, f"{tmp_path}/notes/../notes/a.txt"]
    assert found(inputs, tmp_path) == ["notes/a.txt"]


def test_a_named_file_is_read_even_where_its_format_is_not(tmp_path: Path) -> None:
    assert found([write(tmp_path / "a.docx")], tmp_path) == ["a.docx"]


def test_links_that_lead_in_a_circle_cost_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    assert found([tmp_path], tmp_path) == ["b.txt"]
    assert failures(tmp_path) == [
        "It is a link that leads in a circle. Remove it.",
        "It is a link to nothing. Remove it, or put the file there.",
    ]


def test_links_out_of_the_folder_are_not_followed_and_are_told(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret/password.txt")
    write(tmp_path / "notes/a.txt")
    (tmp_path / "notes/b.txt").symlink_to(secret)
    (tmp_path / "notes/more").symlink_to(secret.parent)
    assert found([tmp_path / "notes"], tmp_path) == ["notes/a.txt"]
    assert failures(tmp_path / "notes") == [
        f"It is a link that leads out of the folder. If it should be read, ingest {target} itself."
        for target in (secret, secret.parent)
    ]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert failures(tmp_path) == failures(tmp_path / "a.txt")
    assert failures(tmp_path) == ["It is no file but a device or a pipe. Save its text as a file."]


def test_an_address_is_an_item_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    items = list(discover(["https://example.org/a.html", str(path), "https://example.org/a.html"]))
    assert [(item.source, item.path) for item in items] == [
        ("https://example.org/a.html", None),
        (str(path), path),
    ]


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    path = write(tmp_path / "elsewhere/a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    assert found([tmp_path / "link.txt"], tmp_path) == ["elsewhere/a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        assert found([tmp_path], tmp_path) == ["a.txt"]
        assert failures(tmp_path) == [
            "The folder cannot be opened: Permission denied. Check its permissions."
        ]
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "Қала.txt", "new\nline.txt", "-dash.txt", "--json.txt", "#?%20[b].txt", "'\"$.txt"],
    ids=ascii,
)
def test_strange_names_are_names(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name)
    assert found([path], tmp_path) == found([tmp_path], tmp_path) == [name]


def test_a_name_that_is_not_unicode_is_a_failure_that_can_be_stored(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        write(strange)
    except OSError:
        pytest.skip("this file system takes no such name")
    (bad,) = [item for item in discover([str(tmp_path)]) if item.error is not None]
    assert bad.source == f"{tmp_path}/caf\N{REPLACEMENT CHARACTER}.txt"
    assert str(bad.error) == "The path is not valid Unicode"
    assert found([tmp_path], tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("missing.txt", "There is no such file or folder. Check the path."),
        ("", "The path is empty. Name a file or a folder."),
        (" ", "The path is empty. Name a file or a folder."),
        ("a\0b", "It cannot be opened: embedded null byte. Check the path."),
        ("x" * 5000, "It cannot be opened: File name too long. Check the path."),
        ("~nobody-of-that-name/a.txt", "It cannot be opened: "),
        (os.fsdecode(b"\xff.txt"), "There is no such file or folder."),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_not_there_is_a_clear_failure(given: str, reason: str) -> None:
    (failure,) = failures(given)
    assert failure.startswith(reason)
    (item,) = discover([given])
    item.source.encode()


def test_a_folder_without_articles_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path / "a.png")
    assert failures(tmp_path) == [
        "The folder holds no articles. `caravan ingest --help` lists the formats."
    ]
