"""What a command prints: results on stdout, everything else on stderr."""

from __future__ import annotations

import json as jsonlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress
    from rich.text import Text

# Names and texts come from files; an escape sequence in them must not reach a terminal or a report.
_LINE_ENDS = "[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_UNSAFE = (
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls, which XML forbids and terminals obey
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # order of writing: show other than what is
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # no characters at all
    "\U000e0000-\U000e007f"  # tags, which nobody sees
    "]"
)
_UNLIMITED = 100_000
"""Columns of a file or pipe: what goes there is not wrapped, so that lines can be searched."""


def printable(text: str) -> str:
    """Return `text` with unsafe characters replaced, one for one, so that its ranges still hold."""
    text = re.sub(_LINE_ENDS, "\n", text.replace("\r", " "))
    return re.sub(_UNSAFE, "\N{REPLACEMENT CHARACTER}", text)


def printable_name(name: str) -> str:
    """Return `name` on one line, with unsafe characters and line breaks replaced."""
    return printable(name).replace("\n", "\N{REPLACEMENT CHARACTER}")


def on_one_line(text: str) -> str:
    """Return `text` without line breaks, each run of spaces being one."""
    return " ".join(text.split())


def unwrapped(name: str, style: str = "") -> Text:
    """Return a path or address as one line: in two pieces it can neither be clicked nor copied."""
    from rich.text import Text

    return Text(printable_name(name), style=style, no_wrap=True, overflow="ignore")


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 document", "18 documents"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class Output:
    """Prints either for a person or, with `json`, one JSON document for a program.

    Where it `is_quiet`, notes and progress are left out.
    """

    def __init__(self, json: bool, is_quiet: bool = False) -> None:
        self.json = json
        self.is_quiet = is_quiet

    def document(self, value: dict[str, Any]) -> None:
        """Print the command's JSON document."""
        written = jsonlib.dumps(value, ensure_ascii=False, indent=2)
        # JSON itself escapes the older control characters only.
        written = re.sub(f"{_LINE_ENDS}|{_UNSAFE}", _escaped, written)
        sys.stdout.write(written + "\n")
        sys.stdout.flush()  # a program may be waiting for it while the command goes on

    def show(self, *parts: RenderableType) -> None:
        """Print for a person."""
        from rich.text import Text

        console = self._console(stderr=False)
        for part in parts:
            drawn = Text(printable(part)) if isinstance(part, str) else part
            console.print(drawn, highlight=False, crop=False)

    def note(self, text: str) -> None:
        """Say something on stderr that is not the result."""
        if self.is_quiet:
            return
        console = self._console(stderr=True)
        console.print(printable(text), style="dim", markup=False, highlight=False)

    def error(self, text: str, hint: str = "") -> None:
        """Say what went wrong, on stderr, and with `json` as a document too."""
        from rich.text import Text

        console = self._console(stderr=True)
        console.print(Text.assemble(("Error: ", "bold red"), printable(text)), highlight=False)
        if hint:
            console.print(printable(hint), markup=False, highlight=False)
        if self.json:
            with suppress(OSError):  # the error may be that stdout cannot be written to
                self.document({"error": text, "hint": hint})

    @contextmanager
    def growing(self, waiting: str) -> Iterator[Callable[[RenderableType], None]]:
        """Give a function that shows on a terminal what there is so far, `waiting` at first.

        It is taken off again in the end, when the whole is printed.
        """
        from rich.live import Live
        from rich.text import Text

        console = self._console(stderr=True)
        if self.json or not console.is_terminal:
            yield lambda _: None
            return
        with Live(Text(printable(waiting), style="dim"), console=console, transient=True) as live:
            yield live.update

    def progress(self, *further: str) -> Progress:
        """Return a progress bar on stderr, which nothing shows where that is no terminal.

        `further` are the names of fields of its tasks that are shown behind it.
        """
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            *(TextColumn(f"{{task.fields[{name}]}}", markup=False) for name in further),
        )
        console = self._console(stderr=True)
        hidden = self.is_quiet or not console.is_terminal
        return Progress(*columns, console=console, transient=True, disable=hidden)

    @staticmethod
    def _console(stderr: bool) -> Console:
        from rich.console import Console

        console = Console(stderr=stderr, emoji=False)
        if not console.is_terminal and "COLUMNS" not in os.environ:
            console.width = _UNLIMITED
        return console


def _escaped(found: re.Match[str]) -> str:
    """Return a character as JSON escapes it: in UTF-16, four hexadecimal digits a unit."""
    digits = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[at : at + 4]}" for at in range(0, len(digits), 4))
