"""Imports go one way: ui -> assistant -> vectorstore, and ui -> ingest -> vectorstore.

Read from the syntax tree, so that local imports and those under TYPE_CHECKING count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ["assistant", "ingest", "ui", "vectorstore"]
MAY_IMPORT = {
    "ui": {"ui", "assistant", "ingest", "vectorstore"},
    "assistant": {"assistant", "vectorstore"},
    "ingest": {"ingest", "vectorstore"},
    "vectorstore": {"vectorstore"},
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the full dotted name of everything that a module imports."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def test_all_four_packages_are_looked_at() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(PACKAGES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    allowed = MAY_IMPORT[path.relative_to(ROOT).parts[0]]
    ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
    assert {name for name in ours if name.split(".")[0] not in allowed} == set()


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "vectorstore" / "text").rglob("*.py")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_text_is_a_leaf(path: Path) -> None:
    ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
    assert {name for name in ours if not name.startswith("vectorstore.text.")} == set()
