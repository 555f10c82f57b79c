"""Settings with which a search returns each passage by itself, also those that say the same."""

from __future__ import annotations

from vectorstore import SearchSettings

EVERY_PASSAGE = SearchSettings(same=2, joined=1)
