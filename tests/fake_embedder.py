"""A fast embedding model that ranks: hashed words, so that texts sharing words are near."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vectorstore.embedding.base import Embedder, ModelIdentity, Vectors, unit
from vectorstore.text import content_words

DIMENSION = 64


class HashedEmbedder(Embedder):
    """Implements the real interface; a token is a word."""

    def __init__(self, name: str = "hashed-words", dimension: int = DIMENSION) -> None:
        fingerprint = hashlib.sha256(f"{name}/{dimension}".encode()).hexdigest()
        identity = ModelIdentity(name, dimension, fingerprint)
        super().__init__(identity, 256, "", "", Path("unused"))
        self.encoded: list[str] = []

    def _encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        rows = np.zeros((len(texts), self.identity.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in content_words(text):
                digest = hashlib.sha256(word.encode()).digest()
                row[int.from_bytes(digest[:4], "big") % len(row)] += 1 if digest[4] % 2 else -1
            row[0] += 0.001
        return unit(rows)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    @property
    def token_limit(self) -> int:  # type: ignore[override]  # the real one is a cached property
        return 254
