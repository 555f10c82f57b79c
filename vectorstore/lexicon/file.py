"""The files that names are read from: the one that ships, and a user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import CorpusUnusable
from vectorstore.lexicon.matching import folded
from vectorstore.text import STOP_WORDS

if TYPE_CHECKING:
    import yaml

_SHIPPED = Path(__file__).with_name("lexicon.yaml")
_LARGEST = 256 * 1024  # bytes of a file
_LONGEST = 100  # characters of a name
_HOW = "Write each thing as one line, all its names in a list: - [World Trade Organization, WTO]"


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one thing, and the file and line that they stand in."""

    names: tuple[str, ...]
    where: str


@cache
def shipped() -> tuple[Group, ...]:
    """Return the groups that ship."""
    return read(_SHIPPED)


def read(path: Path) -> tuple[Group, ...]:
    """Return the groups of a file, none where there is no file.

    Raises CorpusUnusable where it is not a list of lists of names, each name in one of them.
    """
    root = _parsed(path)
    if root is None or not root.value:
        return ()
    if not _is_list(root):
        raise CorpusUnusable(f"{path} is not a list of lists of names.", _HOW)
    groups = [_group(path, node) for node in root.value]
    seen: dict[tuple[str, ...], str] = {}
    for group in groups:
        for name in group.names:
            if seen.setdefault(folded(name), group.where) != group.where:
                raise CorpusUnusable(
                    f"{group.where}: {name} already stands in {seen[folded(name)]}.",
                    "Make one list of the two, or take the name out of one.",
                )
    return tuple(groups)


def merged(shipped: Sequence[Group], extra: Sequence[Group]) -> list[list[str]]:
    """Return the names of both, those of `extra` with the shipped ones that they share a name with.

    A name belongs to one thing: a list that links two things is a mistake more often than not, and
    raises CorpusUnusable.
    """
    groups = [list(group.names) for group in shipped]
    home = {folded(name): number for number, names in enumerate(groups) for name in names}
    for group in extra:
        homes = {home[found]: name for name in group.names if (found := folded(name)) in home}
        if len(homes) > 1:
            (first, one), (second, other), *_ = homes.items()
            raise CorpusUnusable(
                f"{group.where}: {one} is a name of {groups[first][0]}, and {other} of "
                f"{groups[second][0]}; one list names one thing.",
                "Take one of the two out.",
            )
        number = next(iter(homes), len(groups))
        if not homes:
            groups.append([])
        for name in group.names:
            if folded(name) not in home:
                home[folded(name)] = number
                groups[number].append(name)
    return groups


def _parsed(path: Path) -> yaml.Node | None:
    """Return the file's nodes: nothing in it is constructed, and NO or 47 is plain text."""
    import yaml

    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise CorpusUnusable(
                f"{path} has more than {_LARGEST // 1024} KB, and is not read.",
                "Keep only the names that your questions and articles use.",
            )
        return yaml.compose(content.decode("utf-8"), Loader=yaml.BaseLoader)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusUnusable(
            f"{path} cannot be read: {error.strerror}.", "Make it a file that you may read."
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusUnusable(f"{path} is not text in UTF-8.", "Save it as UTF-8.") from error
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}, line {mark.line + 1}" if mark is not None else str(path)
        problem = getattr(error, "problem", None) or " ".join(str(error).split())[:200]
        raise CorpusUnusable(f"{where}: this is not valid YAML: {problem}.", _HOW) from error


def _is_list(node: yaml.Node) -> bool:
    return isinstance(node.value, list) and node.tag == "tag:yaml.org,2002:seq"


def _group(path: Path, node: yaml.Node) -> Group:
    where = f"{path}, line {node.start_mark.line + 1}"
    if not _is_list(node) or len(node.value) < 2:
        raise CorpusUnusable(f"{where}: this is not a list of two names or more.", _HOW)
    return Group(tuple(_name(path, item) for item in node.value), where)


def _name(path: Path, node: yaml.Node) -> str:
    where = f"{path}, line {node.start_mark.line + 1}"
    if node.tag != "tag:yaml.org,2002:str":
        raise CorpusUnusable(f"{where}: a name must be plain text.", _HOW)
    name = " ".join(node.value.split())
    shown = name[:40] if name.isprintable() else ascii(name[:40])[1:-1]
    found = folded(name)
    if len("".join(found)) < 2 or len(name) > _LONGEST or not name.isprintable():
        raise CorpusUnusable(
            f"{where}: “{shown}” is no name: one has 2 to {_LONGEST} characters, all of them "
            "printable.",
            "Correct it, or take it out.",
        )
    if not name.isupper() and all(word in STOP_WORDS for word in found):
        raise CorpusUnusable(
            f"{where}: “{shown}” is an ordinary word, and would be found in every question.",
            "Take it out, or write an acronym in capitals.",
        )
    return name
