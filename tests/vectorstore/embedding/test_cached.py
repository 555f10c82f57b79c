"""A cached embedder gives what the one behind gives, and asks it once."""

from __future__ import annotations

import numpy as np
import pytest

from tests.fake_embedder import HashedEmbedder
from vectorstore import CachedEmbedder

TEXTS = ["gas to the east", "rail to the west", "gas to the east"]


def test_gives_the_same_vectors() -> None:
    inner = HashedEmbedder()
    cached = CachedEmbedder(inner)
    for _ in range(2):
        assert np.array_equal(cached.encode_documents(TEXTS), inner.encode_documents(TEXTS))
        assert np.array_equal(cached.encode_query("gas"), inner.encode_query("gas"))
    assert cached.identity == inner.identity
    assert cached.count_tokens(TEXTS) == inner.count_tokens(TEXTS)
    assert cached.encode_documents([]).shape == (0, 64)


def test_each_text_is_encoded_once() -> None:
    inner = HashedEmbedder()
    cached = CachedEmbedder(inner)
    cached.encode_documents(TEXTS)
    cached.encode_documents([*TEXTS, "new"])
    assert inner.encoded == [*TEXTS[:2], "new"]


@pytest.mark.parametrize("asked", [["a", "b", "c"], ["a", "b", "a", "c"]])
def test_the_texts_longest_unused_are_forgotten(asked: list[str]) -> None:
    inner = HashedEmbedder()
    cached = CachedEmbedder(inner, kept=2)
    for text in asked:
        cached.encode_query(text)
    inner.encoded.clear()
    for text in asked[-2:]:
        cached.encode_query(text)
    assert inner.encoded == []
    cached.encode_query("b" if asked[-2] == "a" else "a")
    assert len(inner.encoded) == 1


def test_more_texts_at_once_than_are_kept() -> None:
    inner = HashedEmbedder()
    cached = CachedEmbedder(inner, kept=1)
    assert np.array_equal(cached.encode_documents(TEXTS), inner.encode_documents(TEXTS))
