"""`--format` and `--output` of `ask`, `passages` and `report`: what goes where, what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import pytest

from tests.ui.cli import caravan
from ui.reports import Format, render_answers, render_items, render_passages
from ui.reports.collected import read_collected, rename_collected
from vectorstore import Corpus, InputError, StoreSettings, basket

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")

ASKED = "How long is the bridge?"
TEXTS = [format for format in Format if format is not Format.DOCX]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("format", TEXTS)
def test_stdout_is_the_report_of_what_json_tells(format: Format, small: Path) -> None:
    told = caravan("ask", ASKED, "--json", "--home", small).json
    ran = caravan("ask", ASKED, "--format", format, "--home", small)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == lines(render_answers([told], format))
    told = caravan("passages", "the bridge", "--json", "--home", small).json
    ran = caravan("passages", "the bridge", "--format", format.upper(), "--home", small)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == lines(render_passages(told, format))


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def lines(content: bytes) -> str:
    """Return text with the ends of lines that a captured stream has."""
    return content.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("format", list(Format))
def test_the_name_of_the_file_tells_the_format(format: Format, small: Path, here: Path) -> None:
    file = Path(f"report{format.suffix.upper()}")
    explicit = ["--format", format] if format is Format.CSL_JSON else []
    ran = caravan("ask", ASKED, "-o", file, *explicit, "--home", small)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"Wrote {format} to {file} ({file.stat().st_size:,} bytes).\n"
    assert names(here) == [file.name]


def test_the_format_that_is_given_goes_before_the_name(small: Path, here: Path) -> None:
    caravan("passages", "bridge", "--output", "a.md", "--format", "csv", "--home", small)
    assert next(csv.reader(io.StringIO((here / "a.md").read_text("utf-8-sig"))))[0] == "query"


def test_a_dash_is_stdout(small: Path, here: Path) -> None:
    ran = caravan("ask", ASKED, "--output", "-", "--format", "ris", "--home", small)
    assert ran.out.startswith("TY  - ")
    assert names(here) == []


def test_a_word_document_opens(small: Path, here: Path) -> None:
    assert caravan("ask", ASKED, "-o", "a.docx", "--home", small).status == 0
    assert docx.Document(str(here / "a.docx")).paragraphs[0].text == ASKED


def test_no_corpus_leads_from_a_report_to_the_reader_s_folders(small: Path) -> None:
    for format in (Format.TEXT, Format.MARKDOWN, Format.HTML, Format.BIBTEX, Format.RIS):
        ran = caravan("passages", "ferry", "--format", format, "--home", small)
        assert str(small.parent) not in ran.out


def test_a_conversation_goes_on_beside_a_report(articles: Path, here: Path) -> None:
    caravan("ingest", articles)
    ran = caravan("ask", ASKED, "--conversation", "new", "-o", "a.md")
    kept_in = ran.err.split()[-1]
    assert ran.err.endswith(f"Go on with: caravan ask ... --conversation {kept_in}\n")
    again = caravan("ask", "Who paid?", "--conversation", kept_in, "--format", "markdown")
    assert (again.status, again.out[:11]) == (0, "# Who paid?")


@pytest.mark.parametrize(("format", "empty"), [("bibtex", ""), ("ris", ""), ("csl-json", "[]\n")])
def test_an_unanswered_question_gives_an_empty_bibliography_and_says_so(
    format: str, empty: str, small: Path
) -> None:
    ran = caravan("ask", "Who governs Peru?", "--format", format, "--home", small)
    assert (ran.status, ran.out) == (0, empty)
    assert "Nothing is cited: the bibliography is empty" in ran.err
    none = caravan("passages", "ferry", "--until", "1900", "--format", format, "--home", small)
    assert (none.status, none.out) == (0, empty)
    assert "the bibliography is empty" in none.err


def test_an_unanswered_question_is_told_in_prose(small: Path) -> None:
    ran = caravan("ask", "Who governs Peru?", "--format", "text", "--home", small)
    assert (ran.status, ran.err) == (0, "")
    assert "The corpus does not answer this" in ran.out
    assert "For further reading" in ran.out


WRONG = {
    "json and a format": (["--json", "--format", "csv"], "--json is a format of its own"),
    "json and a file": (["--json", "-o", "a.md"], "--json is a format of its own"),
    "force without a file": (["--format", "csv", "--force"], "--force goes with --output"),
    "a name that tells nothing": (["-o", "report"], "report does not tell a format"),
    "a name that may mean two": (["-o", "a.json"], "a.json does not tell a format"),
    "a folder": (["-o", "folder", "--format", "csv"], "folder is a folder"),
    "a missing folder": (["-o", "missing/a.md"], "There is no folder missing"),
    "a file that is there": (["-o", "there.md"], "there.md is there already"),
    "a name too long": (["-o", "x" * 300 + ".md"], "cannot be written: File name too long"),
    "a device": (["-o", "/dev/null", "--format", "csv"], "/dev/null is no ordinary file"),
    "a dash without a format": (["-o", "-"], "tells no format"),
    "no name": (["-o", "", "--format", "csv"], "is a folder"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("command", ["ask", "passages"])
def test_a_wrong_call_is_refused_before_anything_is_opened(
    command: str, name: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    (here / "folder").mkdir()
    (here / "there.md").write_text("mine")
    options, problem = WRONG[name]
    ran = caravan(command, ASKED, *options)  # there is no corpus, which would be another error
    assert ran.status == 2
    error, hint = ran.err.splitlines()
    assert problem in error
    assert hint
    assert (here / "there.md").read_text() == "mine"
    assert names(here) == ["folder", "there.md"]


def test_an_unknown_format_names_the_known(small: Path) -> None:
    ran = caravan("ask", ASKED, "--format", "pdf", "--home", small)
    assert ran.status == 2
    assert all(format in ran.err for format in Format)


def test_force_replaces_a_file_and_what_a_link_leads_to(small: Path, here: Path) -> None:
    (here / "a.md").write_text("old")
    (here / "link.md").symlink_to("a.md")
    ran = caravan("ask", ASKED, "-o", "link.md", "--force", "--home", small)
    assert ran.status == 0
    assert (here / "link.md").is_symlink()
    assert (here / "a.md").read_text().startswith(f"# {ASKED}")


def test_a_file_that_comes_meanwhile_is_not_replaced(
    small: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(told: dict[str, Any], format: Format) -> bytes:
        (here / "a.md").write_text("theirs")
        return render_passages(told, format)

    monkeypatch.setattr("ui.reports.render_passages", late)
    ran = caravan("passages", "bridge", "-o", "a.md", "--home", small)
    assert ran.status == 2
    assert (here / "a.md").read_text() == "theirs"


def test_a_folder_that_fills_up_is_an_error_and_leaves_nothing(small: Path, here: Path) -> None:
    with patch("vectorstore.files.os.fsync", side_effect=OSError(28, "No space left on device")):
        ran = caravan("passages", "bridge", "-o", "a.md", "--home", small)
    assert ran.status == 2
    assert "a.md cannot be written: No space left on device." in ran.err
    assert names(here) == []


def test_a_folder_that_may_not_be_written_is_refused(small: Path, here: Path) -> None:
    with patch("os.access", return_value=False):  # root may write anywhere
        ran = caravan("passages", "bridge", "-o", "a.md", "--home", small)
    assert ran.status == 2
    assert "The folder . cannot be written." in ran.err
    assert names(here) == []


def test_a_word_document_is_not_thrown_at_a_terminal(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.ui.cli._Capture.isatty", lambda _: True, raising=False)
    ran = caravan("ask", ASKED, "--format", "docx", "--home", small)
    assert ran.status == 2
    assert "--output report.docx" in ran.err


def test_csl_json_is_json(small: Path) -> None:
    ran = caravan("ask", ASKED, "--format", "csl-json", "--home", small)
    assert [work["title"] for work in json.loads(ran.out)] == [
        "A bridge for two towns",
        "[bold]One school[/bold] for both banks",
    ]


# What was collected in the web app.


def collect(home: Path) -> dict[str, Any]:
    """Put an answer and its first quote into the report, and return the answer."""
    told: dict[str, Any] = caravan("ask", ASKED, "--json", "--home", home).json
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.write() as connection:
        basket.add_item(connection, "answer", told)
        quote = basket.add_item(connection, "quote", told["citations"][0])
        basket.annotate_item(connection, quote.id, "Check it.")
        rename_collected(connection, "Crossings")
    corpus.close()
    return told


@pytest.fixture
def collected(small: Path, tmp_path: Path) -> Path:
    """Return a home whose report holds something."""
    home = shutil.copytree(small, tmp_path / "collected")
    collect(home)
    return home


def test_the_report_is_written_in_every_format(collected: Path, here: Path) -> None:
    told = caravan("report", "--json", "--home", collected).json
    assert told["title"] == "Crossings"
    assert [(one["kind"], one["note"]) for one in told["items"]] == [
        ("answer", ""),
        ("quote", "Check it."),
    ]
    items = [basket.Item(**one) for one in told["items"]]
    for format in TEXTS:
        ran = caravan("report", "--format", format, "--home", collected)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out == lines(render_items(items, format, "Crossings"))
    printed = caravan("report", "--home", collected).out
    assert printed == lines(render_items(items, Format.MARKDOWN, "Crossings"))
    ran = caravan("report", "-o", "a.docx", "--home", collected)
    assert (ran.status, ran.out) == (0, "")
    paragraphs = [one.text for one in docx.Document(str(here / "a.docx")).paragraphs]
    assert paragraphs[:2] == ["Crossings", ASKED]
    assert paragraphs[-1] == "Comment: Check it."


def test_a_report_of_nothing_says_where_to_collect(small: Path) -> None:
    ran = caravan("report", "--home", small)
    assert (ran.status, ran.out) == (2, "")
    assert "Nothing has been collected" in ran.err
    assert "caravan serve" in ran.err
    assert caravan("report", "--json", "--home", small).json == {"title": "Report", "items": []}


@pytest.mark.parametrize("way", ["changed", "removed"])
def test_what_has_become_of_a_source_is_told_in_the_report_and_in_conversations(
    way: str, articles: Path, tmp_path: Path
) -> None:
    mine = shutil.copytree(articles, tmp_path / "mine")
    caravan("ingest", mine)
    collect(tmp_path / "home")
    kept_in = caravan("ask", ASKED, "--conversation", "new", "--json").json["conversation"]
    exported = ("conversations", "export", kept_in)
    before = [caravan(*command).out for command in (("report",), exported)]
    assert not any(f"{way} since" in each for each in before)
    bridge = mine / "bridge.md"
    if way == "changed":
        bridge.write_text(bridge.read_text().replace("3 million", "4 million"))
        caravan("ingest", mine)
    else:
        listed = caravan("documents", "--json").json["documents"]
        (id_,) = [one["id"] for one in listed if one["source"].endswith("bridge.md")]
        caravan("remove", id_)
    for command in (("report",), exported):
        told = caravan(*command).out
        assert f"**{way} since, on " in told
        assert ("; the quoted words still stand there**" in told) == (way == "changed")


def test_a_title_too_long_is_refused_and_one_of_spaces_is_none(collected: Path) -> None:
    corpus = Corpus.open(StoreSettings(home=collected))
    with corpus.database.write() as connection:
        with pytest.raises(InputError, match="at most 200"):
            rename_collected(connection, "x" * 201)
        assert read_collected(connection).title == "Crossings"
        rename_collected(connection, "  ")
        assert read_collected(connection).title == "Report"
    corpus.close()
