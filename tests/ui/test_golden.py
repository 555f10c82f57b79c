"""What people read is what stands in tests/ui/golden.

After a wanted change, write the files anew and read the difference:
    UPDATE_GOLDEN=1 python -m pytest tests/ui/test_golden.py; git diff tests/ui/golden
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.cli import Ran, caravan

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))

pytestmark = pytest.mark.usefixtures("hashed", "fixed_answers")

Agrees = Callable[..., None]


@pytest.fixture
def agrees(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    articles: Path,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Agrees:
    """Return a function that compares what commands printed with the file of the test's name."""
    monkeypatch.setenv("COLUMNS", "80")
    places = {str(articles): "<articles>", str(small): "<home>", str(tmp_path): "<folder>"}

    def agrees(*commands: Ran) -> None:
        shown = "".join(
            f"{ran.out}--- stderr\n{ran.err}--- exit status {ran.status}\n" for ran in commands
        )
        for place, name in places.items():
            shown = shown.replace(place, name)
        shown = re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", shown)
        shown = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2025-01-01 12:00", shown)
        shown = re.sub(r"in \d+\.\d s", "in 0.0 s", shown)
        shown = re.sub(r"[ ]+$", "", shown, flags=re.MULTILINE)
        path = GOLDEN / f"{request.node.name.removeprefix('test_')}.txt"
        if UPDATE:
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")

    return agrees


def in_columns(ran: Ran) -> Ran:
    """Bring tables that hold paths to one width, whatever the paths' lengths."""
    return Ran(ran.status, re.sub(r" {2,}", "  ", ran.out), ran.err)


def test_ask(agrees: Agrees, small: Path) -> None:
    agrees(caravan("ask", "How long is the bridge?", "--home", small))


def test_ask_unanswered(agrees: Agrees, small: Path) -> None:
    agrees(caravan("ask", "Who governs Peru?", "--home", small))


def test_ask_nothing_allowed(agrees: Agrees, small: Path) -> None:
    agrees(caravan("ask", "How long is the bridge?", "--since", "2030", "--home", small))


def test_ask_limited(agrees: Agrees, small: Path) -> None:
    agrees(
        caravan("ask", "What did articles published before 2025 say of it?", "--home", small),
        caravan("ask", "Who governs Peru, in articles published since 2025?", "--home", small),
        caravan("ask", "Which bridge was it, in articles from 2024?", "--home", small),
    )


def test_chat(agrees: Agrees, articles: Path) -> None:
    caravan("ingest", articles)
    typed = ["Who paid for the Lune bridge?", "And when was it opened?", "Was it news in 2024?"]
    agrees(caravan("chat", stdin="\n".join([*typed, "exit\n"])))


def test_conversations(agrees: Agrees, articles: Path) -> None:
    caravan("ingest", articles)
    caravan("chat", stdin="Who paid for the Lune bridge?\nAnd when was it opened?\n")
    caravan("ask", "Who governs Peru?", "--conversation", "new")
    newest, oldest = caravan("conversations", "--json").json["conversations"]
    agrees(
        caravan("conversations"),
        caravan("conversations", "list", "--search", "bridge lune"),
        caravan("conversations", "list", "--limit", 1),
        caravan("conversations", "show", oldest["id"]),
        caravan("conversations", "rename", newest["id"], "The presidents of [bold]Peru[/bold]"),
        caravan("conversations", "remove", newest["id"][:11]),
        caravan("conversations", "list", "--removed"),
        caravan("conversations", "restore", newest["id"]),
        caravan("conversations", "show", newest["id"]),
        caravan("conversations", "list", "--search", "nonesuch"),
    )


def test_passages(agrees: Agrees, small: Path) -> None:
    agrees(caravan("passages", "the cost of the bridge", "--home", small))


def test_passages_none(agrees: Agrees, small: Path) -> None:
    agrees(caravan("passages", "bridge", "--publisher", "nobody", "--home", small))


