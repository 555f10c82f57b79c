"""Which chat model writes answers, where it is reached, and within which limits."""

from __future__ import annotations

from typing import Any

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ModelSettings(BaseSettings):
    """Read from CARAVAN_MODEL and the variables whose names begin with CARAVAN_MODEL_."""

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_MODEL_",
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
    )

    name: str | None = Field(default=None, validation_alias="CARAVAN_MODEL")
    """Provider and model, such as ollama:llama3.2; None answers without a language model."""

    url: HttpUrl | None = None
    """Where it is reached instead of the provider's own address."""

    key: SecretStr | None = None
    """Sent instead of what the provider's own variable holds, such as OPENAI_API_KEY."""

    timeout: float = Field(default=60.0, gt=0, le=3600)
    """Seconds to wait for the next piece of a reply."""

    context: int = Field(default=8192, ge=2048)
    """Tokens of a prompt and its reply together; each gets one half."""

    options: dict[str, Any] = Field(default_factory=dict)
    """More arguments for the provider's LangChain class, as a JSON object."""
