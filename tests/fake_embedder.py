"""A fast embedding model that ranks: hashed words, so that texts sharing words are near."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from vectorstore.embedding.base import Embedder, ModelIdentity, Vectors, unit
from vectorstore.text import content_words

DIMENSION = 64


@cache
def _vector(word: str, dimension: int) -> Vectors:
    """Return a vector like no other word's, with something in each place.

    One place a word would set texts that differ in a word at equal distances from one another;
    there the index's graph falls apart, and passages are lost to their own queries.
    """
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(dimension, np.float32)


class HashedEmbedder(Embedder):
    """Implements the real interface; a token is a word."""

    def __init__(self, name: str = "hashed-words", dimension: int = DIMENSION) -> None:
        fingerprint = hashlib.sha256(f"{name}/{dimension}".encode()).hexdigest()
        identity = ModelIdentity(name, dimension, fingerprint)
        super().__init__(identity, 256, "", "", Path("unused"))
        self.encoded: list[str] = []

    def _encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        rows = np.full((len(texts), self.identity.dimension), 0.001, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in content_words(text):
                row += _vector(word, len(row))
        return unit(rows)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    @property
    def token_limit(self) -> int:  # type: ignore[override]  # the real one is a cached property
        return 254
