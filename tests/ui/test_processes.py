"""The command in a process of its own: what it imports and prints, and keeps on Ctrl-C."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.ui.cli import caravan


def test_ask_answers_from_the_sample_without_importing_torch(sample: Path) -> None:
    program = (
        "import sys\n"
        "from ui.main import main\n"
        "try:\n    main()\nexcept SystemExit as exit_:\n    assert not exit_.code\n"
        "assert 'openvino' in sys.modules\n"
        "heavy = {'torch', 'sentence_transformers', 'streamlit'}\n"
        "print(*heavy & sys.modules.keys(), file=sys.stderr)"
    )
    question = "Wo — “где” — was the second summit held?"
    arguments = ["ask", question, "--json", "--home", str(sample)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert answer["question"] == question
    assert "“где”" in done.stdout
    assert done.stderr.strip() == ""


def test_a_second_ingest_by_another_process_warns_of_nothing(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number}\n\nBridge {number} is long.\n")
        command = [sys.executable, "-W", "error", "-m", "ui.main", "ingest", "--json"]
        home = ["--home", str(tmp_path / "home")]
        done = subprocess.run(
            [*command, *home, str(tmp_path / f"{number}.txt")],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=True,
        )
        assert json.loads(done.stdout)["added"] == 1
        assert done.stderr == ""


def test_a_reader_that_goes_away_is_no_error(sample: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "passages", "gas", "--home", str(sample)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read().decode()
    assert "Traceback" not in told
    assert "Error" not in told


def test_interrupted_ingest_keeps_what_was_done(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(700):
        (folder / f"{number:03}.txt").write_text(f"Note {number} is about bridge {number}.")
    # The process interrupts itself when the first batch is written: no race, and a real SIGINT.
    program = (
        "import os, signal\n"
        "import vectorstore.corpus as store\n"
        "write = store.Corpus.write\n"
        "def write_and_interrupt(*arguments):\n"
        "    store.Corpus.write = write\n"  # a second interruption would break it off
        "    results = write(*arguments)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return results\n"
        "store.Corpus.write = write_and_interrupt\n"
        "from tests.fake_embedder import HashedEmbedder\n"
        "import ui.compose\n"
        "ui.compose.load_embedder = lambda *_: HashedEmbedder()\n"
        "from ui.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "ingest", str(folder), "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 130
    report = json.loads(done.stdout)
    assert 0 < report["added"] < 700
    listed = caravan("documents", "--json").json["documents"]
    assert len(listed) == report["added"]
    assert caravan("verify", "--json").json["ok"] is True
    (run,) = caravan("history", "--json").json["runs"]
    assert run["finished_at"] is not None
    assert run["state"] == "interrupted"
    assert run["outcomes"] == {"added": report["added"]}


def test_interrupted_anywhere_else_the_status_is_130(tmp_path: Path) -> None:
    program = (
        "import signal, ui.compose\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in the background
        "ui.compose.open_corpus = lambda *_: signal.raise_signal(signal.SIGINT)\n"
        "from ui.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "documents"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
