"""The default model: exported once, served without PyTorch, equal to the original."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from tests.vectorstore.conftest import PROCESSES
from tests.vectorstore.embedding import workers
from vectorstore import Embedder, EmbeddingSettings, ModelUnavailable, load_embedder
from vectorstore.embedding import export
from vectorstore.embedding.source import find_model

TEXTS = [
    "",
    "Trade.",
    "The leaders signed a treaty at the summit in Astana.",
    "Gas flows to the east. " * 3,
    "The railway will cross the border at Torugart and reach the plain three years later. " * 9,
    "Ministers of five states met in the capital and spoke about water. " * 60,  # over 256 tokens
    "日本とカザフスタン",
]


def alike(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Return the lowest cosine between the vectors of two arrays, row by row."""
    return float((ours * theirs).sum(axis=-1).min())


def test_vectors_are_those_of_sentence_transformers(embedder: Embedder, model_cache: Path) -> None:
    source = find_model(embedder.identity.name, model_cache)
    original = export.load_sentence_transformer(source.folder)
    expected = original.encode(TEXTS, normalize_embeddings=True)
    assert embedder.count_tokens(TEXTS)[5] > embedder.max_tokens
    assert alike(embedder.encode_documents(TEXTS), expected) > 0.999
    queries = np.stack([embedder.encode_query(text) for text in TEXTS])
    assert alike(queries, expected) > 0.999


def test_vectors_are_float32_and_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.encode_documents(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert embedder.encode_documents([]).shape == (0, 384)
    assert embedder.identity.dimension == 384


def test_the_order_is_kept_whatever_the_lengths(embedder: Embedder) -> None:
    many = [f"{text} {number}" for number in range(12) for text in TEXTS]
    one_by_one = np.stack([embedder.encode_query(text) for text in many])
    assert alike(embedder.encode_documents(many), one_by_one) > 0.999


def test_threads_get_their_own_vectors(embedder: Embedder) -> None:
    many = [f"{text} {number}" for number in range(30) for text in TEXTS[1:4]]
    expected = embedder.encode_documents(many)
    with ThreadPoolExecutor(8) as threads:
        found = np.stack(list(threads.map(embedder.encode_query, many)))
        batches = list(threads.map(embedder.encode_documents, [many] * 8))
    assert alike(found, expected) > 0.999
    assert min(alike(batch, expected) for batch in batches) > 0.999


def test_a_question_does_not_wait_for_a_long_document(embedder: Embedder) -> None:
    long = [f"{TEXTS[4]} {number}" for number in range(160)]
    with ThreadPoolExecutor(1) as threads:
        document = threads.submit(embedder.encode_documents, long)
        question = embedder.encode_query(TEXTS[2])
        assert not document.done()
        assert alike(question, embedder.encode_query(TEXTS[2])) > 0.999
        assert len(document.result()) == len(long)


def test_it_is_a_langchain_embeddings(embedder: Embedder) -> None:
    assert isinstance(embedder, Embeddings)
    assert np.allclose(embedder.embed_documents(TEXTS[:2]), embedder.encode_documents(TEXTS[:2]))
    assert np.allclose(embedder.embed_query("Trade."), embedder.encode_query("Trade."))


def test_tokens_are_counted_without_the_special_ones(embedder: Embedder) -> None:
    assert embedder.count_tokens(["", "trade", "trade routes"]) == [0, 1, 2]
    assert embedder.token_limit == embedder.max_tokens - 2 == 254


def test_a_warm_start_imports_no_torch(embedder: Embedder, model_cache: Path) -> None:
    program = (
        "import sys; from vectorstore import load_embedder; e = load_embedder();"
        "print(len(e.encode_query('Who hosted the summit?')));"
        "print(*[m for m in ('torch', 'transformers', 'sentence_transformers', 'chromadb',"
        " 'huggingface_hub', 'onnx') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "CARAVAN_CACHE": str(model_cache)},
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout.split() == [str(embedder.identity.dimension)]


def test_nothing_is_looked_up_on_the_network(embedder: Embedder, model_cache: Path) -> None:
    program = (
        "import sys, threading; asked = [];"
        "sys.addaudithook(lambda event, args: asked.append((event, args))"
        " if event in ('socket.getaddrinfo', 'socket.connect') else None);"
        "from vectorstore import load_embedder; load_embedder().encode_query('Who came?');"
        "[t.join() for t in threading.enumerate() if t is not threading.main_thread()];"
        "print(asked)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "CARAVAN_CACHE": str(model_cache)},
        check=True,
        timeout=120,
    )
    assert run.stdout.strip() == "[]"


def test_a_second_load_prepares_nothing(
    embedder: Embedder, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(export, "_export_into")
    notes: list[str] = []
    again = load_embedder(EmbeddingSettings(cache=model_cache), notes.append)
    assert again.identity == embedder.identity
    assert notes == []


@pytest.mark.parametrize("name", ["no-such-model", "owner/no-such-model", "a b/c?", "./nowhere"])
def test_an_unknown_model_is_not_looked_for_on_the_network(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: tried.append(address))
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: tried.append(address))
    with pytest.raises(ModelUnavailable, match=re.escape(repr(name))) as raised:
        load_embedder(EmbeddingSettings(embedding_model=name, cache=tmp_path))
    assert "CARAVAN_EMBEDDING_MODEL" in raised.value.hint
    assert tried == []


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="holds no sentence-transformers model"):
        load_embedder(EmbeddingSettings(embedding_model=str(tmp_path), cache=tmp_path / "cache"))


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=str(tmp_path / "file")) as raised:
        load_embedder(EmbeddingSettings(cache=tmp_path / "file" / "cache"))
    assert "CARAVAN_CACHE" in raised.value.hint


@pytest.mark.slow
def test_two_processes_that_export_at_once(tiny_model: Callable[..., Path], tmp_path: Path) -> None:
    folder, cache = tiny_model(), tmp_path / "cache"
    processes = [
        PROCESSES.Process(target=workers.load_and_encode, args=(folder, cache)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert [path.name for path in (cache / "models").iterdir() if path.is_dir()] == [
        export.export_model(find_model(str(folder), cache), cache).folder.name
    ]


def test_a_graph_that_was_cut_short_is_exported_again(
    tiny_model: Callable[..., Path], tmp_path: Path
) -> None:
    settings = EmbeddingSettings(embedding_model=str(tiny_model()), cache=tmp_path / "cache")
    before = load_embedder(settings).encode_query("trade")
    (graph,) = settings.cache.rglob("model.onnx")
    graph.write_bytes(graph.read_bytes()[:1000])
    assert np.allclose(load_embedder(settings).encode_query("trade"), before, atol=0.02)
