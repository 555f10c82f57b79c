"""Run ONNX models of token sequences by OpenVINO, in bfloat16 where the processor has it."""

from __future__ import annotations

import shutil
import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import Any, cast

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

_MOST_TOKENS = 2048
"""Padded tokens in one inference; measured best of 512 to 4,096 on two cores with bf16."""
_LEAST_TOKENS = 256
_BATCHES_AHEAD = 2
"""Batches that one caller may have waiting or under way, for each that runs at a time. Others come
after these: under a second, so that a question need not wait until a long document is embedded."""


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
        self._idle: SimpleQueue[Any] = SimpleQueue()
        for _ in range(self._requests):
            self._idle.put(self._model.create_infer_request())
        # All callers' batches in one queue: one caller's last run beside another's first.
        self._threads = ThreadPoolExecutor(self._requests, "caravan-engine")

    def run(self, sequences: Sequence[Tokens]) -> list[NDArray[np.float32]]:
        """Return the model's output for each sequence, in order.

        Where the output has a row a token, padding gives rows too, after those of the sequence.
        """
        order = sorted(range(len(sequences)), key=lambda index: len(sequences[index].ids))
        found: dict[int, NDArray[np.float32]] = {}
        ahead: deque[tuple[list[int], Future[Any]]] = deque()
        try:
            for batch in _batches(order, sequences, self._budget(sequences)):
                if len(ahead) == _BATCHES_AHEAD * self._requests:
                    _collect(ahead, found)
                inputs = self._inputs([sequences[index] for index in batch])
                ahead.append((batch, self._threads.submit(self._infer, inputs)))
            while ahead:
                _collect(ahead, found)
        finally:
            for _, future in ahead:
                future.cancel()
        return [found[index] for index in range(len(sequences))]

    def _infer(self, inputs: dict[str, Any]) -> NDArray[np.float32]:
        request = self._idle.get()
        try:
            request.start_async(inputs)
            request.wait()  # other threads run meanwhile
            output: NDArray[np.float32] = request.get_output_tensor(0).data.copy()
        finally:
            self._idle.put(request)
        return output

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


def _collect(
    ahead: deque[tuple[list[int], Future[Any]]], found: dict[int, NDArray[np.float32]]
) -> None:
    """Wait for the batch that was begun first and note its rows."""
    batch, future = ahead.popleft()
    found.update(zip(batch, future.result(), strict=True))
