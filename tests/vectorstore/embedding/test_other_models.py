"""Models other than the default one: their export, and what becomes of a damaged one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from ingest import ingest
from vectorstore import (
    Corpus,
    Embedder,
    EmbeddingSettings,
    HybridSearch,
    ModelUnavailable,
    load_embedder,
)
from vectorstore.embedding import export
from vectorstore.embedding.openvino import OpenVinoEmbedder
from vectorstore.embedding.torch import TorchEmbedder

TEXTS = ["leaders of the summit", "", "gas " * 50, "railway border : treaty."]
PROMPTS = {"query": "query : ", "document": "passage : "}


@dataclass
class Setup:
    """A tiny model and a cache of its own."""

    model: Path
    cache: Path

    def load(self) -> Embedder:
        """Load the model as a user would."""
        return load_embedder(EmbeddingSettings(embedding_model=str(self.model), cache=self.cache))

    @property
    def exported(self) -> Path:
        """The one export in the cache."""
        (folder,) = [path for path in (self.cache / "models").iterdir() if path.is_dir()]
        return folder

    def expected(self, prompt: str) -> np.ndarray:
        """Return sentence-transformers' own vectors, each text after its prompt."""
        model = export.load_sentence_transformer(self.model)
        vectors: np.ndarray = model.encode(TEXTS, prompt=prompt, normalize_embeddings=True)
        return vectors


@pytest.fixture
def tiny(tiny_model: Callable[..., Path], tmp_path: Path) -> Setup:
    """Return a tiny model with prompts, not exported yet."""
    return Setup(tiny_model(prompts=PROMPTS), tmp_path / "cache")


def check(embedder: Embedder, setup: Setup) -> None:
    """Assert that queries and documents are encoded as sentence-transformers does."""
    documents = embedder.encode_documents(TEXTS)
    queries = np.stack([embedder.encode_query(text) for text in TEXTS])
    assert (documents * setup.expected(PROMPTS["document"])).sum(axis=1).min() > 0.999
    assert (queries * setup.expected(PROMPTS["query"])).sum(axis=1).min() > 0.999
    assert (documents * queries).sum(axis=1).min() < 0.999


def test_a_folder_serves_with_its_prompts(tiny: Setup, corpus: Corpus, tmp_path: Path) -> None:
    embedder = tiny.load()
    assert isinstance(embedder, OpenVinoEmbedder)
    assert (Path(embedder.identity.name).name, embedder.identity.dimension) == ("tiny", 16)
    assert (embedder.max_tokens, embedder.token_limit) == (32, 32 - 2 - 2)
    check(embedder, tiny)
    (tmp_path / "a.txt").write_text("Leaders of the summit.", encoding="utf-8")
    ingest(corpus, embedder, [str(tmp_path / "a.txt")])
    (hit,) = HybridSearch(corpus, embedder).search("treaty", 3)
    assert hit.passage.text == "Leaders of the summit."


def test_what_cannot_be_exported_is_served_by_torch(
    tiny: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise NotImplementedError("an operator that ONNX does not know")

    monkeypatch.setattr(export, "_trace", fails)
    embedder = tiny.load()
    assert isinstance(embedder, TorchEmbedder)
    assert "an operator" in json.loads((tiny.exported / "manifest.json").read_text())["reason"]
    check(embedder, tiny)
    monkeypatch.undo()
    assert isinstance(tiny.load(), TorchEmbedder)


def test_a_graph_that_gives_other_vectors_is_not_served(
    tiny: Setup, tiny_model: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = export.load_sentence_transformer(tiny_model("other", seed=1))
    trace = export._trace
    monkeypatch.setattr(export, "_trace", lambda _, path: trace(other, path))
    embedder = tiny.load()
    assert isinstance(embedder, TorchEmbedder)
    check(embedder, tiny)


def test_other_weights_are_another_model(tiny_model: Callable[..., Path], tmp_path: Path) -> None:
    first = Setup(tiny_model("one"), tmp_path / "cache").load()
    second = Setup(tiny_model("two", seed=1), tmp_path / "cache").load()
    assert first.identity.fingerprint != second.identity.fingerprint
    assert (first.encode_query("summit") * second.encode_query("summit")).sum() < 0.999


def spoil_manifest(exported: Path) -> None:
    (exported / "manifest.json").write_text('{"backend": "on', encoding="utf-8")


def forge_manifest(exported: Path) -> None:
    (exported / "manifest.json").write_text('{"backend": "onnx", "unknown": 1}', encoding="utf-8")


def lose_manifest(exported: Path) -> None:
    (exported / "manifest.json").unlink()


def lose_graph(exported: Path) -> None:
    (exported / "model.onnx").unlink()


def lose_tokenizer(exported: Path) -> None:
    (exported / "tokenizer.json").unlink()


@pytest.mark.parametrize(
    "damage",
    [
        spoil_manifest,
        forge_manifest,
        lose_manifest,
        lose_graph,
        lose_tokenizer,
    ],
)
def test_half_an_export_is_made_again(tiny: Setup, damage: Callable[[Path], None]) -> None:
    before = tiny.load().encode_documents(TEXTS)
    damage(tiny.exported)
    assert np.array_equal(tiny.load().encode_documents(TEXTS), before)


def test_an_export_that_dies_leaves_nothing_to_use(
    tiny: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "_compare", dies)
    with pytest.raises(KeyboardInterrupt):
        tiny.load()
    assert not [path for path in (tiny.cache / "models").iterdir() if path.is_dir()]
    monkeypatch.undo()
    check(tiny.load(), tiny)


def test_a_model_whose_weights_are_unreadable(tiny: Setup) -> None:
    (tiny.model / "model.safetensors").write_bytes(b"garbage")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        tiny.load()
