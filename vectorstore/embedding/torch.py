"""Serve a model through PyTorch, for models that cannot be exported."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vectorstore.embedding.base import Embedder, ModelIdentity, Vectors, unit
from vectorstore.embedding.export import Export, load_sentence_transformer
from vectorstore.embedding.source import ModelSource


class TorchEmbedder(Embedder):
    """An `Embedder` over `SentenceTransformer` itself: slower to start and to run."""

    def __init__(self, source: ModelSource, export: Export) -> None:
        super().__init__(
            ModelIdentity(source.name, export.dimension, source.fingerprint),
            export.max_tokens,
            export.query_prefix,
            export.document_prefix,
            export.folder / "tokenizer.json",
        )
        self._model = load_sentence_transformer(source.folder)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        # The prefix is in the text already: no prompt is added a second time.
        vectors = self._model.encode(list(texts), prompt="", show_progress_bar=False)
        return unit(np.asarray(vectors, np.float32))
