"""How the providers' libraries connect: to the address that was set and to no other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

HEADERS = {"Connection": "close"}
"""Sent with every request: between two questions no connection is kept open."""


def stay_at_address(model: BaseChatModel) -> None:
    """Let the model follow no redirect: what is asked holds passages of the articles, and a key.

    Ollama's and OpenAI's classes have arguments for this; Anthropic's has none.
    """
    if type(model).__name__ == "ChatAnthropic":
        from anthropic import DefaultHttpxClient

        client: Any = model._client  # type: ignore[attr-defined]  # a ChatAnthropic has it
        vars(model)["_client"] = client.with_options(
            http_client=DefaultHttpxClient(follow_redirects=False)
        )


def unredirected() -> dict[str, Any]:
    """Return the argument with which OpenAI's class follows no redirect."""
    from openai import DefaultHttpxClient

    return {"http_client": DefaultHttpxClient(follow_redirects=False)}


def secrets_of(model: BaseChatModel) -> tuple[str, ...]:
    """Return the keys that a model was given, by whatever setting or variable."""
    fields = (value for value in vars(model).values() if isinstance(value, SecretStr))
    return tuple(secret for field in fields if (secret := field.get_secret_value()))


def address_of(model: BaseChatModel) -> str:
    """Return where a model is reached, without a name and password; empty where it is not known.

    It can come from a variable of the provider's own, such as OLLAMA_HOST.
    """
    client = getattr(model, "root_client", None) or getattr(model, "_client", None)
    for each in (client, getattr(client, "_client", None)):  # Ollama's is within another
        if base := getattr(each, "base_url", None):
            address = urlsplit(str(base))
            host = address.netloc.rpartition("@")[2]
            return f"{address.scheme}://{host}{address.path}".rstrip("/")
    return ""
