"""From a file's bytes to its readable text and metadata."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from charset_normalizer import from_bytes

from ingest.markdown import markdown_to_text
from ingest.pasted import clean_pasted
from vectorstore import Extract, Metadata, SourceError

EXTRACTOR = "text-1"
"""Raised whenever the same bytes give another text, so that files are read again."""

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
LARGEST = 64 * 1024 * 1024
"""Bytes; a larger file is refused."""

_MARKDOWN = frozenset({".md", ".markdown"})
_LONGEST_FRONT_MATTER = 64 * 1024
# As in Pandoc, a mark that a blank line follows is a rule and no front matter.
_FRONT_MATTER = re.compile(
    r"\A---[ ]*\n(?![ ]*\n)(.*?)^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_NOTHING = frozenset({"", "~", "null"})
_LONGEST_TITLE = 200
_MOST_CHAOS = 0.2
"""Share of unlikely characters beyond which charset-normalizer's best guess is no text."""
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}
_LEGACY = (["cp1252", "cp1251"], ["cp1250", "koi8_r", "gb18030", "shift_jis", "big5", "euc_kr"])
"""Encodings to guess among, the likely ones first; among all at once, guesses err more often."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# Invisible characters that a reader never sees and that would break words and searches.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"  # half of a pair, which only an escape in front matter can write
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BREAKS = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def read_file(path: Path, content: bytes) -> Extract:
    """Return the text and metadata of a file, given its content.

    Raises SourceError where it is empty, not text, or its front matter cannot be read.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(
            f"{path.suffix or 'A file without a suffix'} is not a format that Caravan reads",
            f"It reads {', '.join(sorted(SUFFIXES))}.",
        )
    written = tidy(decode(content))
    fields, body = _front_matter(written)
    if path.suffix.lower() in _MARKDOWN:
        found_title, text = markdown_to_text(body)
    else:
        found_title, text = clean_pasted(body)
    if not text.strip():
        raise SourceError("The file is empty", "Write something into it, or leave it out.")
    title = _string(fields, "title") or found_title or _title_from_name(path)
    if found_title and found_title.casefold() != title.casefold():
        text = f"{found_title}\n\n{text}"
    return Extract(text, _metadata(fields, title))


def decode(content: bytes) -> str:
    """Return `content` as text, its encoding detected. Raises SourceError for what is not text."""
    if not content.strip():
        raise SourceError("The file is empty", "Write something into it, or leave it out.")
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _decoded(content, encoding)
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise SourceError(f"The file is {kind}, not text", "Save its text as .txt or .md.")
    if b"\x00" in content:
        raise SourceError("The file is binary, not text", "Save its text as .txt or .md.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)


def tidy(text: str) -> str:
    """Return `text` with one kind of line break and of space, and nothing invisible."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The file says that it is {encoding} but is not ({error.reason})",
            "Save it again as UTF-8.",
        ) from error


def _guessed(content: bytes) -> str:
    if _BINARY.search(content) is None:
        for encodings in _LEGACY:
            match = from_bytes(content, cp_isolation=encodings).best()
            if match is not None and match.chaos <= _MOST_CHAOS:
                return str(match)
    raise SourceError(
        "The file is binary, or text in an encoding that cannot be told", "Save its text as UTF-8."
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT_MATTER.match(text)
    if found is None or len(found[1]) > _LONGEST_FRONT_MATTER:
        return {}, text
    try:
        # Every value as it is written: YAML's own types make False of `no` and 630 of `10:30`.
        fields = yaml.BaseLoader(found[1]).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        problem = _problem(error)
        raise SourceError(
            f"Its front matter is not valid YAML: {problem}",
            "Mend the lines between the two --- marks; quote a value that holds a colon.",
        ) from error
    if not isinstance(fields, dict):
        return {}, text
    return {str(key).strip().lower(): value for key, value in fields.items()}, text[found.end() :]


def _problem(error: yaml.YAMLError | RecursionError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        # Lines are counted from 0, and the file's first one is the opening mark.
        return f"{error.problem} (line {error.problem_mark.line + 2})"
    return " ".join(str(error).split())[:200]


def _metadata(fields: dict[str, Any], title: str) -> Metadata:
    return Metadata(
        title=title[:_LONGEST_TITLE],
        author=_string(fields, "author", "authors"),
        publisher=_string(fields, "publisher"),
        published=_date(fields, "date", "published"),
        language=_string(fields, "language", "lang"),
        url=_string(fields, "url", "canonical"),
    )


def _string(fields: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value[:20]):
            value = ", ".join(value[:20])
        if isinstance(value, str):
            # Escapes in a quoted value can hold what was tidied away before.
            words = tidy(value).split()
            if " ".join(words).lower() not in _NOTHING:
                return " ".join(words)[:1000]
    return None


def _date(fields: dict[str, Any], *names: str) -> date | None:
    readers: tuple[Callable[[str], date], ...] = (
        lambda value: datetime.fromisoformat(value).date(),
        *(
            lambda value, form=form: datetime.strptime(value, form).date()
            for form in ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d")
        ),
    )
    for name in names:
        written = _string(fields, name)
        for read in readers if written else ():
            try:
                return read(str(written))
            except ValueError:
                continue
    return None


def _title_from_name(path: Path) -> str:
    words = re.sub(r"[-_\s]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:] or path.name
