"""From a model's name to an embedder that is ready to use."""

from __future__ import annotations

from collections.abc import Callable

from vectorstore.embedding.base import Embedder
from vectorstore.embedding.export import export_model
from vectorstore.embedding.openvino import OpenVinoEmbedder
from vectorstore.embedding.settings import EmbeddingSettings
from vectorstore.embedding.source import find_model


def load_embedder(
    settings: EmbeddingSettings | None = None, notify: Callable[[str], None] = lambda _: None
) -> Embedder:
    """Return the embedder of the configured model, exporting the model on first use.

    The first use of a model takes some seconds and imports PyTorch; later ones do not. `notify` is
    told, in a sentence, when that is about to happen. Raises ModelUnavailable where the model is
    not on this machine or cannot be prepared.
    """
    settings = settings or EmbeddingSettings()
    source = find_model(settings.embedding_model, settings.cache)
    export = export_model(source, settings.cache, notify)
    if export.backend == "torch":
        from vectorstore.embedding.torch import TorchEmbedder

        return TorchEmbedder(source, export)
    return OpenVinoEmbedder(source.name, source.fingerprint, export)
