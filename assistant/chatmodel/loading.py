"""From settings to a chat model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from assistant.chatmodel.chatmodel import ChatModel
from assistant.chatmodel.connections import (
    HEADERS,
    address_of,
    secrets_of,
    stay_at_address,
    unredirected,
)
from assistant.chatmodel.settings import APP, ModelSettings
from vectorstore.errors import InputError

EXTRAS = ("anthropic", "ollama", "openai")
"""Providers with an extra of this package; every other that LangChain knows can be named, too."""

_NO_KEY = "none"
"""Sent to an address of the user's own where no key is set: most such servers want none."""


def load_chat_model(settings: ModelSettings | None = None) -> ChatModel | None:
    """Return the model that `settings` name; None where they name none.

    Nothing is sent yet. Raises InputError where the name is not understood, the provider's package
    is missing, or it does not accept the settings.
    """
    settings = settings or ModelSettings()
    if settings.name is None:
        return None
    name = settings.name.strip()
    provider, _, model = name.partition(":")
    provider = provider.lower().replace("-", "_")
    if not provider or not model:
        raise InputError(
            f"The language model {name!r} is not a provider with a model.",
            "Write both, such as ollama:llama3.2 or openai:gpt-4o-mini.",
        )
    from langchain.chat_models import init_chat_model

    try:
        arguments = _arguments(provider, settings) | settings.options
        loaded = init_chat_model(model, model_provider=provider, **arguments)
        stay_at_address(loaded)
    except ImportError as error:
        raise _package_missing(provider, error) from error
    except Exception as error:  # each provider's class raises errors of its own
        if "credentials" in str(error) and settings.key is None:  # OpenAI's says so at once
            raise _key_missing(name) from error
        raise InputError(
            f"The language model {name} cannot be used: {_told(error)}",
            f"Choose another, or none: CARAVAN_MODEL, or {APP}.",
        ) from error
    if provider == "anthropic" and not secrets_of(loaded):  # which would send an empty one
        raise _key_missing(name)
    return ChatModel(
        loaded,
        name,
        settings.timeout,
        settings.context,
        tells_end=provider in EXTRAS,
        address=address_of(loaded),
        secrets=(_key(settings) or "", *secrets_of(loaded)),
    )


def _arguments(provider: str, settings: ModelSettings) -> dict[str, Any]:
    """Return what the provider's class is made with, by the names that it has for it."""
    reply = settings.context // 2
    key = _key(settings)
    url = str(settings.url).rstrip("/") if settings.url else None
    if provider == "ollama":
        # Always set where there is an address: else the key of the provider's variable goes there.
        sent = {"Authorization": f"Bearer {key or _NO_KEY}"} if key or url else {}
        return {
            # Ollama's own limit is short, and it cuts a longer prompt without a word.
            "num_ctx": settings.context,
            "num_predict": reply,
            "temperature": 0,
            "client_kwargs": {
                "timeout": settings.timeout,
                "headers": HEADERS | sent,
                "follow_redirects": False,
            },
            **({"base_url": url} if url else {}),
        }
    reached: dict[str, Any] = {"base_url": url, "api_key": key or _NO_KEY} if url else {}
    if key:
        reached["api_key"] = key
    if provider in EXTRAS:
        reached |= {"max_tokens": reply, "timeout": settings.timeout, "max_retries": 0}
        reached["default_headers"] = HEADERS
    if provider == "openai":
        reached |= unredirected()
        reached["use_responses_api"] = False  # which compatible servers do not have
    return reached


def _key(settings: ModelSettings) -> str | None:
    return settings.key.get_secret_value().strip() if settings.key else None


def _key_missing(name: str) -> InputError:
    return InputError(
        f"The language model {name} needs a key, and none is set.",
        f"Give it one: CARAVAN_MODEL_KEY, the provider's own variable, or {APP}.",
    )


def _package_missing(provider: str, error: ImportError) -> InputError:
    package = (error.name or f"langchain_{provider}").partition(".")[0].replace("_", "-")
    wanted = f"'caravan[{provider}]'" if provider in EXTRAS else package
    return InputError(
        f"Models of {provider} need a package that is not installed: {package}.",
        f"Install it: pip install {wanted}",
    )


def _told(error: Exception) -> str:
    """Return what a provider's class objects to, on one line and without any value given to it."""
    if isinstance(error, ValidationError):
        first: Mapping[str, Any] = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}." if where else f"{first['msg']}."
    line = " ".join(str(error).split()) or type(error).__name__
    return line if len(line) <= 300 else f"{line[:300]}…"
