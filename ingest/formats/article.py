"""What a format's reader gets and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ingest.settings import IngestSettings
from vectorstore import Page, SourceError


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one file, whole, and what is known about them from outside.

    `name` is its plain name with its suffix. `encoding` and `url` are what the server said that
    sent it. `columns` says which column or key of a table holds what: {"text": "body"}.
    """

    name: str
    content: bytes
    encoding: str | None = None
    url: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: IngestSettings = field(default_factory=IngestSettings)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its file gives it: the text, and what the file says about it.

    What the file does not say stays None; nothing is guessed. `text` is as `vectorstore.Extract`
    describes it: paragraphs separated by a blank line, the title not among them. `pages` says where
    each page begins in it. `written_date` is a date, as the file writes it, that names no day for
    certain. `key` tells the articles of one file apart and stays the same from run to run; it is
    empty where the file is one article.
    """

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    pages: tuple[Page, ...] = ()
    written_date: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One article of a file, by its key, that cannot be read though others can."""

    key: str
    error: SourceError
