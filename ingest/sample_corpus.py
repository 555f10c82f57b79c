"""The articles that ship with Caravan, and questions that they answer."""

from __future__ import annotations

from pathlib import Path

SAMPLE_QUESTIONS = (
    "How much freight did the Middle Corridor carry in 2024?",
    "How large was China's trade with Central Asia in 2024?",
    "Where were the China-Central Asia summits held?",
    "How much uranium does Kazakhstan produce?",
    "When was the Shanghai Cooperation Organisation founded?",
)


def sample_folder() -> Path:
    """Return the folder that holds them, as Markdown files."""
    return Path(__file__).parent / "sample"
