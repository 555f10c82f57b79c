"""What every test shares: a clean environment, one exported model."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore import Corpus, Embedder, EmbeddingSettings, StoreSettings, load_embedder

CLEARED = (
    "ANTHROPIC_",
    "CARAVAN_",
    "HF_",
    "LANGCHAIN_",
    "LANGSMITH_",
    "OLLAMA_",
    "OPENAI_",
)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let processes begun by tests hear Ctrl-C, which a shell mutes for what it runs behind."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which this session's tests keep the exported model."""
    return tmp_path_factory.mktemp("model-cache")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model_cache: Path) -> None:
    """Keep the user's own settings, corpus and cache out of every test."""
    for name in list(os.environ):
        if name.startswith(CLEARED):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CARAVAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CARAVAN_CACHE", str(model_cache))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> Embedder:
    """Return the real default embedding model."""
    return load_embedder(EmbeddingSettings(cache=model_cache))


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Return an empty corpus of the test's own."""
    opened = Corpus.open(StoreSettings(home=tmp_path / "home"), create=True)
    yield opened
    opened.close()
