"""XML as text, and what XML may not hold: entities that grow, and entities that fetch."""

from __future__ import annotations

import re

from ingest.encoding import decode
from vectorstore import SourceError

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{1,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
_ENTITY = re.compile(r"<!ENTITY\b", re.I)


def xml_text(content: bytes, declared: str | None = None) -> str:
    """Return XML as text without its declaration, so that no parser chooses a codec by that.

    `declared` is the encoding that a server names. Raises SourceError for what is not text.
    """
    said = _ENCODING.match(content[:512])
    text = decode(content, declared or (said[1].decode("ascii") if said else None))
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def refuse_entities(text: str, what: str) -> None:
    """Raise SourceError where XML declares entities: a few lines can unfold to gigabytes."""
    if _ENTITY.search(text) is not None:
        raise SourceError(
            f"{what} declares XML entities, which can unfold to any size",
            "Save it again without its DOCTYPE, if you trust where it comes from.",
        )
