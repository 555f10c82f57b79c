"""E-mails: the message's own words, without what it answers and without its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.declared import possible_day
from ingest.formats.markup import fragment_to_text, parse
from ingest.furniture import is_furniture
from vectorstore import SourceError

_MOST_PARTS = 500
_DEEPEST = 20
_BOUNDARY = re.compile(rb"""boundary\s*=""", re.I)
_ANSWERED = re.compile(
    r"""^(?:On\ [^\n]{4,200}(?:\n[^\n]{1,100})?\ wrote
      |[^\n]{4,200}\ (?:пишет|написал\(?а?\)?|жазды))\s?:[ ]*$""",
    re.VERBOSE | re.MULTILINE,
)
_FORWARDED = re.compile(
    r"(?:-{2,}\s?(?:original|forwarded)\smessage\s?-{2,}"
    r"|-{2,}\s?(?:исходное|пересылаемое)\sсообщение\s?-{2,}|_{20,})",
    re.IGNORECASE,
)
_ANSWERED_IN_HTML = (
    "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"
    " | //*[contains(@class, 'moz-signature')]"
)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|ha|отв|пер)\s?:\s*)+", re.I)


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the message as one article, and each attachment as one that is not read with it.

    Raises SourceError where the file is no e-mail, or has no text.
    """
    message = _message(file)
    parts = _parts(message)
    plain = [part for part in parts if _is_body(part, "text/plain")]
    marked = [part for part in parts if _is_body(part, "text/html")]
    text = "\n\n".join(filter(None, (_own_words(_content(part)) for part in plain)))
    if not text:
        text = "\n\n".join(filter(None, (_from_html(_content(part)) for part in marked)))
    if not text:
        raise SourceError(
            "The e-mail holds no text of its own", "Save what is attached to it, and ingest that."
        )
    yield Article(
        text,
        title=_PREFIX.sub("", _header(message, "subject")) or None,
        author=_sender(message),
        published=_day(message),
        url=None,
    )
    yield from _attached(parts)


def _message(file: File) -> EmailMessage:
    if len(_BOUNDARY.findall(file.content)) > _MOST_PARTS:
        raise _too_many_parts()
    try:
        message = BytesParser(policy=policy.default).parsebytes(file.content)
    except Exception as error:
        raise SourceError(
            "The e-mail is damaged", "Save it again from the mail program, or as text."
        ) from error
    if not isinstance(message, EmailMessage) or not any(
        name in message for name in ("from", "subject", "date", "received", "mime-version", "to")
    ):
        raise SourceError("The file is no e-mail", "Save its text as .txt, and ingest that.")
    return message


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts that hold something; a message within the message is one of them, closed."""
    parts: list[EmailMessage] = []
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEEPEST or len(parts) > _MOST_PARTS:
            raise _too_many_parts()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            inner = [each for each in part.get_payload() if isinstance(each, EmailMessage)]
            waiting.extend((each, depth + 1) for each in reversed(inner))
        else:
            parts.append(part)
    return parts


def _too_many_parts() -> SourceError:
    return SourceError(
        f"The e-mail has more than {_MOST_PARTS} parts, or nests them more than {_DEEPEST} deep",
        "Save its text as .txt, and ingest that.",
    )


def _is_body(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_attached(part)


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:  # noqa: BLE001 - a header that cannot be read says nothing
        return False


def _content(part: EmailMessage) -> str:
    """Return a part's text in its charset, or in the one its bytes are in where it names none."""
    from ingest.encoding import decode

    try:
        content = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception:  # noqa: BLE001 - a part that cannot be unpacked has no text to offer
        return ""
    if not isinstance(content, bytes) or not content.strip():
        return ""
    try:
        return decode(content, charset)
    except SourceError:
        return content.decode("utf-8", "replace")


def _own_words(text: str) -> str:
    """Return plain text without quoted lines, what introduces them, and the signature."""
    kept: list[str] = []
    for line in _ANSWERED.sub("", text.replace("\r\n", "\n")).split("\n"):
        if line.rstrip() == "--" or _FORWARDED.fullmatch(line.strip()[:300]) is not None:
            break
        if not line.startswith(">") and not is_furniture(line):
            kept.append(line)
    return _paragraphs("\n".join(kept))


def _paragraphs(text: str) -> str:
    from ingest.pasted import unwrapped

    return unwrapped(text)


def _from_html(markup: str) -> str:
    if not markup.strip():
        return ""
    tree = parse(markup)
    for element in tree.xpath(_ANSWERED_IN_HTML):
        if element.getparent() is not None:
            element.drop_tree()
    from lxml import html

    lines = fragment_to_text(html.tostring(tree, encoding="unicode")).split("\n")
    return "\n".join(line for line in lines if not is_furniture(line)).strip()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except Exception:  # noqa: BLE001 - a broken header is one that is not there
        return ""


def _sender(message: EmailMessage) -> str | None:
    name, _ = parseaddr(_header(message, "from"))
    return None if not name or "@" in name else name


def _day(message: EmailMessage) -> date | None:
    try:
        return possible_day(parsedate_to_datetime(_header(message, "date")).date().isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _attached(parts: list[EmailMessage]) -> Iterator[Unreadable]:
    """Yield what is attached: a picture within the text is no loss, all else is named."""
    for place, part in enumerate(parts, 1):
        if part.get_content_type() == "message/rfc822":
            name = f"message {place}"
        elif not _is_attached(part) or _is_shown(part):
            continue
        else:
            name = _name(part) or f"part {place}"
        yield Unreadable(
            f"attachment {place}: {name}",
            SourceError(
                f'The attachment "{name}" is not read with its message',
                "Save it as a file of its own, and ingest that.",
            ),
        )


def _is_shown(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "image" and (
        "content-id" in part or part.get_content_disposition() != "attachment"
    )


def _name(part: EmailMessage) -> str:
    try:
        return " ".join((part.get_filename() or "").split())[:100]
    except Exception:  # noqa: BLE001 - a name that cannot be read is none
        return ""
