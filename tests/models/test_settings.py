"""One setting chooses the model; what is wrong with it is told with the next step."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant.chatmodel import ModelSettings, load_chat_model
from tests.models.articles import FREIGHT
from tests.models.dialects import DIALECTS
from tests.models.script import says
from tests.models.server import KEY, ModelServer
from tests.ui.cli import caravan
from vectorstore.errors import InputError

PROVIDERS = ("anthropic", "ollama", "openai")


def test_without_the_setting_there_is_no_model():
    assert load_chat_model() is None


@pytest.mark.parametrize("name", ["llama3.2", ":llama3.2", "ollama:", " "])
def test_a_name_has_a_provider_and_a_model(name: str):
    with pytest.raises(InputError, match="not a provider with a model") as raised:
        load_chat_model(ModelSettings(name=name))
    assert "ollama:llama3.2" in raised.value.hint


def test_a_missing_package_is_told_with_the_command():
    # In a process of its own: LangChain remembers what it has once imported.
    program = (
        "import sys\n"
        "from assistant.chatmodel import ModelSettings, load_chat_model\n"
        "from vectorstore.errors import InputError\n"
        f"for provider in {PROVIDERS}:\n"
        "    sys.modules[f'langchain_{provider}'] = None\n"
        "    try:\n"
        "        load_chat_model(ModelSettings(name=f'{provider}:proof-1', key='none'))\n"
        "    except InputError as error:\n"
        "        print(error, error.hint)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    ).stdout.splitlines()
    assert told == [
        f"Models of {provider} need a package that is not installed: langchain-{provider}. "
        f"Install it: pip install 'caravan[{provider}]'"
        for provider in PROVIDERS
    ]


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_missing_key_is_told(provider: str):
    with pytest.raises(InputError, match="needs a key") as raised:
        load_chat_model(ModelSettings(name=f"{provider}:proof-1"))
    assert "CARAVAN_MODEL_KEY" in raised.value.hint


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_address_of_ones_own_needs_no_key(provider: str):
    assert load_chat_model(ModelSettings(name=f"{provider}:proof-1", url="http://127.0.0.1:9"))


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_the_key_may_be_in_the_providers_own_variable(
    provider: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", KEY)
    assert load_chat_model(ModelSettings(name=f"{provider}:proof-1"))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_providers_own_key_goes_to_no_other_address(
    provider: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(f"{provider.upper()}_API_KEY", KEY)
    server.replies = [says("Yes.")]
    url = server.url + DIALECTS[provider].base
    model = load_chat_model(ModelSettings(name=f"{provider}:proof-1", url=url))
    assert model is not None
    list(model.stream([HumanMessage("Is this mine?")]))
    assert KEY not in str(server.asked[0].headers)


@pytest.mark.parametrize("name", ["OpenAI:proof-1", "OPENAI:proof-1"])
def test_a_provider_may_be_written_in_capitals(name: str):
    assert load_chat_model(ModelSettings(name=name, key=KEY))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_the_provider_does_not_know_is_told_without_the_key(provider: str):
    settings = ModelSettings(name=f"{provider}:proof-1", key=KEY, options={"temperature": "warm"})
    with pytest.raises(InputError, match="temperature") as raised:
        load_chat_model(settings)
    assert KEY not in str(raised.value)


def test_an_unknown_provider_is_told():
    with pytest.raises(InputError, match="cannot be used: Unsupported provider"):
        load_chat_model(ModelSettings(name="oracle:delphi"))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CARAVAN_MODEL_URL", "127.0.0.1"),
        ("CARAVAN_MODEL_TIMEOUT", "0"),
        ("CARAVAN_MODEL_CONTEXT", "100"),
        ("CARAVAN_MODEL_OPTIONS", "warm"),
    ],
)
def test_a_wrong_setting_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
):
    monkeypatch.setenv("CARAVAN_MODEL", "ollama:proof-1")
    monkeypatch.setenv(variable, value)
    ran = caravan("--home", home, "ask", FREIGHT)
    assert ran.status == 2
    assert f"The setting {variable} is wrong" in ran.err
