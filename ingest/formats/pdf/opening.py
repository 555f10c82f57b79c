"""Opens a PDF: damaged ends mended, locks tried, pages counted before any is read."""

from __future__ import annotations

import io
import re
from typing import Any

from ingest.formats.article import File
from ingest.formats.pdf.failures import AGAIN, failure
from vectorstore import SourceError

_OBJECT = re.compile(rb"\b(\d{1,9})\s(\d{1,5})\sobj\b")
_BEGINNING = 1024
"""Bytes within which a PDF says that it is one."""


def opened(file: File) -> Any:
    """Return a file's pypdf reader. Raises SourceError for what is none, damaged or locked."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    if b"%PDF-" not in file.content[:_BEGINNING]:
        raise SourceError("The file is no PDF, though it is named like one", AGAIN)
    try:
        try:
            reader = PdfReader(io.BytesIO(file.content))
        except PdfReadError:
            reader = PdfReader(io.BytesIO(_mended(file.content)))
        # The constructor has tried the empty password, which opens what is only locked to change.
        is_locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except DependencyError as error:
        raise SourceError(
            "The PDF is encrypted in a way that Caravan cannot read", AGAIN
        ) from error
    except SourceError:
        raise
    except Exception as error:
        # pypdf raises anything on a hostile file: KeyError, RecursionError, struct.error.
        raise failure(error, "The PDF is damaged beyond reading") from error
    if is_locked:
        raise SourceError(
            "The PDF is locked with a password",
            "Open it with the password and save a copy without one.",
        )
    return reader


def pages_of(reader: Any, file: File) -> list[Any]:
    """Return all pages. Raises SourceError for too many, for none, and where some are missing."""
    try:
        count = len(reader.pages)
        if count > file.settings.pages:
            raise SourceError(
                f"The PDF has {count} pages, more than the {file.settings.pages} that are read",
                "Split it, or raise CARAVAN_INGEST_PAGES.",
            )
        pages = list(reader.pages)
        stated = reader.root_object["/Pages"].get_object().get("/Count", count)
    except SourceError:
        raise
    except Exception as error:
        # As above: the tree of pages may be anything.
        raise failure(error, "The PDF's list of pages is damaged") from error
    if not pages:
        raise SourceError("The PDF has no pages", AGAIN)
    if isinstance(stated, int) and count < stated and _is_cut(file.content):
        raise SourceError(
            f"The PDF is cut off: {stated - count} of its {stated} pages are missing", AGAIN
        )
    return pages


def _mended(content: bytes) -> bytes:
    """Return a PDF whose end is cut off with a new one, if its catalogue is still there."""
    place = content.rfind(b"/Catalog")
    found = _OBJECT.findall(content[max(0, place - _BEGINNING) : place]) if place > 0 else []
    if not found or b"/Encrypt" in content:
        raise SourceError("The PDF is damaged beyond reading", AGAIN)
    table = content.rfind(b"xref")
    if table > 0 and b"endobj" not in content[table:]:
        content = content[:table]
    trailer = b"\ntrailer\n<< /Root %s %s R /Size 1 >>\nstartxref\n0\n%%%%EOF\n"
    return bytes(content + trailer % found[-1])


def _is_cut(content: bytes) -> bool:
    return b"%%EOF" not in content[-_BEGINNING:]
