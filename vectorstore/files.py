"""Small helpers for files that must be whole or absent."""

from __future__ import annotations

import errno
import os
import re
import uuid
from itertools import islice
from pathlib import Path

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_MEMBER = "!/"
_ROW = "#"
_MARKS = re.compile(f"{_MEMBER}|{_ROW}")
_MOST_MARKS = 32


def container_of(source: str) -> str | None:
    """Return the file or address that a source lies within; None where it stands alone.

    `news.zip!/b.zip!/a.txt` lies within `news.zip`, `rows.csv#7` within `rows.csv`. A file's own
    name may hold these marks: it is the first that is there, else the first that might have been.
    """
    around = containers_of(source)
    if not _ADDRESS.match(source):
        if not around or not _is_missing(source):
            return None
        around = [path for path in around if not _holds_nothing(path)] or around
    return around[0] if around else None


def containers_of(source: str) -> list[str]:
    """Return everything that `source` may lie within, the outermost first.

    The marks that part a container from what is in it may occur in names too: so all ways are told.
    """
    marks = islice(_MARKS.finditer(source), _MOST_MARKS)
    return [source[: mark.start()] for mark in marks if mark.start()]


def is_gone(source: str) -> bool:
    """Tell whether a source is certainly no longer there.

    An address may be, as only its server knows; so may what is in a folder that cannot be opened.
    What is in a file is there as long as the file is.
    """
    if _ADDRESS.match(source):
        return False
    return _is_missing(source) and all(map(_holds_nothing, containers_of(source)))


def _is_missing(path: str) -> bool:
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no file's name holds a zero byte
        return True
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    return False


def _holds_nothing(path: str) -> bool:
    """Tell whether `path` is certainly no file. A folder parts its name from what it holds by /."""
    return _is_missing(path) or Path(path).is_dir()


def write_atomically(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never a part.

    `mode` says who may read and write a new file, less what the process's umask takes away. Raises
    OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a loss of power, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
