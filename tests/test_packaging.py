"""The wheel: the four packages, whole, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingest", "ui", "vectorstore")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files of a wheel built from what stands here, without the network."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in (*PACKAGES, "pyproject.toml", "README.md", "LICENSE"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (wheel,) = built.glob("caravan-*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_top_level_holds_the_four_packages_and_nothing_else(names: list[str]) -> None:
    top = {name.partition("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)
    assert len(top) == len(PACKAGES) + 1


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_is_inside_and_no_leftover(package: str, names: list[str]) -> None:
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*.py")}
    inside = {name for name in names if name.startswith(f"{package}/")}
    assert written <= inside
    assert not any("__pycache__" in name or "/tests/" in name for name in inside)


def test_the_sample_articles_and_the_migration_are_inside(names: list[str]) -> None:
    samples = [path.name for path in (ROOT / "ingest" / "sample").glob("*.md")]
    assert samples
    assert {f"ingest/sample/{name}" for name in samples} <= set(names)
    assert "vectorstore/migrations/versions/0001_first_release.py" in names
    assert "vectorstore/migrations/env.py" in names


def test_the_lists_of_words_are_inside(names: list[str]) -> None:
    assert "vectorstore/lexicon/lexicon.yaml" in names
    lists = [path.name for path in (ROOT / "ingest" / "furniture").glob("*.t*")]
    assert len(lists) == 4
    assert {f"ingest/furniture/{name}" for name in lists} <= set(names)


def test_the_command_and_the_licence_are_inside(names: list[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
