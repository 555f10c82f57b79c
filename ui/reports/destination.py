"""Where a report goes: a file, or stdout."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.reports.formats import Format

if TYPE_CHECKING:
    from ui.output import Output

ReportFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        case_sensitive=False,
        help="As a report (text, markdown, html, docx), a bibliography (bibtex, csl-json, ris) or "
        "a table (csv).",
    ),
]
ReportFile = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write that to FILE, whose name may tell the format."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE if there is one.")]


@dataclass(frozen=True, slots=True)
class Destination:
    """What was asked for with `--format`, `--output` and `--force`; without `path`, stdout."""

    format: Format
    path: Path | None = None
    replace: bool = False

    @classmethod
    def of(
        cls, format: Format | None, file: str | None, force: bool, json: bool
    ) -> Destination | None:
        """Return the destination, or None where no report was asked for.

        Raises InputError where the options contradict each other or FILE cannot be written; this is
        asked before an answer is looked for, so that none is lost.
        """
        from vectorstore import InputError

        if json and (format or file is not None):
            raise InputError(
                "--json is a format of its own and goes to stdout.",
                "Leave out --json, or leave out --format and --output.",
            )
        if file == "-":  # stdout, as of old
            file = None
            if format is None:
                raise InputError("--output - tells no format.", "Say which with --format.")
        if force and file is None:
            raise InputError("--force goes with --output.", "Name the file: --output FILE.")
        if file is None:
            return None if format is None else cls(format)._checked()
        path = Path(file)
        return cls(format or _format_of(path), path, force)._checked()

    def write(self, content: bytes, output: Output, has_citations: bool) -> None:
        """Write a report in this destination's format, a file whole or not at all.

        Raises InputError where the file cannot be written.
        """
        if self.format.is_bibliography and not has_citations:
            output.note("Nothing is cited: the bibliography is empty.")
        if self.path is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return
        from vectorstore import InputError
        from vectorstore.files import write_atomically

        self._checked()  # somebody else may have written it meanwhile
        try:
            write_atomically(self.path.resolve(), content)
        except OSError as error:
            raise InputError(
                f"{self.path} cannot be written: {error.strerror}.", "Name another file: --output."
            ) from error
        output.note(f"Wrote {self.format} to {self.path} ({len(content):,} bytes).")

    def _checked(self) -> Destination:
        from vectorstore import InputError

        problem, hint = self._problem()
        if problem:
            raise InputError(problem, hint)
        return self

    def _problem(self) -> tuple[str, str]:
        """Return why the report cannot go there, and what to do next; nothing if it can."""
        if self.path is None:
            if self.format is Format.DOCX and sys.stdout.isatty():
                return "A Word document is nothing for a terminal.", (
                    "Name a file: --output report.docx, or send it on: > report.docx"
                )
            return "", ""
        try:
            return self._problem_of_file(self.path)
        except OSError as error:
            return f"{self.path} cannot be written: {error.strerror}.", "Name another file."

    def _problem_of_file(self, path: Path) -> tuple[str, str]:
        if path.is_dir():
            return f"{path} is a folder.", "Name a file in it."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}.", "Make it first, or name another file."
        if path.exists() and not path.is_file():
            return f"{path} is no ordinary file.", "Leave out --output to print on stdout."
        if path.exists() and not self.replace:
            return f"{path} is there already.", "Name another file, or replace it with --force."
        if not os.access(path.parent, os.W_OK):
            return f"The folder {path.parent} cannot be written.", "Name a file elsewhere."
        return "", ""


def _format_of(path: Path) -> Format:
    from vectorstore import InputError

    found = Format.of_name(path)
    if found is None:
        known = ", ".join(one.suffix for one in Format if one is not Format.CSL_JSON)
        raise InputError(
            f"The name {path.name} does not tell a format.",
            f"Say which with --format, or let the name end in {known}.",
        )
    return found
