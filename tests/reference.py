"""The command reference, docs/cli.md, made from what `--help` prints.

`make docs` runs this module and so writes that page anew.
"""

from __future__ import annotations

from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

from ui.main import app

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
WIDTH = 100

INTRODUCTION = """\
# The `caravan` command

`make docs` makes this page from what `caravan --help` and `caravan COMMAND --help` print.

- **`--home`** names the folder of one corpus. It may stand before the command or after it, and goes
  before the variable `CARAVAN_HOME`. Two folders are two corpora that know nothing of each other.
- **`--json`** is for programs: stdout is then one JSON document and nothing else. Progress and
  notes go to stderr, with or without it.
- **Exit statuses** let a script tell what to do next: 0, go on, also where the articles do not
  answer; 1, see what failed, the rest is done; 2, mend the call; 3, mend the corpus (`caravan
  verify` says what is wrong with it); 130, someone interrupted, and what was done is kept.
"""


def commands(group: Typer = app, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every command as the words that call it: its name, after that of its group."""
    found = [(*before, one.name) for one in group.registered_commands if one.name]
    for one in group.registered_groups:
        assert one.typer_instance is not None
        words = (*before, str(one.typer_instance.info.name))
        found += [words, *commands(one.typer_instance, words)]
    return found


def help_of(*words: str) -> str:
    """Return what `caravan WORDS --help` prints in a terminal of 100 columns."""
    ran = CliRunner().invoke(
        app, [*words, "--help"], prog_name="caravan", terminal_width=WIDTH, catch_exceptions=False
    )
    assert ran.exit_code == 0, ran.output
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def reference() -> str:
    """Return the whole page, in Markdown."""
    sections = [f"## caravan\n\n```text\n{help_of()}```\n"]
    sections += [
        f"## caravan {' '.join(words)}\n\n```text\n{help_of(*words)}```\n" for words in commands()
    ]
    return "\n".join([INTRODUCTION, *sections])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")
