"""Serve an exported model by OpenVINO, in bfloat16 where the processor has it."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from filelock import FileLock

from vectorstore.embedding.base import Embedder, ModelIdentity, Vectors, unit
from vectorstore.embedding.export import Export

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_MOST_TOKENS = 2048
"""Padded tokens in one inference; measured best of 1,024 to 8,192 on two cores with bf16."""
_LEAST_TOKENS = 256
_BATCHES_A_TURN = 2
"""Batches a request that one caller may have run before others get their turn: under a second, so
that a question need not wait until a long document is embedded."""


class Engine:
    """The compiled model in an export's folder.

    `precision` is "bf16" or "f32"; None takes what the processor is best at. Compiled code is kept
    beside the model, one folder a version of OpenVINO.
    """

    def __init__(self, folder: Path, max_tokens: int, precision: str | None = None) -> None:
        from tokenizers import Tokenizer

        openvino = load_openvino()

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        core = openvino.Core()
        self.precision = precision or _best_precision(core)
        cache = folder / f"openvino-{openvino.__version__.split('-')[0]}-{self.precision}"
        options = {
            "INFERENCE_PRECISION_HINT": self.precision,
            "PERFORMANCE_HINT": "THROUGHPUT",
            "CACHE_DIR": str(cache),
        }
        self._model = _compiled(core, folder / "model.onnx", options, cache)
        self._requests = int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._queue = openvino.AsyncInferQueue(self._model, self._requests)
        self._queue.set_callback(_keep_result)
        self._one_caller = threading.Lock()  # a queue is not for several threads
        self._next_caller = (
            threading.Lock()
        )  # held by who waits: it comes before who has just had it

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order. Longer texts are cut at the token limit."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encodings)), key=lambda index: len(encodings[index].ids))
        results: list[tuple[list[int], Any]] = []
        batches = _batches(order, encodings, self._budget(encodings))
        for start in range(0, len(batches), _BATCHES_A_TURN * self._requests):
            with self._turn():
                for batch in batches[start : start + _BATCHES_A_TURN * self._requests]:
                    inputs = _inputs([encodings[i] for i in batch])
                    self._queue.start_async(inputs, (batch, results))
                self._queue.wait_all()
        return _in_order(results, len(encodings))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the engine; whoever has just had it goes behind one who waits."""
        with self._next_caller:
            self._one_caller.acquire()
        try:
            yield
        finally:
            self._one_caller.release()

    def _budget(self, encodings: list[Encoding]) -> int:
        """Return how many tokens a batch may have: few texts are to keep all streams busy too."""
        share = sum(len(encoding.ids) for encoding in encodings) // (2 * self._requests)
        return min(_MOST_TOKENS, max(_LEAST_TOKENS, share))


class OpenVinoEmbedder(Embedder):
    """An `Embedder` over an exported model; PyTorch is never imported."""

    def __init__(self, name: str, fingerprint: str, export: Export) -> None:
        super().__init__(
            ModelIdentity(name, export.dimension, fingerprint),
            export.max_tokens,
            export.query_prefix,
            export.document_prefix,
            export.folder / "tokenizer.json",
        )
        self._engine = Engine(export.folder, export.max_tokens)

    @property
    def precision(self) -> str:
        """The precision that inference runs in: "bf16" or "f32"."""
        return self._engine.precision

    def _encode(self, texts: Sequence[str]) -> Vectors:
        return self._engine.encode(texts)


def _best_precision(core: Any) -> str:
    capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in capabilities else "f32"


def load_openvino() -> ModuleType:
    """Import OpenVINO without its telemetry, which reports every import to its maker's server."""
    sys.modules.setdefault("openvino_telemetry", cast("ModuleType", None))
    return import_module("openvino")


def _compiled(core: Any, model: Path, options: dict[str, str], cache: Path) -> Any:
    """Compile the model, or take what was compiled before.

    Two processes must not write one cache entry, and one that was killed leaves half an entry: so
    the first compiles alone, and a mark tells that its entry is whole.
    """
    whole = cache / "whole"
    if whole.exists():
        return core.compile_model(str(model), "CPU", options)
    with FileLock(model.with_name("compile.lock")):
        if not whole.exists():
            shutil.rmtree(cache, ignore_errors=True)
        compiled = core.compile_model(str(model), "CPU", options)
        cache.mkdir(exist_ok=True)
        whole.touch()
    return compiled


def _batches(order: list[int], encodings: list[Encoding], budget: int) -> list[list[int]]:
    """Group indices, shortest texts first, so that no padded group has more than `budget` tokens.

    A text that is longer by itself is a group of its own.
    """
    batches: list[list[int]] = []
    batch: list[int] = []
    for index in order:
        if batch and len(encodings[index].ids) * (len(batch) + 1) > budget:
            batches.append(batch)
            batch = []
        batch.append(index)
    return [*batches, batch] if batch else batches


def _inputs(encodings: list[Encoding]) -> dict[str, Any]:
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.zeros((len(encodings), longest), np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _keep_result(request: Any, job: tuple[list[int], list[tuple[list[int], Any]]]) -> None:
    batch, results = job
    results.append((batch, request.get_output_tensor(0).data.copy()))


def _in_order(results: list[tuple[list[int], Any]], count: int) -> Vectors:
    vectors: Vectors | None = None
    for batch, rows in results:
        if vectors is None:
            vectors = np.zeros((count, rows.shape[1]), np.float32)
        vectors[batch] = rows
    if vectors is None:
        raise ValueError("no texts to encode")
    return unit(vectors)
