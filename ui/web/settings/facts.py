"""What is the case, as a list of names with their values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ui.web.components import define

_draw = define(Path(__file__).parent, "facts")


def show_facts(facts: Mapping[str, str], key: str) -> None:
    """Show each value under its name, without those that are empty."""
    _draw(key=key, data={"facts": [[name, value] for name, value in facts.items() if value]})
