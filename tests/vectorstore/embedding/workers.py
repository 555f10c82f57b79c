"""What the processes that export at once do."""

from __future__ import annotations

from pathlib import Path

from vectorstore import EmbeddingSettings, load_embedder


def load_and_encode(folder: Path, cache: Path) -> None:
    """Load the model in `folder` and use it."""
    embedder = load_embedder(EmbeddingSettings(embedding_model=str(folder), cache=cache))
    assert embedder.encode_query("leaders of the summit").any()
