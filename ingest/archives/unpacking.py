"""One member's content, unpacked within limits."""

from __future__ import annotations

import stat
import zipfile
import zlib

from ingest.settings import IngestSettings
from vectorstore import SourceError

_PIECE = 64 * 1024
_HARMLESS = 2**20
"""Bytes up to which a member may have been packed however tightly."""
_ENCRYPTED = 0x1 | 0x40 | 0x2000
# Others unpack without a limit on what one step gives, and are rare.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNPACK = "Unpack the archive, and ingest the folder."


class Budget:
    """What one archive, and all within it, may still give."""

    def __init__(self, settings: IngestSettings) -> None:
        self.settings = settings
        self.members = settings.articles
        self._bytes = settings.unpacked_mb * 2**20

    def enter(self, members: int) -> None:
        """Take `members` off. Raises SourceError where there are not that many left."""
        if members > self.members:
            raise SourceError(
                f"The archive, with those within it, holds more than {self.settings.articles:,}"
                " files",
                "Pack fewer together, or raise CARAVAN_INGEST_ARTICLES.",
            )
        self.members -= members

    def spend(self, size: int) -> None:
        """Take `size` bytes off. Raises SourceError where nothing is left."""
        self._bytes -= size
        if self._bytes < 0:
            raise SourceError(
                f"The archive unpacks to more than {self.settings.unpacked_mb:,} MiB",
                "Pack fewer files together, or raise CARAVAN_INGEST_UNPACKED_MB.",
            )


def problem_of(info: zipfile.ZipInfo) -> SourceError | None:
    """Return why a member cannot be read whatever its content; None where it may be."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return SourceError(
            "It is a link to another file", "Pack the file itself, if it should be read."
        )
    if kind not in (0, stat.S_IFREG):
        return SourceError("It is no file but a device or a pipe", "Save its text as a file.")
    if info.flag_bits & _ENCRYPTED:
        return SourceError("It asks for a password", _UNPACK)
    if info.compress_type not in _METHODS:
        return SourceError(
            f"It is packed in a way that is not read (method {info.compress_type})", _UNPACK
        )
    return None


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return a member's content. What its headers say of its size is not believed.

    Raises SourceError where it is damaged, or more than the limits allow.
    """
    settings = budget.settings
    if info.file_size > settings.file_bytes:
        raise _too_large(settings)
    content = bytearray()
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                content += piece
                budget.spend(len(piece))
                if len(content) > settings.file_bytes:
                    raise _too_large(settings)
                if len(content) > max(_HARMLESS, settings.expansion * info.compress_size):
                    raise _trap(settings)
    except (
        EOFError,
        NotImplementedError,  # a way to compress that zipfile does not know
        OSError,
        OverflowError,
        RuntimeError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise SourceError(
            "It is damaged in the archive", "Fetch or pack the archive anew."
        ) from error
    if len(content) != info.file_size:
        raise SourceError("It is cut off in the archive", "Fetch or pack the archive anew.")
    return bytes(content)


def _too_large(settings: IngestSettings) -> SourceError:
    return SourceError(
        f"It is larger than {settings.file_mb:,} MiB",
        "Divide it, or raise CARAVAN_INGEST_FILE_MB.",
    )


def _trap(settings: IngestSettings) -> SourceError:
    return SourceError(
        f"It unpacks to more than {settings.expansion} times its size, as only traps do",
        "If you trust it, raise CARAVAN_INGEST_EXPANSION.",
    )
