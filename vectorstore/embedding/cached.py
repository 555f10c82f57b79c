"""An embedder that remembers what it was lately asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from vectorstore.embedding.base import Embedder, Vectors

_KEPT = 4096
"""Texts remembered: 1.5 KB each at 384 dimensions."""


class CachedEmbedder(Embedder):
    """Another embedder, whose latest vectors are kept. Several threads may use it.

    A question and the sentences of its passages are embedded to find the passages, and again to
    read them; the second time costs nothing.
    """

    def __init__(self, embedder: Embedder, kept: int = _KEPT) -> None:
        super().__init__(
            embedder.identity,
            embedder.max_tokens,
            embedder._query_prefix,
            embedder._document_prefix,
            embedder._tokenizer_file,
        )
        self._embedder = embedder
        self._kept = kept
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has for the embedder behind."""
        return self._embedder.count_tokens(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self._embedder._encode(new), strict=True)
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text].copy()  # a view would keep its whole batch
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
