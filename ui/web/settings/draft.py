"""A language model as it is being set up: what the form holds, made into settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import HttpUrl, ValidationError

from assistant.chatmodel import APP, GivenModelSettings, ModelSettings
from vectorstore import CaravanError, InputError

_DEFAULTS = GivenModelSettings()
_VARIABLES = re.compile(f": CARAVAN_MODEL[^:]*, or {APP}")
"""Where a setting is made, as a hint says it to those who do not stand before the form."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who runs models: how LangChain calls it, and what people know it by."""

    id: str
    name: str
    example: str = ""
    address: str = ""


PROVIDERS: Mapping[str, Provider] = {
    each.id: each
    for each in (
        Provider("ollama", "Ollama", "llama3.2", "http://127.0.0.1:11434"),
        Provider(
            "openai",
            "OpenAI, or a server that speaks its protocol",
            "gpt-4o-mini",
            "https://api.openai.com/v1",
        ),
        Provider("anthropic", "Anthropic", "claude-sonnet-4-5", "https://api.anthropic.com"),
    )
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds. `keeps_key` means the key that is saved, which the form never holds."""

    provider: str
    model: str = ""
    address: str = ""
    key: str = field(default="", repr=False)
    keeps_key: bool = False
    timeout: float = _DEFAULTS.timeout
    context: int = _DEFAULTS.context

    @classmethod
    def of(cls, saved: ModelSettings | None, provider: str) -> Draft:
        """Return what the form begins with for a provider."""
        if saved is None or provider != provider_of(saved):
            return cls(provider)
        return cls(
            provider,
            (saved.name or "").partition(":")[2],
            str(_without_credentials(saved.url) or "").rstrip("/"),
            keeps_key=saved.key is not None,
            timeout=saved.timeout,
            context=saved.context,
        )

    def settings(self, saved: ModelSettings | None) -> ModelSettings:
        """Return the settings that the form stands for; `saved` are those that it began with.

        Raises InputError where something is missing or wrong.
        """
        if not self.model.strip():
            provider = PROVIDERS.get(self.provider)
            example = f", such as {provider.example}" if provider else ""
            raise InputError("Which model is it?", f"Write its name{example}.")
        is_as_before = saved is not None and self.provider == provider_of(saved)
        kept = saved.key if saved and is_as_before and self.keeps_key else None
        settings = _validated(
            name=f"{self.provider}:{self.model.strip()}",
            url=self.address.strip().rstrip("/") or None,
            key=kept or self.key.strip() or None,
            timeout=self.timeout,
            context=self.context,
            options=saved.options if saved and is_as_before else {},
        )
        if settings.url and (settings.url.username or settings.url.password):
            raise InputError(
                "The address has a name or a password in it.",
                "Write it without, and the key in the field for it.",
            )
        if kept and saved and settings.url != _without_credentials(saved.url):
            raise InputError(
                "The saved key is for another address, and is not sent to this one.",
                "Replace the key, or forget it.",
            )
        return settings


def provider_of(settings: ModelSettings | None) -> str:
    """Return the provider of a model; "" where none is chosen."""
    name = settings.name if settings else None
    return (name or "").partition(":")[0].strip().lower().replace("-", "_")


def before_form(error: CaravanError) -> CaravanError:
    """Return an error as it is told to whoever stands before the form."""
    return CaravanError(str(error), _VARIABLES.sub("", error.hint))


def _validated(**given: object) -> ModelSettings:
    try:
        return GivenModelSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name, hint = str(first["loc"][0]), ""
        if name == "url":
            name, hint = "address", "Write it like http://127.0.0.1:11434."
        raise InputError(f"The {name} is wrong: {first['msg']}.", hint) from None


def _without_credentials(url: HttpUrl | None) -> HttpUrl | None:
    if url is None:
        return None
    address = urlsplit(str(url))
    return HttpUrl(address._replace(netloc=address.netloc.rpartition("@")[2]).geturl().rstrip("/"))
