"""Run ONNX models of token sequences by OpenVINO, in bfloat16 where the processor has it."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

_MOST_TOKENS = 2048
"""Padded tokens in one inference; measured best of 1,024 to 8,192 on two cores with bf16."""
_LEAST_TOKENS = 256
_BATCHES_A_TURN = 2
"""Batches a request that one caller may have run before others get their turn: under a second, so
that a question need not wait until a long document is embedded."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sequence: the ids of its tokens, and which of them are of token type 1."""

    ids: Sequence[int]
    marked: range = range(0)


class Engine:
    """One compiled model. Several threads may use it.

    `precision` is "bf16" or "f32"; None takes what the processor is best at. Compiled code is kept
    in the folder `cache`, one folder a version of OpenVINO.
    """

    def __init__(self, model: Path, cache: Path, precision: str | None = None) -> None:
        openvino = load_openvino()
        core = openvino.Core()
        self.precision = precision or _best_precision(core)
        cache = cache / f"openvino-{openvino.__version__.split('-')[0]}-{self.precision}"
        options = {
            "INFERENCE_PRECISION_HINT": self.precision,
            "PERFORMANCE_HINT": "THROUGHPUT",
            "CACHE_DIR": str(cache),
        }
        self._model = _compiled(core, model, options, cache)
        self._typed = len(self._model.inputs) > 2
        self._requests = int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._queue = openvino.AsyncInferQueue(self._model, self._requests)
        self._queue.set_callback(_keep_result)
        self._one_caller = threading.Lock()  # a queue is not for several threads
        self._next_caller = (
            threading.Lock()
        )  # held by who waits: it comes before who has just had it

    def run(self, sequences: Sequence[Tokens]) -> list[NDArray[np.float32]]:
        """Return the model's output for each sequence, in order.

        Where the output has a row a token, padding gives rows too, after those of the sequence.
        """
        order = sorted(range(len(sequences)), key=lambda index: len(sequences[index].ids))
        results: list[tuple[list[int], Any]] = []
        batches = _batches(order, sequences, self._budget(sequences))
        for start in range(0, len(batches), _BATCHES_A_TURN * self._requests):
            with self._turn():
                for batch in batches[start : start + _BATCHES_A_TURN * self._requests]:
                    inputs = self._inputs([sequences[i] for i in batch])
                    self._queue.start_async(inputs, (batch, results))
                self._queue.wait_all()
        found: dict[int, NDArray[np.float32]] = {}
        for batch, rows in results:
            found.update(zip(batch, rows, strict=True))
        return [found[index] for index in range(len(sequences))]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the engine; whoever has just had it goes behind one who waits."""
        with self._next_caller:
            self._one_caller.acquire()
        try:
            yield
        finally:
            self._one_caller.release()

    def _budget(self, sequences: Sequence[Tokens]) -> int:
        """Return how many tokens a batch may have: few texts are to keep all streams busy too."""
        share = sum(len(one.ids) for one in sequences) // (2 * self._requests)
        return min(_MOST_TOKENS, max(_LEAST_TOKENS, share))

    def _inputs(self, sequences: Sequence[Tokens]) -> dict[str, Any]:
        longest = max(len(one.ids) for one in sequences)
        ids = np.zeros((len(sequences), longest), np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for row, one in enumerate(sequences):
            size = len(one.ids)
            ids[row, :size] = one.ids
            mask[row, :size] = 1
            types[row, one.marked.start : one.marked.stop] = 1
        inputs = {"input_ids": ids, "attention_mask": mask}
        return inputs | {"token_type_ids": types} if self._typed else inputs


def load_openvino() -> ModuleType:
    """Import OpenVINO without its telemetry, which reports every import to its maker's server."""
    sys.modules.setdefault("openvino_telemetry", cast("ModuleType", None))
    return import_module("openvino")


def _best_precision(core: Any) -> str:
    capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bf16" if "BF16" in capabilities else "f32"


def _compiled(core: Any, model: Path, options: dict[str, str], cache: Path) -> Any:
    """Compile the model, or take what was compiled before.

    Two processes must not write one cache entry, and one that was killed leaves half an entry: so
    the first compiles alone, and a mark tells that its entry is whole.
    """
    whole = cache / "whole"
    if whole.exists():
        return core.compile_model(str(model), "CPU", options)
    cache.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(cache.with_name("compile.lock")):
        if not whole.exists():
            shutil.rmtree(cache, ignore_errors=True)
        compiled = core.compile_model(str(model), "CPU", options)
        cache.mkdir(exist_ok=True)
        whole.touch()
    return compiled


def _batches(order: list[int], sequences: Sequence[Tokens], budget: int) -> list[list[int]]:
    """Group indices, shortest texts first, so that no padded group has more than `budget` tokens.

    A text that is longer by itself is a group of its own.
    """
    batches: list[list[int]] = []
    batch: list[int] = []
    for index in order:
        if batch and len(sequences[index].ids) * (len(batch) + 1) > budget:
            batches.append(batch)
            batch = []
        batch.append(index)
    return [*batches, batch] if batch else batches


def _keep_result(request: Any, job: tuple[list[int], list[tuple[list[int], Any]]]) -> None:
    batch, results = job
    results.append((batch, request.get_output_tensor(0).data.copy()))
