"""A small corpus to ask, embedded by hashed words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ingest
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, HybridSearch

ARTICLES = {
    "railway.md": (
        "---\ntitle: A railway over the mountains\ndate: 2025-03-01\n---\n"
        "The railway will be 486 kilometres long. Kyrgyzstan signed the agreement in June 2024.\n\n"
        "Work began at Jalal-Abad in December 2024.\n"
    ),
    "summit.md": (
        "---\ntitle: A summit in Samarkand\ndate: 2025-04-05\n---\n"
        "The summit met in Samarkand on 3 April 2025. The European Union promised €12 billion.\n"
    ),
}


@pytest.fixture
def fake_embedder() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def search(corpus: Corpus, fake_embedder: HashedEmbedder, tmp_path: Path) -> HybridSearch:
    """Return a search over the articles above."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert not ingest(corpus, fake_embedder, [str(folder)]).failures
    return HybridSearch(corpus, fake_embedder)
