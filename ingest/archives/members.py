"""The files in an archive, and in the archives within it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.archives.directory import opened, overlapping
from ingest.archives.names import is_passed_over, leads_out, name_of, plain, shown
from ingest.archives.unpacking import Budget, problem_of, read_member
from ingest.formats.registry import is_archive
from ingest.given import SIDECARS
from ingest.settings import IngestSettings
from vectorstore import SourceError


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. As long as it is held, so are the archives that it lies in.

    `name` holds its folders, and "!/" behind each archive within the first ("inner.zip!/b.txt").
    `error` is set where it cannot be read, which `read` then raises. `sidecar` is the content of
    the file that describes it ("b.txt.yaml").
    """

    name: str
    unpack: Callable[[], bytes]
    sidecar: bytes | None = None
    error: SourceError | None = None

    def read(self) -> bytes:
        """Return the member's content. Raises SourceError with the reason where it has none."""
        if self.error is not None:
            raise self.error
        return self.unpack()


def members(content: bytes | Path, settings: IngestSettings) -> Iterator[Member]:
    """Yield the files in a ZIP archive, in its order; those in archives within it in their place.

    What cannot be read comes with its reason and costs no other. Folders, hidden files and what
    macOS adds are passed over. Nothing is written to disk, and nothing held in memory but the
    archives within this one in which the members at hand lie. Raises SourceError where the archive
    as a whole cannot be read.
    """
    yield from _walk(content, Budget(settings), "", settings.nesting)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the table of contents that names a file to look at."""

    name: str
    info: zipfile.ZipInfo
    error: SourceError | None

    @property
    def is_archive(self) -> bool:
        return self.name.lower().endswith(".zip")


def _walk(content: bytes | Path, budget: Budget, prefix: str, nesting: int) -> Iterator[Member]:
    archive = opened(content, budget)
    entries = list(_entries(archive))
    described = {entry.name for entry in entries if not entry.is_archive}
    beside = {
        entry.name: entry
        for entry in entries
        if entry.name.lower().endswith(SIDECARS) and entry.name.rpartition(".")[0] in described
    }
    for entry in entries:
        if entry.name in beside:
            continue
        if entry.is_archive and entry.error is None:
            yield from _within(archive, entry, budget, prefix, nesting)
        else:
            yield _member(archive, entry, beside, budget, prefix)


def _within(
    archive: zipfile.ZipFile, entry: _Entry, budget: Budget, prefix: str, nesting: int
) -> Iterator[Member]:
    """Yield what is in an archive within an archive: one that is none stands for itself."""
    name = prefix + entry.name
    try:
        if nesting == 0:
            raise SourceError(
                f"It lies more than {budget.settings.nesting} archives deep, as traps do",
                "Unpack it, and ingest the folder.",
            )
        content = read_member(archive, entry.info, budget)
        if is_archive(entry.name, content):
            yield from _walk(content, budget, f"{name}!/", nesting - 1)
        else:
            yield Member(name, lambda: content)
    except SourceError as error:
        yield _failing(name, error)


def _member(
    archive: zipfile.ZipFile,
    entry: _Entry,
    beside: dict[str, _Entry],
    budget: Budget,
    prefix: str,
) -> Member:
    name = prefix + entry.name
    if entry.error is not None:
        return _failing(name, entry.error)
    names = (entry.name + suffix for suffix in SIDECARS)
    sidecar = next((beside[one] for one in names if one in beside), None)
    described: bytes | None = None
    if sidecar is not None:
        try:
            if sidecar.error is not None:
                raise sidecar.error
            described = read_member(archive, sidecar.info, budget)
        except SourceError as error:
            what = f"What describes it, {sidecar.name}, cannot be read: {error}"
            return _failing(name, SourceError(what, error.hint))
    return Member(name, lambda: read_member(archive, entry.info, budget), described)


def _entries(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    """Yield the files of an archive, each by a name of its own."""
    overlaps = overlapping(archive)
    taken: dict[str, int] = {}
    for info in archive.infolist():
        name = name_of(info)
        if leads_out(name):
            yield _Entry(_distinct(shown(name) or "(no name)", taken), info, _bad_name())
        elif not (_is_folder(name, info) or is_passed_over(name)):
            error = problem_of(info)
            if error is None and info.header_offset in overlaps:
                error = _overlap()
            yield _Entry(_distinct(plain(name), taken), info, error)


def _distinct(name: str, taken: dict[str, int]) -> str:
    """Return a name that no member before has: the second `a.txt` is `a (2).txt`."""
    suffix = PurePosixPath(name).suffix
    stem = name.removesuffix(suffix)
    candidate = name
    while candidate in taken:
        taken[name] += 1
        candidate = f"{stem} ({taken[name]}){suffix}"
    taken[candidate] = 1
    return candidate


def _is_folder(name: str, info: zipfile.ZipInfo) -> bool:
    return name.endswith("/") or stat.S_ISDIR(info.external_attr >> 16)


def _bad_name() -> SourceError:
    return SourceError(
        "Its name leads out of the archive", "If you trust it, unpack it, and ingest the file."
    )


def _overlap() -> SourceError:
    return SourceError(
        "It shares its packed data with other files of the archive, as only traps do",
        "Fetch or pack the archive anew.",
    )


def _failing(name: str, error: SourceError) -> Member:
    return Member(name, lambda: b"", error=error)
