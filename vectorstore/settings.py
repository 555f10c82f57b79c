"""Where a corpus lives."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StoreSettings(BaseSettings):
    """Read from CARAVAN_HOME and CARAVAN_LOCK_TIMEOUT."""

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    home: Path = Field(default_factory=lambda: platformdirs.user_data_path("caravan"))
    """The folder that holds one corpus: catalogue, vector index and lock."""

    lock_timeout: float = Field(default=120.0, gt=0)
    """Seconds to wait for another process before giving up with CorpusBusy."""
