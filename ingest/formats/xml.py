"""What XML a file may not hold: entities that grow, and entities that fetch."""

from __future__ import annotations

import re

from vectorstore import SourceError

_ENTITY = re.compile(rb"<!ENTITY\b", re.I)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def refuse_entities(content: bytes, what: str) -> None:
    """Raise SourceError where XML declares entities: a few lines can unfold to gigabytes."""
    narrow = content.replace(b"\x00", b"") if content.startswith(_WIDE) else content
    if _ENTITY.search(narrow) is not None:
        raise SourceError(
            f"{what} declares XML entities, which can unfold to any size",
            "Save it again without its DOCTYPE, if you trust where it comes from.",
        )
