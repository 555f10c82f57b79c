"""The embedding model: found on this machine, exported once, served without PyTorch."""

from vectorstore.embedding.base import Embedder
from vectorstore.embedding.cached import CachedEmbedder
from vectorstore.embedding.loading import load_embedder
from vectorstore.embedding.settings import DEFAULT_MODEL, EmbeddingSettings

__all__ = ["DEFAULT_MODEL", "CachedEmbedder", "Embedder", "EmbeddingSettings", "load_embedder"]
