"""The formats that a report can take, and the names of its files."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path


class Format(StrEnum):
    """A format, by the name that `--format` knows it by."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    RIS = "ris"
    CSV = "csv"

    @property
    def suffix(self) -> str:
        """How the name of a file in this format ends."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """What a browser is told that such a file is."""
        return _MEDIA_TYPES[self]

    @property
    def is_bibliography(self) -> bool:
        """Whether it holds the documents cited and nothing of the answer."""
        return self in (Format.BIBTEX, Format.CSL_JSON, Format.RIS)

    @classmethod
    def of_name(cls, path: Path) -> Format | None:
        """Return the format that the name of a file says, or None.

        .json says none: what is meant may as well be the document that `--json` prints.
        """
        return _BY_SUFFIX.get(path.suffix.lower())


LABELS = {
    Format.DOCX: "Word",
    Format.HTML: "Web page",
    Format.MARKDOWN: "Markdown",
    Format.TEXT: "Plain text",
    Format.BIBTEX: "BibTeX",
    Format.RIS: "RIS",
    Format.CSL_JSON: "CSL-JSON",
    Format.CSV: "CSV table",
}
"""What people call the formats, in the order of menus."""


def file_name(title: str, format: Format, otherwise: str) -> str:
    """Return the name of a file: its title without what some systems refuse.

    `otherwise` is it where nothing is left of the title.
    """
    kept = _NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME].strip(" .-")
    return f"{' '.join(kept.split()) or otherwise}{format.suffix}"


_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[^\w\s.,()'’-]+|[\s_]+")
_SUFFIXES = {
    Format.TEXT: ".txt",
    Format.MARKDOWN: ".md",
    Format.HTML: ".html",
    Format.DOCX: ".docx",
    Format.BIBTEX: ".bib",
    Format.CSL_JSON: ".json",
    Format.RIS: ".ris",
    Format.CSV: ".csv",
}
_MEDIA_TYPES = {
    Format.TEXT: "text/plain; charset=utf-8",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.HTML: "text/html; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.BIBTEX: "application/x-bibtex; charset=utf-8",
    Format.CSL_JSON: "application/vnd.citationstyles.csl+json",
    Format.RIS: "application/x-research-info-systems",
    Format.CSV: "text/csv; charset=utf-8",
}
_BY_SUFFIX = {
    **{suffix: format for format, suffix in _SUFFIXES.items() if format is not Format.CSL_JSON},
    ".htm": Format.HTML,
    ".markdown": Format.MARKDOWN,
}
