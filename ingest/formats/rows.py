"""Rows of a table, and objects: an article each."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ingest.encoding import decode, mend, tidy
from ingest.formats.article import Article, File, Unreadable
from ingest.formats.fields import NAMES, ROLES, normal, one_line
from ingest.formats.headed import headed
from ingest.formats.markup import fragment_to_text
from ingest.pasted import clean_pasted
from vectorstore import SourceError

_HTML = re.compile(
    r"</(?:p|div|h[1-6]|li|tr|blockquote|section|article)>|<(?:br|p)(?:\s[^<>]*)?/?>", re.I
)
_HTML_IN_LINES = re.compile(r"</(?:a|b|i|u|em|strong|span|sup|sub|mark|small)>", re.I)
"""Marks within paragraphs that are themselves parted by blank lines, as WordPress keeps them."""
_MOST_SHOWN = 20
_LONGEST_SHOWN = 40
_LONGEST_KEY = 200
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_ZEROS = 100
"""One byte in so many can be a stray zero, which is left out; where more are, it is no text."""

_log = logging.getLogger(__name__)


def written_text(file: File) -> str:
    """Return the text of a file of rows, in which a stray zero byte costs nothing."""
    content = file.content
    zeros = 0 if content.startswith(_UTF16_MARKS) else content.count(b"\x00")
    if 0 < zeros * _ZEROS <= len(content):
        content = content.replace(b"\x00", b"")
    return decode(content, file.encoding)


def columns_of(names: Iterable[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return which of `names` holds what of an article: as `chosen`, else by its usual name.

    Names are compared whatever their case. What is chosen and not there is in none.
    """
    by_normal: dict[str, str] = {}
    for name in names:
        by_normal.setdefault(normal(name), name)
    found: dict[str, str] = {}
    for role, usual in NAMES.items():
        for name in usual:
            if name in by_normal:
                found[role] = by_normal[name]
                break
    for role, name in chosen.items():
        taken = by_normal.get(normal(name))
        found = {other: column for other, column in found.items() if column != taken}
        found.pop(ROLES[role], None)
    for role, name in chosen.items():
        if normal(name) in by_normal:
            found[ROLES[role]] = by_normal[normal(name)]
    return found


def check_columns(names: Iterable[str], chosen: Mapping[str, str]) -> None:
    """Raise SourceError where a chosen column is not there, or none is known to hold the text."""
    there = list(names)
    known = {normal(name) for name in there}
    for name in chosen.values():
        if normal(name) not in known:
            raise SourceError(
                f"There is no column {shown([name])}", f"Its columns are: {shown(there)}."
            )
    if "text" not in columns_of(there, chosen):
        raise SourceError(
            f"No column of it is known to hold the text; its columns are: {shown(there)}",
            "Name the one that does with `--column text=NAME`, or under `columns:` in a sidecar.",
        )


def shown(names: Iterable[str]) -> str:
    """Return names of columns as a person can read them, not too many nor too long."""
    lines = [" ".join(tidy(name).split()) for name in names]
    cut = [
        line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…" for line in lines
    ]
    more = ["…"] if len(cut) > _MOST_SHOWN else []
    return ", ".join([*(line or "(no name)" for line in cut[:_MOST_SHOWN]), *more]) or "none"


def row_article(
    values: Mapping[str, Any], columns: Mapping[str, str], line: int
) -> Article | Unreadable:
    """Return the article of one row, given what its columns hold; `line` is where it begins.

    Whatever a row holds, it costs no other.
    """
    try:
        return _article(values, columns, line)
    except SourceError as error:
        return Unreadable(f"line {line}", error)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - hostile markup can bring a library to raise anything
        _log.debug("Line %d could not be read", line, exc_info=True)
        return unreadable(line, "could not be read", "Write its text without markup.")


def _article(
    values: Mapping[str, Any], columns: Mapping[str, str], line: int
) -> Article | Unreadable:
    written = values.get(columns.get("text", ""))
    if written is None or (isinstance(written, str) and not written.strip()):
        return unreadable(line, "has no text", "Write its text, or take the row out.")
    if not isinstance(written, str):
        return unreadable(line, "has something else than words for its text", "Make it a string.")
    text = tidy(_without_markup(mend(written))).strip()
    if not text:
        return unreadable(line, "has no words in its text", "Write some, or take the row out.")
    known = {role: values.get(column) for role, column in columns.items() if role != "text"}
    title, cleaned = clean_pasted(text)
    # A text that is nothing but what looks like a page's furniture is kept as it is.
    article = headed(known, title, cleaned or text)
    return replace(article, key=_key(known, article))


def _without_markup(text: str) -> str:
    """Return the text of a cell; what was exported as HTML, without its marks."""
    if _HTML.search(text):
        return fragment_to_text(text)
    if _HTML_IN_LINES.search(text):
        return fragment_to_text("<p>" + re.sub(r"\n[^\S\n]*\n", "<p>", tidy(text)))
    return text


def unreadable(line: int, problem: str, hint: str) -> Unreadable:
    """Return what stands for a row that cannot be read."""
    return Unreadable(f"line {line}", SourceError(f"Line {line} {problem}", hint))


def _key(known: Mapping[str, Any], article: Article) -> str:
    """Return what tells a row apart: its id, else its address, else its title and text."""
    for role in ("key", "url"):
        key = one_line(known.get(role))
        if key is not None and len(key) <= _LONGEST_KEY:
            return key
    written = f"{article.title}\n{article.text}"
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:16]
