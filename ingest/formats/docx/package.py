"""The package that a Word file is: a ZIP archive of XML, looked through before it is opened."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ingest.formats.article import File
from ingest.settings import IngestSettings
from vectorstore import SourceError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 20_000
_SMALL = 2**20
"""Bytes that a part may always have: short ones pack very well where they repeat themselves."""
_DECLARATIONS = tuple(
    "<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_MACROS = "macroenabled"
_AGAIN = "Open it in Word or LibreOffice and save it as a new .docx."
_SUSPECT = "If you trust it, open it in Word or LibreOffice and save it as a new .docx."


def opened(file: File) -> Any:
    """Return a file's python-docx document. Raises SourceError for what is none, or hostile."""
    if file.content.startswith(_OLE):
        raise _old_or_locked(file.content)
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            _look_through(archive, file.settings)
    except SourceError:
        raise
    except Exception as error:  # zipfile: from BadZipFile and EOFError to NotImplementedError
        is_zip = file.content.startswith(b"PK")
        raise SourceError(
            "The Word file is damaged"
            if is_zip
            else "The file is no Word file, though it is named so",
            _AGAIN,
        ) from error
    return _document(file.content)


def _look_through(archive: zipfile.ZipFile, settings: IngestSettings) -> None:
    """Raise SourceError for an archive that is none of Word, or would unpack to too much."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        raise SourceError("The file is a ZIP archive and no Word file", "Give it the suffix .zip.")
    whole = sum(member.file_size for member in members)
    if len(members) > _MOST_PARTS or whole > 4 * settings.file_bytes:
        raise SourceError("The Word file unpacks to far more than an article holds", _SUSPECT)
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > settings.file_bytes or (
            member.file_size > _SMALL and member.file_size > settings.expansion * packed
        ):
            raise SourceError("The Word file unpacks to far more than an article holds", _SUSPECT)
        if member.flag_bits & 1:
            raise SourceError(
                "The Word file is locked with a password", "Save a copy without a password."
            )
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels")):
            content = archive.read(member)
            # Word declares nothing; who does means to blow up or to fetch entities.
            if any(declaration in content for declaration in _DECLARATIONS):
                raise SourceError("The Word file declares entities, as Word never does", _SUSPECT)


def _document(content: bytes) -> Any:
    from docx import Document

    try:
        return Document(io.BytesIO(content))
    except ValueError as error:
        if _MACROS in str(error).lower():
            raise SourceError(
                "The Word file holds macros", "Save it as .docx, which leaves them out."
            ) from error
        raise SourceError("The file is no Word document", _AGAIN) from error
    except Exception as error:  # python-docx raises anything on a broken package
        raise SourceError("The Word file is damaged", _AGAIN) from error


def _old_or_locked(content: bytes) -> SourceError:
    if _ENCRYPTED in content:
        return SourceError(
            "The Word file is locked with a password",
            "Open it with the password and save a copy without one.",
        )
    return SourceError("The file is an old Word document (.doc)", _AGAIN)
