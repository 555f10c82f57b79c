"""The articles that ship with Caravan."""

from __future__ import annotations

from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the sample articles."""
    return Path(__file__).parent / "sample"
