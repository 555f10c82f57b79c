"""E-mails as their reader gives them."""

from __future__ import annotations

from ingest.formats import Article, File, Unreadable
from ingest.formats.eml import read


def parts(content: bytes) -> list[Article | Unreadable]:
    """Return what is read of a message and of what is attached to it."""
    return list(read(File("letter.eml", content)))


def article(content: bytes) -> Article:
    """Return the one article of a message without attachments."""
    (found,) = parts(content)
    assert isinstance(found, Article)
    return found
