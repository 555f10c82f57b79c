"""E-mails: the message's own words as one article, and each attachment as those it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.declared import possible_day
from ingest.formats.eml.body import body_of
from ingest.formats.eml.message import Part, described, header, header_words, parsed
from ingest.formats.eml.subject import Subject
from ingest.formats.properties import author_of
from vectorstore import SourceError

_DEEPEST = 5
"""Messages that may lie in one another, besides the first."""
_MESSAGE = "message/rfc822"
_SAVE = "Save it as a file of its own, and ingest that."


def read(file: File) -> Iterator[Article | Unreadable]:
    """Yield the message as one article, and each attachment as those that its own format yields.

    What is attached has a key: its name. Raises SourceError where the file is no e-mail, or has
    neither text nor attachments.
    """
    yield from _articles(parsed(file.content), file, 0)


def _articles(message: Message, file: File, depth: int) -> Iterator[Article | Unreadable]:
    whole = described(message)
    attached = [part for part in whole.leaves() if part.is_attached]
    subject = Subject(header_words(header(message, "subject")))
    text = body_of(whole, subject)
    if text:
        written = header(message, "date")[:80]
        day = possible_day(written)
        yield Article(
            text,
            title=subject.title or None,
            author=_sender(message),
            published=day,
            written_date="" if day else written,
        )
    elif not attached:
        raise SourceError(
            "The e-mail holds no text of its own", "If it matters, save what it shows as .txt."
        )
    for part in attached:
        yield from _attachment(part, file, depth)


def _attachment(part: Part, file: File, depth: int) -> Iterator[Article | Unreadable]:
    name = part.name if part.kind != _MESSAGE else _message_name(part)
    try:
        for item in _read(part, name, file, depth):
            yield replace(item, key=f"{name}#{item.key}" if item.key else name)
    except SourceError as error:
        yield Unreadable(name, error)
    except Exception as error:  # noqa: BLE001 - one damaged attachment costs neither mail nor others
        yield Unreadable(
            name, SourceError(f"The attachment cannot be read ({type(error).__name__})", _SAVE)
        )


def _read(part: Part, name: str, file: File, depth: int) -> Iterator[Article | Unreadable]:
    # Not before it is needed: the registry knows this very module.
    from ingest.formats.registry import format_of, is_archive, not_read

    if part.kind == _MESSAGE:
        yield from _nested(part, file, depth)
        return
    content = part.content()
    if is_archive(name, content):
        raise SourceError("The attachment is an archive", _SAVE)
    form = format_of(name, content)
    if form is None:
        raise not_read(name)
    inner = File(name, content, part.charset, settings=file.settings)
    if form.module == "eml":
        yield from _deeper(parsed(content), inner, depth)
    else:
        yield from form.reader()(inner)


def _nested(part: Part, file: File, depth: int) -> Iterator[Article | Unreadable]:
    payload = part.message.get_payload()
    messages = payload if isinstance(payload, list) else []
    for message in messages:
        if isinstance(message, Message):
            yield from _deeper(message, file, depth)


def _deeper(message: Message, file: File, depth: int) -> Iterator[Article | Unreadable]:
    if depth == _DEEPEST:
        raise SourceError(f"It lies more than {_DEEPEST} messages deep", _SAVE)
    yield from _articles(message, file, depth + 1)


def _message_name(part: Part) -> str:
    payload = part.message.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else part.message
    subject = header_words(header(inner, "subject")) if isinstance(inner, Message) else ""
    return f"{subject[:100].replace('/', '-') or 'message'}.eml"


def _sender(message: Message) -> str | None:
    try:
        name, _ = parseaddr(header(message, "from"))
    except Exception:  # noqa: BLE001 - a broken header is one that is not there
        return None
    name = header_words(name)
    return None if "@" in name else author_of(name)
