"""What the tests of language models share: the scripted server, and the ways to ask through it.

What a provider's library does is tested of each; what becomes of a reply is the same for all, and
is tested of one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.chatmodel import ChatModel, load_chat_model
from ingest import ingest
from tests.models.articles import ARTICLES
from tests.models.dialects import DIALECTS
from tests.models.product import Product
from tests.models.script import Refusal, Reply
from tests.models.server import ModelServer
from vectorstore import (
    Corpus,
    CrossEncoder,
    Embedder,
    EmbeddingSettings,
    StoreSettings,
    load_cross_encoder,
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Return a server without replies, for the test to script."""
    gc.freeze()  # what there was before need not be looked through
    started = ModelServer()
    yield started
    started.close()
    gc.collect()  # what was left open is told of within the test that left it


@pytest.fixture(params=list(DIALECTS))
def provider(request: pytest.FixtureRequest) -> str:
    """Return each of the providers in turn."""
    return str(request.param)


@pytest.fixture
def model(
    server: ModelServer, provider: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., ChatModel]:
    """Return a function that scripts the server and loads the model as a user has set it up."""

    def load(*replies: Reply | Refusal, **settings: object) -> ChatModel:
        server.replies = list(replies)
        for name, value in server.settings(provider, **settings).items():
            monkeypatch.setenv(name, value)
        loaded = load_chat_model()
        assert loaded is not None
        return loaded

    return load


@pytest.fixture(scope="session")
def cross_encoder(model_cache: Path) -> CrossEncoder | None:
    """Return the cross-encoder that ships with the package."""
    return load_cross_encoder(EmbeddingSettings(cache=model_cache))


@pytest.fixture(scope="session")
def home(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a corpus of the articles, for reading only."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return ingested(folder, embedder, tmp_path_factory.mktemp("home"))


@pytest.fixture
def product(
    home: Path,
    server: ModelServer,
    embedder: Embedder,
    cross_encoder: CrossEncoder | None,
    monkeypatch: pytest.MonkeyPatch,
) -> Product:
    """Return `caravan` on the corpus of the articles, its small models loaded once for all."""
    monkeypatch.setattr("ui.compose.load_embedder", lambda *_: embedder)
    monkeypatch.setattr("ui.compose.load_cross_encoder", lambda *_: cross_encoder)
    return Product(home, server, monkeypatch)


def ingested(folder: Path, embedder: Embedder, home: Path) -> Path:
    """Make a corpus of the articles in `folder`."""
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    ingest(corpus, embedder, [str(folder)])
    corpus.close()
    return home
