"""A message's own words: without what it answers, and without its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.eml.subject import Subject
from ingest.furniture import is_furniture

_SIGNATURE = "--"
_LONGEST_SIGNATURE = 10
"""Lines; with more below it, two hyphens are a rule between the parts of a text."""
_MARKER = re.compile(
    r"(?:-{2,}|_{2,}|\*{2,})?\s?(?:original|(?P<on>(?:begin\s)?forwarded))\smessage\s?:?(?:-{2,})?"
    r"|-{2,}\s?(?:исходное|(?P<further>пересылаемое))\sсообщение\s?-{2,}|(?:_{20,}|-{20,})",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"""[*_]{0,2}(?:
        (?P<who>from|von|de|от|отправитель|кімнен)
      | (?P<when>sent|date|gesendet|datum|envoyé|отправлено|дата|жіберілді|күні)
      | (?P<whom>to|cc|an|à|кому|копия|кімге)
      | (?P<what>subject|betreff|objet|тема|тақырып)
    )[*_]{0,2}\s?:""",
    re.VERBOSE | re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"""^(?:On\ [^\n]{4,200}(?:\n[^\n]{1,100})?\ wrote
      |[^\n]{4,200}\ (?:schrieb[^\n]{0,100}|a\ écrit|пишет|написал\(?а?\)?|жазды)
      |[^\n]{4,200}<[^\s<>@]{1,64}@[^\s<>]{1,100}>)\s?:[ ]*$(?=\s*(?:\n>|\Z))""",
    re.VERBOSE | re.MULTILINE,
)
_QUOTES = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)


def own_words(text: str, subject: Subject) -> str:
    """Return the lines of a text without quoted ones, what introduces them, and the signature.

    Of an answer, the message that it answers is left off, too; one that is handed on is kept, as
    it is what the message was sent for.
    """
    text = _QUOTES.sub("", text) if subject.is_forward else _ANSWERED.sub("", text)
    lines = text.split("\n")
    start, is_handed_on = _earlier(lines)
    own = _unsigned(lines[:start])
    kept = [line for line in own if not line.startswith(">") and not is_furniture(line)]
    if start < len(lines) and (is_handed_on or not subject.is_answer):
        begins = start + (_MARKER.fullmatch(lines[start].strip()[:300]) is not None)
        kept += ["", *lines[begins:]]
    return "\n".join(kept).strip()


def flowed(text: str) -> str:
    """Return text of format=flowed (RFC 3676) with its paragraphs on one line each."""
    paragraphs: list[list[str]] = []
    is_open = False
    for line in text.split("\n"):
        is_quoted = line.startswith(">")
        words = line[1:] if line.startswith(" ") else line
        is_apart = is_quoted or words == f"{_SIGNATURE} "
        if is_open and not is_apart:
            paragraphs[-1].append(words)
        else:
            paragraphs.append([words])
        is_open = words.endswith(" ") and not is_apart
    return "\n".join("".join(paragraph) for paragraph in paragraphs)


def _earlier(lines: Sequence[str]) -> tuple[int, bool]:
    """Return where another message begins, and whether a line says that it is handed on."""
    for place, line in enumerate(lines):
        bare = line.strip()[:300]
        if not bare:
            continue
        marker = _MARKER.fullmatch(bare)
        if marker is not None and _headers(lines[place + 1 : place + 8], 3) & {"who", "when"}:
            return place, bool(marker["on"] or marker["further"])
        header = _HEADER.match(bare)
        if header is not None and header.lastgroup == "who":
            others = _headers(lines[place + 1 : place + 12], 5)
            if "when" in others and others & {"whom", "what"}:
                return place, False
    return len(lines), False


def _headers(lines: Sequence[str], most: int) -> set[str]:
    """Return which headers of a message are among the first `most` lines that say something."""
    said = [line.strip()[:40] for line in lines if line.strip()][:most]
    matches = (_HEADER.match(line) for line in said)
    return {str(match.lastgroup) for match in matches if match is not None}


def _unsigned(lines: list[str]) -> list[str]:
    below = sum(1 for line in lines if line.strip())
    for place, line in enumerate(lines):
        below -= bool(line.strip())
        is_mark = line.rstrip() == _SIGNATURE
        if is_mark and (line.endswith(" ") or below <= _LONGEST_SIGNATURE):
            return lines[:place]
    return lines
