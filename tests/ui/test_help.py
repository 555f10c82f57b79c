"""Help is at hand at once, tells all, and shows by example."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.reference import commands
from tests.ui.cli import caravan

COMMANDS = [" ".join(words) for words in commands()]
HEAVY = ("torch", "chromadb", "sqlalchemy", "streamlit", "langchain_core", "numpy")


def modules(*arguments: str) -> set[str]:
    """The top-level modules that a call of `caravan` imports, in a process of its own."""
    program = (
        "import sys\n"
        "from ui.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('imported', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    loaded = done.stderr.rpartition("imported ")[2].split()
    return {name.partition(".")[0] for name in loaded}


def test_every_command_is_listed_in_a_line_of_its_own_and_none_is_cut_short() -> None:
    named = []
    for group in ([], ["conversations"]):
        listed = caravan(*group, "--help").out.partition("Commands:\n")[2]
        assert "..." not in listed
        named += [" ".join([*group, line.split()[0]]) for line in listed.splitlines()]
    assert named == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_and_json(command: str) -> None:
    ran = caravan(*command.split(), "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: caravan {command} ")
    examples = ran.out.partition("Example")[2]
    assert f"caravan {command}" in examples
    assert "--json" in ran.out
    assert "--home" in ran.out
    assert caravan(*command.split(), "-h").out == ran.out


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ask", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    loaded = modules(*arguments)
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_wrong_question_is_refused_before_anything_heavy_is_loaded() -> None:
    assert modules("ask", " ").isdisjoint({"torch", "chromadb", "openvino", "langchain"})
