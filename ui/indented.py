"""Texts on the terminal that stand to the right of what they belong to."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

INDENT = 4
"""Columns, where nothing else is said."""


class Indented:
    """A text beside a mark, its lines indented; unlike Rich's Padding, without trailing spaces."""

    def __init__(self, text: Text, mark: str = "", indent: int = INDENT) -> None:
        self._text = text
        self._indent = indent
        self._mark = Text(f"{mark:<{indent}}", style="cyan")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        beside = self._mark
        for line in self._text.wrap(console, options.max_width - self._indent):
            line.rstrip()
            yield Text.assemble(beside, line) if line else Text()
            beside = Text(" " * self._indent)
