"""An archive's table of contents."""

from __future__ import annotations

import io
import os
import struct
import weakref
import zipfile
from pathlib import Path
from typing import BinaryIO

from ingest.archives.unpacking import Budget
from vectorstore import SourceError

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_LONGEST_END = _END.size + 65_535
_LOCATOR_64 = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = 46
_ENTRY_SIGNATURE = b"PK\x01\x02"
_USUAL_DIRECTORY = 2**20
_LONGEST_ENTRY = 1024
"""Bytes that a member's line in the table of contents may take on average."""
_LOCAL_HEADER = 30


def opened(content: bytes | Path, budget: Budget) -> zipfile.ZipFile:
    """Return an archive with its table of contents read.

    Its file is closed when nobody holds the archive any more. Raises SourceError where it cannot be
    opened, is damaged, or lists more members than the budget has left.
    """
    stream = _stream(content)
    try:
        archive = _read_directory(stream, budget)
    except BaseException:
        stream.close()
        raise
    weakref.finalize(archive, stream.close)
    return archive


def _stream(content: bytes | Path) -> BinaryIO:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    try:
        return content.open("rb")
    except OSError as error:
        raise SourceError(
            f"It cannot be opened: {error.strerror}", "Check its permissions."
        ) from error


def _read_directory(stream: BinaryIO, budget: Budget) -> zipfile.ZipFile:
    try:
        # Counted first: each member takes memory, and a small archive can list millions.
        budget.enter(_count(stream, budget.members))
        stream.seek(0)
        return zipfile.ZipFile(stream)
    except UnicodeDecodeError as error:
        raise SourceError(
            "The archive is damaged: a name in it is not in the encoding that it says",
            "Unpack it, if a program can, and ingest the folder.",
        ) from error
    except (
        zipfile.BadZipFile,
        NotImplementedError,  # a way to compress that zipfile does not know
        OSError,
        OverflowError,
        ValueError,
        struct.error,
    ) as error:
        raise SourceError(
            "It is no ZIP archive, or one that is damaged or cut off",
            "Fetch or pack it anew; a program that mends archives may save a part.",
        ) from error


def overlapping(archive: zipfile.ZipFile) -> set[int]:
    """Return where those members begin whose data reach into others', as in archives made as traps.

    Such an archive unpacks the same bytes time and again, so that a small one fills any disk.
    """
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in infos), archive.start_dir]
    return {
        info.header_offset
        for info, end in zip(infos, ends[1:], strict=True)
        if info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size > end
    }


def _count(stream: BinaryIO, most: int) -> int:
    """Return how many members are listed, or any number beyond `most`; 0 where none are found."""
    directory = _directory(stream, max(_USUAL_DIRECTORY, most * _LONGEST_ENTRY))
    if directory is None:
        return most + 1
    count = start = 0
    while count <= most and directory[start : start + 4] == _ENTRY_SIGNATURE:
        if start + _ENTRY > len(directory):
            break
        lengths = struct.unpack_from("<3H", directory, start + 28)
        start += _ENTRY + sum(lengths)
        count += 1
    return count


def _directory(stream: BinaryIO, most: int) -> bytes | None:
    """Return the table of contents as it stands, found as `zipfile` does; None beyond `most`."""
    length = stream.seek(0, os.SEEK_END)
    base = max(0, length - _LONGEST_END)
    stream.seek(base)
    tail = stream.read()
    found = tail.rfind(_END_SIGNATURE)
    if tail[-_END.size :].startswith(_END_SIGNATURE) and tail.endswith(b"\0\0"):
        found = len(tail) - _END.size
    if found < 0 or found + _END.size > len(tail):
        return b""
    size = _END.unpack_from(tail, found)[5]
    end = base + found
    before = max(0, end - _LOCATOR_64.size - _END_64.size)
    stream.seek(before)
    extension = stream.read(end - before)
    if extension[_END_64.size :].startswith(b"PK\x06\x07") and extension.startswith(b"PK\x06\x06"):
        size = _END_64.unpack_from(extension)[8]
        end = before
    if size > most:
        return None
    stream.seek(max(0, end - size))
    return stream.read(min(size, end))
