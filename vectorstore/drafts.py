"""One source, read and ready to be written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from vectorstore.documents import Extract
from vectorstore.embedding.base import Vectors
from vectorstore.text.spans import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """One source, read and cut into passages, ready to be written.

    `vectors` has one row for each of `spans`, or is None where the draft's maker found that the
    passages are stored already. `given` is the JSON of the metadata that flags gave, "" for none.
    `signature` is `vectorstore.nearness.signature` of the text; where it is empty, it is made.
    `note` is what to tell of the source when it is taken.
    """

    source: str
    raw_sha256: str
    extractor: str
    extract: Extract
    spans: tuple[Span, ...] = ()
    vectors: Vectors | None = None
    given: str = ""
    signature: bytes = b""
    note: str = ""

    @property
    def version(self) -> str:
        """The version that this draft would be: the SHA-256 of its text."""
        return text_hash(self.extract.text)


def text_hash(content: str) -> str:
    """Return the SHA-256, in hexadecimal, of a document's text."""
    return hashlib.sha256(content.encode()).hexdigest()
