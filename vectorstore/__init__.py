"""The corpus at rest: catalogue, vectors, embedding and hybrid search.

The LangChain retriever is `vectorstore.retriever.HybridRetriever`.
"""

from vectorstore.corpus import Corpus
from vectorstore.crossencoder import CrossEncoder, load_cross_encoder
from vectorstore.documents import (
    Change,
    DocumentRef,
    DocumentSummary,
    Extract,
    Filters,
    Hit,
    Metadata,
    Outcome,
    Passage,
    Result,
    StoredDocument,
    VersionSummary,
)
from vectorstore.drafts import Draft
from vectorstore.embedding import CachedEmbedder, Embedder, EmbeddingSettings, load_embedder
from vectorstore.errors import (
    CaravanError,
    ChatModelFailed,
    CorpusBusy,
    CorpusDamaged,
    CorpusError,
    CorpusMissing,
    CorpusUnusable,
    InputError,
    ModelMismatch,
    ModelUnavailable,
    SourceError,
    Stopped,
)
from vectorstore.health import Health, verify
from vectorstore.owners import LOCAL
from vectorstore.pages import Page
from vectorstore.search import HybridSearch, SearchSettings
from vectorstore.settings import StoreSettings
from vectorstore.sources import Known
from vectorstore.text.spans import Span

__all__ = [
    "LOCAL",
    "CachedEmbedder",
    "CaravanError",
    "Change",
    "ChatModelFailed",
    "Corpus",
    "CorpusBusy",
    "CorpusDamaged",
    "CorpusError",
    "CorpusMissing",
    "CorpusUnusable",
    "CrossEncoder",
    "DocumentRef",
    "DocumentSummary",
    "Draft",
    "Embedder",
    "EmbeddingSettings",
    "Extract",
    "Filters",
    "Health",
    "Hit",
    "HybridSearch",
    "InputError",
    "Known",
    "Metadata",
    "ModelMismatch",
    "ModelUnavailable",
    "Outcome",
    "Page",
    "Passage",
    "Result",
    "SearchSettings",
    "SourceError",
    "Span",
    "Stopped",
    "StoreSettings",
    "StoredDocument",
    "VersionSummary",
    "load_cross_encoder",
    "load_embedder",
    "verify",
]
