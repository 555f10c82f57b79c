"""From a file's bytes to its articles: readable text with what is known about it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

from ingest.dates import left_unknown
from ingest.encoding import tidy
from ingest.formats import Article, File, Format, Unreadable, format_of
from ingest.formats.registry import not_read
from ingest.given import Given
from ingest.language import settled
from vectorstore import Extract, Metadata, SourceError

_NO_ARTICLE = ("The file holds no article", "Look into it, or leave it out.")
_LONGEST_TITLE = 200
_LONGEST_VALUE = 1000
_LONGEST_KEY = 500
_LONGEST_FIRST_WORDS = 80
_HEADED = frozenset({"text", "Markdown"})
"""Formats whose articles have their title, as a rule, from the head of their text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a file: what was read of it, or the error that says why it cannot be.

    `key` tells the articles of one file apart and is empty for a file that is one article.
    `sha256` is of what the article was made from: of the file's bytes where it is the only one,
    else of its own text and metadata. `note` says what to know of an article that was read.
    """

    key: str
    sha256: str
    extract: Extract | None
    error: SourceError | None = None
    note: str = ""
    signature: bytes = b""


def read(file: File, given: Given) -> list[Part]:
    """Return the articles of a file, in its order; `given` stands above what it says of itself.

    Raises SourceError where the file as a whole cannot be read.
    """
    form = format_of(file.name, file.content)
    if form is None:
        raise not_read(file.name)
    if not file.content.strip():
        raise SourceError("The file is empty", "Write something into it, or leave it out.")
    if given.columns:
        file = replace(file, columns=dict(file.columns) | dict(given.columns))
    parts: list[Part] = []
    keys: dict[str, int] = {}
    for item in _limited(form.reader()(file), file):
        part = _part(item, file, form, given)
        parts.append(replace(part, key=_distinct(part.key, keys)))
    if not parts:
        raise SourceError(*_NO_ARTICLE)
    return parts


def read_file(path: Path, content: bytes) -> Extract:
    """Return the one article of a file that holds one. Raises SourceError where it cannot."""
    part = read(File(path.name, content), Given())[0]
    if part.extract is None:
        raise part.error or SourceError(*_NO_ARTICLE)
    return part.extract


def _limited(items: Iterator[Article | Unreadable], file: File) -> Iterator[Article | Unreadable]:
    most = file.settings.articles
    for count, item in enumerate(items, 1):
        if count > most:
            raise SourceError(
                f"The file holds more than {most:,} articles",
                "Divide it, or raise CARAVAN_INGEST_ARTICLES.",
            )
        yield item


def _part(item: Article | Unreadable, file: File, form: Format, given: Given) -> Part:
    if isinstance(item, Unreadable):
        return Part(item.key, "", None, item.error)
    digest = _digest(item) if item.key else hashlib.sha256(file.content).hexdigest()
    try:
        extract, note = _finished(item, file, form, given)
    except SourceError as error:
        if not item.key:
            raise
        return Part(item.key, digest, None, error)
    return Part(item.key, digest, extract, note=note, signature=_signature(extract.text))


def _distinct(key: str, taken: dict[str, int]) -> str:
    """Return `key`, numbered where an article before it in the file has the same.

    `taken` counts how many have each key.
    """
    own = key = " ".join(tidy(key).split())[:_LONGEST_KEY]
    while own in taken:
        taken[key] += 1
        own = f"{key}~{taken[key]}"
    taken[own] = 1
    return own


def _digest(article: Article) -> str:
    written = json.dumps(asdict(article), sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def _finished(article: Article, file: File, form: Format, given: Given) -> tuple[Extract, str]:
    """Return the extract of one article, and what to know of it."""
    text = _checked_text(article)
    if _loses_title(article, given, form):
        text = f"{article.title}\n\n{text}"
    language = settled(given.language, article.language, text)
    own_url = article.url or (file.url if not article.key else None)
    metadata = Metadata(
        title=_title(given.title or article.title or _fallback_title(article, file)),
        author=_line(given.author or article.author),
        publisher=_line(given.publisher or article.publisher),
        published=given.published or article.published,
        language=language,
        url=_line(given.url or own_url),
    )
    is_unsure = article.written_date and metadata.published is None
    note = left_unknown(article.written_date) if is_unsure else ""
    return Extract(text, metadata, article.pages), note


def _loses_title(article: Article, given: Given, form: Format) -> bool:
    """Tell whether the title that a text began with gives way to another, so that it is text."""
    if not given.title or not article.title or form.name not in _HEADED:
        return False
    return given.title.casefold() != article.title.casefold()


def _checked_text(article: Article) -> str:
    """Return the text, tidy; where it has pages, as it is, as their places are counted in it."""
    text = tidy(article.text)
    if not text.strip():
        what = "It has a title and no text" if article.title else "It holds no text"
        raise SourceError(what, "Write its text, or leave it out.")
    starts = [page.start for page in article.pages]
    if not starts:
        return text.strip("\n ")
    if (
        text != article.text
        or starts != sorted(starts)
        or not 0 <= starts[0] <= starts[-1] <= len(text)
    ):
        raise SourceError("Its pages do not fit its text", "Report this file to Caravan's makers.")
    return text


def _title(title: str) -> str:
    line = " ".join(tidy(title).split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _line(value: str | None) -> str | None:
    return " ".join(tidy(value).split())[:_LONGEST_VALUE] or None if value else None


def _fallback_title(article: Article, file: File) -> str:
    if article.key:
        return _first_words(article.text)
    name = tidy(file.name)
    words = re.sub(r"[-_\s]+", " ", PurePath(name).stem).strip()
    return words[:1].upper() + words[1:] or name or "Untitled"


def _first_words(text: str) -> str:
    line = " ".join(text[: 4 * _LONGEST_FIRST_WORDS].split())
    if len(line) <= _LONGEST_FIRST_WORDS:
        return line
    return line[:_LONGEST_FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def _signature(text: str) -> bytes:
    from vectorstore.nearness import signature

    return signature(text)
