"""What was sent: a file's name whose suffix tells its format, and its encoding."""

from __future__ import annotations

import codecs
import mimetypes
import re
from email.message import Message
from pathlib import PurePosixPath

import httpx

from ingest.formats.registry import SUFFIXES, format_of, is_archive, not_read
from ingest.web.exchange import Reply
from vectorstore import SourceError

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "message/rfc822": ".eml",
    "application/rss+xml": ".rss",
    "application/rdf+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/jsonl": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
}
# Types that say little: the name may say more. None leaves it to the content.
_VAGUE = {
    "text/plain": ".txt",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "": None,
    "application/octet-stream": None,
    "binary/octet-stream": None,
    "application/download": None,
    "application/x-download": None,
    "application/force-download": None,
}
_KNOWN = SUFFIXES | {".zip"}
_PAGES = frozenset({".asp", ".aspx", ".cgi", ".jsp", ".php", ".shtml"})
_UNSAFE = re.compile(r"[^\w .-]+")
_LONGEST_HEADER = 1000
_LONGEST_STEM = 80
_NO_TEXT = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})


def check_type(reply: Reply) -> None:
    """Raise SourceError where the headers announce what is certainly not read."""
    _suffix_announced(reply)


def name_of(reply: Reply) -> str:
    """Return a plain file name: from the address, with a suffix that tells the format.

    Raises SourceError where the format cannot be told.
    """
    suffix = _suffix_announced(reply) or _suffix_of(reply.content)
    return f"{_stem(reply.url)}{suffix}"


def encoding_of(reply: Reply) -> str | None:
    """Return the encoding of text that the server names, where it is one that is known."""
    try:
        name = codecs.lookup(_described(reply).get_content_charset() or "").name
        b"x".decode(name)
    except (LookupError, ValueError):
        return None
    return None if name.replace("-", "_") in _NO_TEXT else name


def _suffix_announced(reply: Reply) -> str | None:
    """Return the suffix by the headers and the address; None where only the content can tell."""
    described = _described(reply)
    kind = described.get_content_type() if reply.headers.get("content-type", "").strip() else ""
    if kind in _TYPES:
        return _TYPES[kind]
    named = _suffix_named(described, reply.url)
    if kind in _VAGUE:
        return named or _VAGUE[kind]
    if named is not None and kind == "application/json":
        return named
    extension = mimetypes.guess_extension(kind) or ""
    raise SourceError(
        f"It is no article but {kind[:60]}, which Caravan does not read",
        not_read(f"it{extension}").hint,
    )


def _suffix_of(content: bytes) -> str:
    found = format_of("", content)
    if found is not None:
        return found.suffixes[0]
    if is_archive("", content):
        return ".zip"
    raise SourceError(
        "The server does not say what it sends, and its format cannot be told",
        "Save it with a suffix that tells the format, such as .txt, and ingest the file.",
    )


def _suffix_named(described: Message, url: httpx.URL) -> str | None:
    for name in (_file_name(described), url.path):
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _KNOWN:
            return suffix
    return None


def _file_name(described: Message) -> str:
    try:
        return described.get_filename() or ""
    except (LookupError, ValueError):  # it is in an encoding that is none
        return ""


def _stem(url: httpx.URL) -> str:
    last = next((part for part in reversed(url.path.split("/")) if part), "")
    path = PurePosixPath(last)
    stem = path.stem if path.suffix.lower() in _KNOWN | _PAGES else path.name
    plain = _UNSAFE.sub("-", stem)[:_LONGEST_STEM].strip(" .-")
    return plain or _UNSAFE.sub("-", url.host)


def _described(reply: Reply) -> Message:
    # The e-mail parser knows the parameters of these headers, encoded ones too.
    message = Message()
    for name in ("content-type", "content-disposition"):
        if name in reply.headers:
            message[name] = reply.headers[name][:_LONGEST_HEADER]
    return message
