"""The folder that keeps uploaded articles."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from filelock import FileLock

from ingest.given import is_sidecar, sidecar_of
from ingest.trial import is_readable
from vectorstore import Corpus, CorpusUnusable, catalogue
from vectorstore.files import write_atomically

LONGEST_NAME = 150
"""Bytes of UTF-8. File systems take 255; the temporary file's name is 34 longer."""

_NAMELESS = "article"
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,16}\Z")
_RESERVED = re.compile(  # on Windows, whatever suffix follows
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|\Z)", re.IGNORECASE
)


class Uploads:
    """Uploaded articles as files of one folder, each under a name that is safe to use.

    Several threads and processes may use one folder. The methods raise CorpusUnusable where it
    cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()  # as ingest names its sources

    def keep(self, name: str, content: bytes, replace: bool = True) -> Path:
        """Write an upload, whole or not at all, and return its file.

        `name` may be any text; what is kept of it is a plain name with its suffix. A file of that
        name with other content is replaced, or else left alone: then the upload is called
        `notes (2).txt`, or the first such name that is free or holds this very content. So is an
        upload that cannot be read: it takes no article's place.
        """
        with self._foreign_errors("keep an upload"), self._alone():
            replace = replace and _may_replace(next(self._candidates(name)), content)
            path = next(
                path
                for path in self._candidates(name)
                if replace or not path.exists() or _holds(path, content)
            )
            if not _holds(path, content):
                write_atomically(path, content)
            return path

    def keep_all(
        self, files: Iterable[tuple[str, bytes]], replaced: Collection[str] = ()
    ) -> Iterator[Path]:
        """Keep uploads, given by name and content, and yield the file of each.

        Those whose names are among `replaced` take the place of an earlier file, but never of one
        another.
        """
        taken: set[Path] = set()
        for name, content in files:
            first = next(self._candidates(name))
            path = self.keep(name, content, name in replaced and first not in taken)
            taken.add(path)
            yield path

    def clashes(self, name: str, content: bytes) -> bool:
        """Tell whether a file of this name, as `keep` makes it, is there with other content."""
        with self._foreign_errors("look for an upload"):
            path = next(self._candidates(name))
            return path.exists() and not _holds(path, content)

    def left_over(self, corpus: Corpus) -> list[Path]:
        """Return the files whose present content the corpus has never read, in order of name.

        What it has read stays known when the document is removed.
        """
        with self._foreign_errors("list the uploads"):
            found = sorted(self.folder.iterdir()) if self.folder.exists() else []
        with corpus.database.read() as connection:
            read = catalogue.raw_hashes(connection, f"{self.folder}{os.sep}")
        names = {path.name for path in found}
        return [
            path
            for path in found
            # A hidden file is what a killed writer has left.
            if not path.name.startswith(".")
            and not is_sidecar(path.name, names)
            and path.is_file()
            and (str(path), _digest(path)) not in read.items()
        ]

    def to_read(self, kept: Sequence[Path]) -> list[Path]:
        """Return what is to be read of these uploads, each once: for a sidecar, what it is about.

        A sidecar is one if its file lies in the folder, whenever that was uploaded.
        """
        with self._foreign_errors("list the uploads"):
            return list(dict.fromkeys(map(_described, kept)))

    def discard(self, path: Path) -> None:
        """Delete an upload that cannot be read, and a sidecar that cannot be used.

        What lies outside the folder is let be. So is a file that can be read: another upload has
        taken the place of the one that could not.
        """
        with self._foreign_errors("delete an upload"):
            if path.parent != self.folder or not path.is_file():
                return
            with self._alone():
                content, sidecar = _content(path), sidecar_of(path)
                if content is not None and _is_readable(path, content):
                    return
                if sidecar is not None:
                    sidecar.unlink(missing_ok=True)
                if content is None or not is_readable(path.name, content):
                    path.unlink(missing_ok=True)

    def withdraw(self, corpus: Corpus, paths: Iterable[Path]) -> None:
        """Delete those of these uploads that the corpus has never read, with their sidecars."""
        unread = set(self.left_over(corpus))
        with self._foreign_errors("delete an upload"):
            for path in unread.intersection(paths):
                with self._alone():
                    for one in filter(None, (path, sidecar_of(path))):
                        one.unlink(missing_ok=True)

    def _candidates(self, name: str) -> Iterator[Path]:
        """Yield the file for this name, then those for `name (2)`, `name (3)` and so on."""
        stem, suffix = _plain(name)
        yield self.folder / _fitting(stem, suffix)
        for number in count(2):
            yield self.folder / _fitting(stem, f" ({number}){suffix}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder against other threads and processes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock"):
            yield

    @contextmanager
    def _foreign_errors(self, task: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CorpusUnusable(
                f"It was not possible to {task} in {self.folder}: {error.strerror or error}.",
                "Check that the folder can be written and that the disk is not full.",
            ) from error


def _plain(name: str) -> tuple[str, str]:
    """Return the stem and suffix of a file name made of any text. The suffix may be empty."""
    parts = [_readable(part) for part in _SEPARATORS.split(name)]
    last = next((part for part in reversed(parts) if part), "")
    suffix = _SUFFIX.search(last)
    stem = (last[: suffix.start()] if suffix else last).strip(" .") or _NAMELESS
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem, suffix[0] if suffix else ""


def _readable(part: str) -> str:
    """Return what a reader sees of a part of a path, composed, its spaces and ends tidied."""
    # Neither controls nor marks that turn the direction of writing, nor halves of a pair.
    seen = "".join(
        " " if char.isspace() else char
        for char in _FORBIDDEN.sub(" ", part)
        if char.isspace() or char.isprintable()
    )
    return unicodedata.normalize("NFC", " ".join(seen.split())).rstrip(" .")


def _fitting(stem: str, end: str) -> str:
    """Return a file name that ends in `end`, its stem cut where it would be too long."""
    room = LONGEST_NAME - len(end.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + end


def _described(path: Path) -> Path:
    """Return the file that lies beside a sidecar and that it is about; for any other, itself."""
    about = path.with_suffix("")
    return about if is_sidecar(path.name, [about.name]) and about.is_file() else path


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file and its sidecar, as the corpus keeps what it has read.

    None where one of them cannot be opened, as ingest will tell.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        if (sidecar := sidecar_of(path)) is not None:
            digest.update(b"\0" + sidecar.read_bytes())
    except OSError:
        return None
    return digest.hexdigest()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _may_replace(path: Path, content: bytes) -> bool:
    """Tell whether a file may be replaced by this content: a sidecar, or what can be read."""
    return _described(path) != path or _is_readable(path, content)


def _is_readable(path: Path, content: bytes) -> bool:
    sidecar = sidecar_of(path)
    return is_readable(path.name, content, sidecar.read_bytes() if sidecar else b"")
