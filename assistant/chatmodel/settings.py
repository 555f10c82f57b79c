"""Which chat model writes answers, where it is reached, and within which limits."""

from __future__ import annotations

from typing import Any

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

APP = "Settings in the web app"
"""Where all of them but the options can be changed as well."""


class ModelSettings(BaseSettings):
    """Read from CARAVAN_MODEL and the variables whose names begin with CARAVAN_MODEL_."""

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_MODEL_",
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        hide_input_in_errors=True,
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


class GivenModelSettings(ModelSettings):
    """The same, as they are given: what is missing is not taken from a variable.

    A key in the environment is meant for what else stands there, and for no other address.
    """

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out every source but the arguments."""
        return (init_settings,)
