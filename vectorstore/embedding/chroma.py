"""The embedding function recorded in the Chroma collection.

Chroma's own default downloads a model when a collection names none. This one is recorded instead,
so that a program that opens the collection and forgets to pass an embedder gets the right vectors
(where Caravan is installed) or an error (where it is not), and never another model's vectors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from chromadb.api.types import Documents, EmbeddingFunction, Embeddings
from chromadb.utils.embedding_functions import register_embedding_function

from vectorstore.embedding.base import Embedder
from vectorstore.embedding.loading import load_embedder
from vectorstore.embedding.settings import EmbeddingSettings
from vectorstore.errors import ModelMismatch


@register_embedding_function
class CaravanEmbeddingFunction(EmbeddingFunction[Documents]):
    """Embed by the model called `model`, refusing any whose files have another fingerprint."""

    def __init__(self, model: str, fingerprint: str) -> None:
        self._model = model
        self._fingerprint = fingerprint
        self._embedder: Embedder | None = None

    def __call__(self, input: Documents) -> Embeddings:
        return list(self._ready().encode_documents(input))

    def embed_query(self, input: Documents) -> Embeddings:
        """Return the vectors of queries, which some models prefix differently."""
        embedder = self._ready()
        return [np.asarray(embedder.encode_query(text)) for text in input]

    @staticmethod
    def name() -> str:
        """Return the name under which Chroma records this function."""
        return "caravan"

    def get_config(self) -> dict[str, Any]:
        """Return what `build_from_config` needs."""
        return {"model": self._model, "fingerprint": self._fingerprint}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> CaravanEmbeddingFunction:
        """Return the function that a collection's configuration describes."""
        return CaravanEmbeddingFunction(config["model"], config["fingerprint"])

    def _ready(self) -> Embedder:
        if self._embedder is None:
            embedder = load_embedder(EmbeddingSettings(embedding_model=self._model))
            if embedder.identity.fingerprint != self._fingerprint:
                raise ModelMismatch(
                    f"The collection was made by another edition of the model {self._model}.",
                    "Run `caravan reindex` to embed the corpus anew.",
                )
            self._embedder = embedder
        return self._embedder
