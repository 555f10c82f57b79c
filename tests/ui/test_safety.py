"""What an article or a file name holds is printed as characters, whatever they mean elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ui.cli import Ran, caravan

MARKUP = "[bold]loud[/bold] [link=https://evil.test]here[/link] :smile: [/]"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

pytestmark = [
    pytest.mark.usefixtures("hashed", "fixed_answers"),
    pytest.mark.filterwarnings("error"),
]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Rich believe that it writes to a terminal, with all that it then does."""
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def hostile(tmp_path: Path, hashed: HashedEmbedder) -> None:
    """A corpus of one article that tries everything, under a name that does too."""
    path = tmp_path / "[red]a\x1b[31m\u202eb\nc.md"
    fields = f'title: "{MARKUP} \\e]8;;https://evil.test\\e\\\\ end"\npublisher: "{MARKUP}"'
    path.write_text(f"---\n{fields}\n---\nThe bridge {MARKUP} is \x1b[2Jopen \u202eat noon.\n")
    assert caravan("ingest", path).status == 0
    assert hashed.encoded


def plain(ran: Ran) -> str:
    """What was printed, without the colours that Rich sets and resets; no control is left in it."""
    printed = re.sub(r"\x1b\[[0-9;]*m", "", ran.out)
    assert CONTROL.search(printed) is None
    return printed


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("command", ["ask", "passages", "documents", "show", "history", "run"])
def test_markup_and_escapes_are_characters(command: str) -> None:
    (one,) = caravan("documents", "--json").json["documents"]
    arguments = {
        "ask": ["ask", "Is the bridge open?"],
        "passages": ["passages", "bridge"],
        "documents": ["documents"],
        "show": ["show", one["id"]],
        "history": ["history"],
        "run": ["history", "1"],
    }[command]
    ran = caravan(*arguments)
    assert ran.status == 0
    printed = plain(ran)
    if command in ("ask", "passages", "documents", "show"):
        assert MARKUP in printed
    if command != "documents":
        assert "[red]a\N{REPLACEMENT CHARACTER}[31m" in printed


def test_the_names_of_files_that_failed_are_characters(tmp_path: Path) -> None:
    path = tmp_path / "[bold]a\x1b[31mb\nc.txt"
    path.write_bytes(b"\0")
    ran = caravan("ingest", path)
    assert ran.status == 1
    assert "[bold]a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}c.txt" in plain(ran)
    assert len(ran.out.splitlines()) == 3


def test_the_reasons_of_failures_are_characters(tmp_path: Path) -> None:
    path = tmp_path / "nothing\x1b[31m.md"
    path.write_text('---\ntitle: *"[red]\x9b31m"\n---\nThe bridge is open.')
    told = plain(caravan("ingest", path))
    assert "nothing\N{REPLACEMENT CHARACTER}[31m.md" in told
    assert "front matter" in told


def test_what_was_asked_is_characters() -> None:
    ran = caravan("ask", "Why?", "--since", "[bold]\x1b[31m")
    assert ran.status == 2
    assert "[bold]" in ran.err
    assert "\x1b[31m" not in ran.err
