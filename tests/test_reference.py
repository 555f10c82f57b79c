"""docs/cli.md says what `--help` says, of every command."""

from __future__ import annotations

import pytest

from tests.reference import PAGE, WIDTH, help_of, reference

RENEW = "docs/cli.md does not say what --help says. Renew it: make docs"


def test_the_page_is_what_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), RENEW


def test_every_command_that_help_lists_has_its_heading() -> None:
    written = PAGE.read_text(encoding="utf-8").splitlines()
    listed = help_of().partition("Commands:\n")[2].splitlines()
    assert listed
    names = [line.split()[0] for line in listed]
    assert [name for name in names if f"## caravan {name}" not in written] == [], RENEW


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_width_is_fixed_whatever_the_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_usual = reference()
    monkeypatch.setenv("COLUMNS", columns)
    assert reference() == as_usual
    assert max(map(len, as_usual.splitlines())) <= WIDTH
