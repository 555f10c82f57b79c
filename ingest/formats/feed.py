"""RSS and Atom: each entry is an article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.declared import possible_day, web_address
from ingest.formats.markup import fragment_to_text
from ingest.formats.xml import refuse_entities
from vectorstore import SourceError

_MARKUP = frozenset(("text/html", "application/xhtml+xml"))
_LONGEST_KEY = 300


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield an article for each entry, by its id; of entries with the same id only the first.

    Raises SourceError where the file is no feed, or declares XML entities.
    """
    refuse_entities(file.content, "The feed")
    found = _parsed(file)
    keys: set[str] = set()
    for entry in found.entries:
        key = _key(entry)
        if key in keys:
            continue
        keys.add(key)
        yield _article(entry, found.feed, key, file)


def _parsed(file: File) -> Any:
    import feedparser

    headers = {"content-type": f"application/xml; charset={file.encoding}"} if file.encoding else {}
    if web_address(file.url):
        headers["content-location"] = str(file.url)
    try:
        # A stream: text and bytes could be taken for an address or a path, and opened.
        found = feedparser.parse(BytesIO(file.content), response_headers=headers)
    except Exception as error:
        raise _no_feed() from error
    if not found.version and not found.entries:
        raise _no_feed()
    if not found.entries:
        raise SourceError("The feed has no entries", "Look into it, or leave it out.")
    return found


def _no_feed() -> SourceError:
    return SourceError(
        "The file is XML, but no RSS or Atom feed",
        "Save its text as .html or .txt, and ingest that.",
    )


def _article(entry: Any, feed: Any, key: str, file: File) -> Article | Unreadable:
    try:
        text = _text(entry)
    except SourceError as error:
        return Unreadable(key, error)
    if not text:
        return Unreadable(
            key,
            SourceError(
                "The entry holds no text", "Ingest the page that it links to, or leave it out."
            ),
        )
    return Article(
        text,
        title=_plain(entry.get("title"), entry.get("title_detail")),
        author=_author(entry) or _author(feed),
        publisher=_plain(feed.get("title"), feed.get("title_detail")),
        published=_day(entry),
        language=_language(entry, feed),
        url=web_address(entry.get("link"), file.url),
        key=key,
    )


def _text(entry: Any) -> str:
    """Return the entry's content, or its summary where that says more."""
    texts = [_as_text(part) for part in entry.get("content", ())]
    detail = entry.get("summary_detail")
    if detail:
        texts.append(_as_text(detail))
    return max(texts, key=len, default="")


def _as_text(part: Any) -> str:
    value = str(part.get("value") or "")
    if part.get("type") in _MARKUP or re.search(r"<\w|&\w+;", value):
        return fragment_to_text(value)
    paragraphs = (" ".join(each.split()) for each in re.split(r"\n[^\S\n]*\n", value))
    return "\n\n".join(each for each in paragraphs if each)


def _key(entry: Any) -> str:
    """Return the entry's id, its link, or a digest of it, which stay the same from run to run."""
    known = " ".join(str(entry.get("id") or entry.get("link") or "").split())
    if known and len(known) <= _LONGEST_KEY:
        return known
    said = f"{known}\n{entry.get('title')}\n{entry.get('published')}\n{entry.get('summary')}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def _plain(value: Any, detail: Any) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    if detail and detail.get("type") in _MARKUP:
        value = fragment_to_text(value)
    return " ".join(value.split()) or None


def _author(said: Any) -> str | None:
    names = [" ".join(str(each.get("name") or "").split()) for each in said.get("authors", ())]
    return ", ".join(name for name in names if name) or None


def _language(entry: Any, feed: Any) -> str | None:
    for detail in (*entry.get("content", ()), entry.get("summary_detail") or {}, feed):
        code = detail.get("language")
        if isinstance(code, str) and code.strip():
            return code.strip()
    return None


def _day(entry: Any) -> date | None:
    """Return the day of publication, as its own clock has it; the day of a change is none."""
    # feedparser gives the change for the publication where the latter is missing.
    if not dict.__contains__(entry, "published"):
        return None
    written = str(dict.__getitem__(entry, "published"))
    parsed = dict.get(entry, "published_parsed")
    return possible_day(written) or (
        possible_day(f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}") if parsed else None
    )
