"""From the paths that a user gives to the files that are to be read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TypeAlias

from ingest.given import SIDECARS, is_sidecar, sidecar_of
from vectorstore import SourceError

PassedOver: TypeAlias = Callable[[str], None]

_NO_ARTICLES = frozenset(
    """
    .apng .avif .bmp .cur .gif .heic .heif .ico .jpe .jpeg .jpg .png .psd .raw .svg .tif .tiff .webp
    .aac .aif .aiff .avi .flac .flv .m4a .m4v .mid .mkv .mov .mp3 .mp4 .mpeg .mpg .oga .ogg .ogv
    .opus .srt .vtt .wav .webm .wma .wmv
    .eot .otf .ttf .woff .woff2
    .css .js .less .map .mjs .scss .wasm
    .bak .crdownload .db .ini .lnk .lock .log .part .swp .tmp .torrent .url .webloc
    """.split()
)
"""What lies beside articles in many folders: pictures, sound, fonts, parts of saved web pages."""


_PAGES = (".html", ".htm")
_OF_PAGE = "_files"
"""Behind a page's name: the folder that a browser saves with it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read, an address to fetch, or an input that can be neither, with the reason.

    `path` is None for an address. `sidecar` is the file that describes this one. `is_empty` marks a
    folder that was looked into and holds nothing to read.
    """

    source: str
    path: Path | None = None
    error: SourceError | None = None
    sidecar: Path | None = None
    is_empty: bool = False


def discover(
    inputs: Iterable[str],
    passed_over: PassedOver = lambda _name: None,
    home: Path | None = None,
) -> Iterator[Item]:
    """Yield every file and address that `inputs` name: files as given, folders walked in order.

    In a folder, hidden files are left alone and so is the corpus's own `home`, `passed_over` gets
    the names of those whose kind is no article (pictures, style sheets), and links out of the
    folder are not followed. Where several inputs lead to one file, it comes once.
    """
    given = list(inputs)
    seen: set[str] = set()
    for one in given:
        for item in _items(one, passed_over, home.resolve() if home is not None else None):
            if item.source in seen:
                continue
            if len(given) > 1:  # one folder names nothing twice, and may be large
                seen.add(item.source)
            yield item


def folders(inputs: Iterable[str]) -> list[Path]:
    """Return those of `inputs` that are folders."""
    return [Path(given).expanduser().resolve() for given in inputs if _is_folder(given)]


def is_address(given: str) -> bool:
    """Tell whether an input is an address and no path."""
    return "://" in given


def readable(path: str | Path) -> str:
    """Return a path as text that can be stored and printed, whatever bytes its names have."""
    return os.fsencode(path).decode("utf-8", "replace")


def is_no_article(name: str) -> bool:
    """Tell whether a file's name is one of those that lie beside articles and are none."""
    suffix = PurePath(name).suffix.lower()
    return name.startswith("~$") or name.endswith("~") or suffix in _NO_ARTICLES


def _items(given: str, passed_over: PassedOver, home: Path | None) -> Iterator[Item]:
    if is_address(given):
        yield Item(readable(given))
        return
    if not given.strip():
        yield _failure(given, "The path is empty", "Name a file or a folder.")
        return
    try:
        path = Path(given).expanduser().resolve(strict=True)
        if path.is_dir():
            yield from _walk(path, passed_over, home)
        else:
            yield _file(path, sidecar_of(path))
    except FileNotFoundError:
        yield _failure(given, "There is no such file or folder", "Check the path.")
    except (OSError, ValueError, RuntimeError) as error:
        yield _failure(given, f"It cannot be opened: {_reason(error)}", "Check the path.")


def _walk(root: Path, passed_over: PassedOver, home: Path | None) -> Iterator[Item]:
    problems: list[OSError] = []
    found = False
    for folder, subfolders, names in os.walk(root, onerror=problems.append):
        of_pages = _folders_of_saved_pages(subfolders, names)
        for _ in of_pages:
            passed_over(_OF_PAGE)
        subfolders[:] = sorted(
            name
            for name in set(subfolders) - of_pages
            if not name.startswith(".") and Path(folder, name) != home
        )
        for item in _in_folder(root, Path(folder), subfolders, names, passed_over):
            found = True
            yield item
    for problem in problems:
        found = True
        yield _failure(
            str(problem.filename),
            f"The folder cannot be opened: {problem.strerror}",
            "Check its permissions.",
        )
    if not found:
        failure = _failure(
            str(root), "The folder holds no articles", "`caravan ingest --help` lists the formats."
        )
        yield replace(failure, is_empty=True)


def _in_folder(
    root: Path, folder: Path, subfolders: list[str], names: list[str], passed_over: PassedOver
) -> Iterator[Item]:
    # A link to a folder is among the subfolders, but is not walked.
    links = [name for name in subfolders if (folder / name).is_symlink()]
    siblings = frozenset(names)
    for name in sorted([*names, *links]):
        if name.startswith(".") or is_sidecar(name, siblings):
            continue
        path = folder / name
        if path.is_symlink():
            failure = _bad_link(path, root)
            if failure is not None:
                yield failure
        elif is_no_article(name):
            passed_over(name)
        elif path.suffix in SIDECARS:
            yield _stray_sidecar(path, siblings)
        else:
            beside = next((s for s in SIDECARS if name + s in siblings), None)
            yield _file(path, folder / (name + beside) if beside else None)


def _folders_of_saved_pages(subfolders: list[str], names: list[str]) -> set[str]:
    """Return the folders in which a browser has put the frames and pictures of a page it saved."""
    pages = {PurePath(name).stem for name in names if PurePath(name).suffix.lower() in _PAGES}
    return {name for name in subfolders if name.removesuffix(_OF_PAGE) in pages - {name}}


def _stray_sidecar(path: Path, siblings: frozenset[str]) -> Item:
    named = next((n for n in sorted(siblings - {path.name}) if PurePath(n).stem == path.stem), None)
    meant = (
        f"If it is about {named}, call it {named}{path.suffix}."
        if named
        else f"Call it like the file that it is about, with {path.suffix} behind, and beside it."
    )
    return _failure(str(path), "There is no file beside it that it describes", meant)


def _bad_link(path: Path, root: Path) -> Item | None:
    """Return why a link in a folder is not followed; None where what it leads to comes anyway."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return _failure(str(path), "It is a link to nothing", "Remove it, or put the file there.")
    except (OSError, RuntimeError) as error:
        circle = isinstance(error, RuntimeError) or error.errno == errno.ELOOP
        reason = "It is a link that leads in a circle" if circle else f"The link: {_reason(error)}"
        return _failure(str(path), reason, "Remove it.")
    if target.is_relative_to(root):
        return None
    return _failure(
        str(path),
        "It is a link that leads out of the folder",
        f"If it should be read, ingest {readable(target)} itself.",
    )


def _file(path: Path, sidecar: Path | None) -> Item:
    if readable(path) != str(path):
        return _failure(str(path), "The path is not valid Unicode", "Rename the file or folder.")
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return _failure(str(path), f"It cannot be opened: {_reason(error)}", "Run it again.")
    if not is_file:
        return _failure(
            str(path), "It is no file but a device or a pipe", "Save its text as a file."
        )
    return Item(str(path), path, sidecar=sidecar)


def _is_folder(given: str) -> bool:
    try:
        return not is_address(given) and given.strip() != "" and Path(given).expanduser().is_dir()
    except (OSError, ValueError, RuntimeError):
        return False


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).rstrip(".")


def _failure(source: str, reason: str, hint: str) -> Item:
    return Item(readable(source), error=SourceError(reason, hint))
