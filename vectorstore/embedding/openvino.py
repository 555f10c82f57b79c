"""Serve an exported embedding model without PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embedding.base import Embedder, ModelIdentity, Vectors, unit
from vectorstore.embedding.export import Export
from vectorstore.engine import Engine, Tokens

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Encoder:
    """The tokenizer and the compiled model in an export's folder; `precision` as for `Engine`."""

    def __init__(self, folder: Path, max_tokens: int, precision: str | None = None) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        self._engine = Engine(folder / "model.onnx", folder, precision, max_tokens)
        self.precision = self._engine.precision

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order. Longer texts are cut at the token limit."""
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        return unit(np.stack(self._engine.run([Tokens(one.ids) for one in encodings])))


class OpenVinoEmbedder(Embedder):
    """An `Embedder` over an exported model; PyTorch is never imported."""

    def __init__(self, name: str, fingerprint: str, export: Export) -> None:
        super().__init__(
            ModelIdentity(name, export.dimension, fingerprint),
            export.max_tokens,
            export.query_prefix,
            export.document_prefix,
            export.folder / "tokenizer.json",
        )
        self._encoder = Encoder(export.folder, export.max_tokens)

    @property
    def precision(self) -> str:
        """The precision that inference runs in: "bf16" or "f32"."""
        return self._encoder.precision

    def _encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode(texts)