def test_documents(agrees: Agrees, small: Path) -> None:
    agrees(
        caravan("documents", "--home", small), caravan("documents", "--removed", "--home", small)
    )


def test_show(agrees: Agrees, small: Path) -> None:
    listed = caravan("documents", "--json", "--home", small).json["documents"]
    (bridge,) = [one["id"] for one in listed if one["source"].endswith("bridge.md")]
    agrees(caravan("show", bridge, "--home", small))


def test_show_versions(agrees: Agrees, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for text in ("The old words are here.", "The new words are here."):
        path.write_text(text)
        caravan("ingest", path)
    (one,) = caravan("documents", "--json").json["documents"]
    agrees(caravan("show", one["id"]))


def test_ingest(agrees: Agrees, articles: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    agrees(
        caravan("ingest", articles),
        caravan("ingest", articles),
        caravan("ingest", picture, tmp_path / "missing.md", articles / "ferry.txt"),
    )


def test_ingest_foreseen(agrees: Agrees, articles: Path, tmp_path: Path) -> None:
    caravan("ingest", articles / "ferry.txt")
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(7):
        (folder / f"empty-{number}.txt").touch()
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    agrees(
        caravan("ingest", articles, folder, "--dry-run"),
        caravan("ingest", articles, folder),
        caravan("ingest", articles, folder, "--quiet"),
    )


def test_history(
    agrees: Agrees, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    empty = tmp_path / "empty.txt"
    empty.touch()
    caravan("ingest", articles / "ferry.txt", empty)
    caravan("ingest", articles / "ferry.txt")
    agrees(in_columns(caravan("history")), in_columns(caravan("history", "1")))


def test_remove_and_restore(agrees: Agrees, articles: Path) -> None:
    caravan("ingest", articles / "ferry.txt")
    (one,) = caravan("documents", "--json").json["documents"]
    agrees(
        caravan("remove", one["id"]),
        caravan("documents", "--removed"),
        caravan("restore", one["id"]),
    )


def test_verify(agrees: Agrees, articles: Path, tmp_path: Path) -> None:
    caravan("ingest", articles)
    good = caravan("verify")
    (tmp_path / "home" / "chroma" / "chroma.sqlite3").unlink()
    agrees(good, caravan("verify"))


def test_errors(agrees: Agrees, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    here = ("--home", small)
    agrees(
        caravan("ask", "Who hosted the summit?"),
        caravan("ask", " ", *here),
        caravan("ask", "why " * 1000, *here),
        caravan("ask", "Why?", "--since", "June", *here),
        caravan("ask", "Why?", "--since", "2025", "--until", "2024", *here),
        caravan("ask", "Why?", "--conversation", "nope", *here),
        caravan("ask", "Why?", "--document", "nope", *here),
        caravan("show", "nope", *here),
        caravan("history", "9", *here),
        caravan("ingest"),
        caravan("ask"),
    )


def test_help(agrees: Agrees) -> None:
    agrees(caravan("--help"), caravan("ask", "--help"), caravan("ingest", "--help"))


def test_eval(agrees: Agrees, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "q1", "question": "How old is the bridge?", "answers": ["1 day"], '
        '"relevant": ["bridge", "tunnel"]}\n'
        '{"id": "q2", "question": "Who owns the moon?", "answerable": false}\n'
        '{"id": "q3", "question": "Who governs Peru?", "relevant": ["tunnel"]}\n'
        '{"question": "How many pupils has the school?", "answers": ["212"]}\n'
    )
    earlier = tmp_path / "earlier.json"
    told = caravan("eval", file, "--json", "--home", small).json
    told["by_question"]["q1"]["right"] = True
    told["by_question"]["q0"] = told["by_question"].pop("q2")
    told["retrieval"]["by_question"]["q1"]["R@5"] = 0.0
    earlier.write_text(json.dumps(told))
    agrees(
        caravan("eval", file, "--home", small),
        caravan("eval", file, "--home", small, "--against", earlier),
    )
