"""What every embedding backend offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What tells one embedding model from another.

    `fingerprint` is the SHA-256 of the model's files; two folders with one fingerprint give the
    same vectors.
    """

    name: str
    dimension: int
    fingerprint: str


class Embedder(Embeddings, ABC):
    """A LangChain `Embeddings` that also tells its identity and counts tokens.

    Vectors are float32 and of unit length. Documents and queries are encoded by different calls,
    since some models ask for a different prefix on each.
    """

    def __init__(
        self,
        identity: ModelIdentity,
        max_tokens: int,
        query_prefix: str,
        document_prefix: str,
        tokenizer_file: Path,
    ) -> None:
        self.identity = identity
        self.max_tokens = max_tokens
        self._query_prefix = query_prefix
        self._document_prefix = document_prefix
        self._tokenizer_file = tokenizer_file

    @abstractmethod
    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in the order given: shape (len(texts), dimension)."""

    @cached_property
    def _counter(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._tokenizer_file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`: shape (len(texts), dimension), float32, unit length."""
        if not texts:
            return np.zeros((0, self.identity.dimension), np.float32)
        return self._encode([self._document_prefix + text for text in texts])

    def encode_query(self, text: str) -> Vectors:
        """Return the vector of one query: shape (dimension,), float32, unit length."""
        vector: Vectors = self._encode([self._query_prefix + text])[0]
        return vector

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return `encode_documents` as lists, as LangChain asks for."""
        vectors: list[list[float]] = self.encode_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return `encode_query` as a list, as LangChain asks for."""
        vector: list[float] = self.encode_query(text).tolist()
        return vector

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, the model's special tokens left out."""
        encoded = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encoded]

    @cached_property
    def token_limit(self) -> int:
        """How many tokens of a document's own text fit beside special tokens and prefix."""
        special = len(self._counter.encode("").ids)
        prefix = self.count_tokens([self._document_prefix])[0] if self._document_prefix else 0
        return self.max_tokens - special - prefix


def unit(vectors: Vectors) -> Vectors:
    """Return `vectors` scaled to unit length, row by row; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled
