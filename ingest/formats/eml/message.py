"""A message taken apart within limits: what its headers say, and the parts that it is made of."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, Policy

from vectorstore import SourceError

_MOST_PARTS = 500
_DEEPEST = 20
_MOST_BOUNDARIES = 100
"""Multiparts that may be declared: each line is held against the boundary of each open one."""
_LONGEST_HEADER = 8192
_USUAL_HEADERS = ("from", "subject", "date", "received", "mime-version", "to")
_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a message, its headers read once. `inner` are the parts of a multipart.

    `name` is the file name of what is attached. A message within the message is a part, closed.
    """

    message: Message
    kind: str
    name: str
    charset: str | None
    is_attached: bool
    is_flowed: bool
    inner: tuple[Part, ...] = ()

    def content(self) -> bytes:
        """Return the part's bytes, whatever they were wrapped in."""
        content = self.message.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    def text(self) -> str:
        """Return the part as text, in its charset, or the one its bytes are in if it names none."""
        from ingest.encoding import decode
        from ingest.formats.markup import decoded

        content = self.content()
        if not content.strip():
            return ""
        try:
            read = decoded if self.kind == "text/html" else decode
            return read(content, self.charset)
        except SourceError:
            return content.decode("utf-8", "replace")

    def leaves(self) -> Iterator[Part]:
        """Yield the parts that hold something, in order."""
        if not self.inner:
            yield self
        for part in self.inner:
            yield from part.leaves()


class _CutHeaders(Compat32):
    """Leaves off what a header has beyond any need: to read it takes the square of its length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def parsed(content: bytes) -> Message:
    """Return a file's message. Raises SourceError for what is none, or has too many parts."""
    if content.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise _too_many_parts()
    count = 0

    def counted(policy: Policy) -> Message:
        nonlocal count
        count += 1
        if count > _MOST_PARTS:
            raise _too_many_parts()
        return Message(policy)

    try:
        message = BytesParser(policy=_CutHeaders(message_factory=counted)).parsebytes(content)
    except SourceError:
        raise
    except Exception as error:  # the parser can stumble over any header of a damaged message
        raise SourceError(
            "The e-mail is damaged", "Save it again from the mail program, or as text."
        ) from error
    if not any(name in message for name in _USUAL_HEADERS):
        raise SourceError("The file is no e-mail", "Save its text as .txt, and ingest that.")
    return message


def described(message: Message, depth: int = 0) -> Part:
    """Return a message, or a part of one, with all that lies in it.

    Raises SourceError where parts lie in one another too deeply.
    """
    if depth > _DEEPEST:
        raise _too_many_parts()
    inner: tuple[Part, ...] = ()
    payload = message.get_payload() if message.get_content_maintype() == "multipart" else None
    if isinstance(payload, list):
        parts = (each for each in payload if isinstance(each, Message))
        inner = tuple(described(each, depth + 1) for each in parts)
    kind = message.get_content_type()
    if kind.startswith("multipart/") and not inner:  # none of its boundaries is there
        kind = "text/plain"
    name, disposition = _name(message), _disposition(message)
    return Part(
        message,
        kind,
        name or f"part{mimetypes.guess_extension(kind) or ''}",
        _parameter(message, "charset"),
        not inner and _is_attached(message, kind, bool(name), disposition),
        _parameter(message, "format") == "flowed",
        inner,
    )


def header(message: Message, name: str) -> str:
    """Return a header as it is written, on one line; an empty string where there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    written = str(raw).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(written.split())


def header_words(written: str) -> str:
    """Return a header's words, of which those beyond ASCII are written in some encoding."""
    try:
        words = "".join(_word(part, charset) for part, charset in decode_header(written))
    except Exception:  # noqa: BLE001 - a header that is broken says what it says
        words = written
    return " ".join(words.split())


def _word(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    if charset is None:  # what stands between encoded words
        return part.decode("raw_unicode_escape", "replace")
    try:
        return part.decode(charset, "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")


def _is_attached(message: Message, kind: str, is_named: bool, disposition: str) -> bool:
    """Tell whether a part is a file of its own, and not of the message's body."""
    main, _, sub = kind.partition("/")
    if main == "message":
        return sub == "rfc822"
    if kind in _SIGNATURES:
        return False
    if main == "image":  # most are logos within the text
        return disposition == "attachment" and "content-id" not in message
    return disposition == "attachment" or is_named or main not in ("text", "multipart")


def _name(message: Message) -> str:
    try:
        written = message.get_filename() or ""
    except Exception:  # noqa: BLE001 - a name that cannot be read is none
        return ""
    return header_words(written).replace("\\", "/").rpartition("/")[2][:100]


def _disposition(message: Message) -> str:
    try:
        return message.get_content_disposition() or ""
    except Exception:  # noqa: BLE001 - a header that cannot be read says nothing
        return ""


def _parameter(message: Message, name: str) -> str | None:
    try:
        value = message.get_param(name)
        return str(value[2] if isinstance(value, tuple) else value).lower() if value else None
    except Exception:  # noqa: BLE001 - a header that cannot be read says nothing
        return None


def _too_many_parts() -> SourceError:
    return SourceError(
        f"The e-mail has more than {_MOST_PARTS} parts, or nests them more than {_DEEPEST} deep",
        "Save its text as .txt, and ingest that.",
    )
