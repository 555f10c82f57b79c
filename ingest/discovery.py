"""From the paths that a user gives to the files that are to be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.reading import SUFFIXES
from vectorstore import SourceError


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read, or an input that cannot be, with the error that says why.

    `is_empty` marks a folder that was looked into and holds nothing to read.
    """

    source: str
    path: Path
    error: SourceError | None = None
    is_empty: bool = False


def discover(inputs: Iterable[str]) -> Iterator[Item]:
    """Yield every file that `inputs` name, each once: files as given, folders walked in order.

    In a folder, files of formats that are not read and hidden ones are passed over, and links are
    followed only to files within the folder.
    """
    seen: set[str] = set()
    for given in inputs:
        for item in _items(given):
            if item.source not in seen:
                seen.add(item.source)
                yield item


def folders(inputs: Iterable[str]) -> list[Path]:
    """Return those of `inputs` that are folders."""
    return [Path(given).expanduser().resolve() for given in inputs if _is_folder(given)]


def readable(path: str | Path) -> str:
    """Return a path as text that can be stored and printed, whatever bytes its names have."""
    return os.fsencode(path).decode("utf-8", "replace")


def _items(given: str) -> Iterator[Item]:
    if "://" in given:
        yield _failure(
            given, "Addresses cannot be read yet", "Save the page as .txt or .md and ingest that."
        )
        return
    if not given.strip():
        yield _failure(given, "The path is empty", "Name a file or a folder.")
        return
    try:
        path = Path(given).expanduser().resolve()
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield _file(path)
        else:
            yield _failure(given, "There is no such file or folder", "Check the path.")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        yield _failure(given, f"It cannot be opened: {reason}", "Check the path.")


def _walk(root: Path) -> Iterator[Item]:
    problems: list[OSError] = []
    found = False
    for folder, subfolders, names in os.walk(root, onerror=problems.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            target = _target(path)
            if target is not None and target.is_relative_to(root):
                found = True
                yield _file(target)
    for problem in problems:
        found = True
        yield _failure(
            str(problem.filename),
            f"The folder cannot be opened: {problem.strerror}",
            "Check its permissions.",
        )
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        failure = _failure(str(root), "The folder holds no articles", f"Caravan reads {kinds}.")
        yield replace(failure, is_empty=True)


def _file(path: Path) -> Item:
    if readable(path) != str(path):
        return _failure(str(path), "The path is not valid Unicode", "Rename the file or folder.")
    return Item(str(path), path)


def _target(path: Path) -> Path | None:
    """Return the file that `path` leads to; None where it leads in a circle or to no file."""
    try:
        target = path.resolve()
        return target if target.is_file() else None
    except (OSError, RuntimeError):
        return None


def _is_folder(given: str) -> bool:
    try:
        return "://" not in given and given.strip() != "" and Path(given).expanduser().is_dir()
    except (OSError, ValueError, RuntimeError):
        return False


def _failure(source: str, reason: str, hint: str) -> Item:
    return Item(readable(source), Path(source), SourceError(reason, hint))
