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

from vectorstore.heap import share_heaps

_MOST_TOKENS = 2048
"""Padded tokens in one inference; measured best of 1,024 to 8,192 on two cores with bf16."""
_LEAST_TOKENS = 256
_STEP = 4
"""Sequences are padded to a multiple of so many tokens."""
_FILLINGS = 8
"""The last batch of many is filled up to about a multiple of this part of a whole one."""
_BATCHES_A_TURN = 2
"""Batches a request that one caller may have run before others get their turn: under a second, so
that a question need not wait until a long document is embedded."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sequence: the ids of its tokens, and which of them are of token type 1."""

    ids: Sequence[int]
    marked: range = range(0)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sequences that run together, and the shape that they are padded to: rows and tokens.

    OpenVINO keeps about a megabyte for each shape that it has seen: so there are to be few.
    """

    indices: Sequence[int]
    rows: int
    length: int


class Engine:
    """One compiled model. Several threads may use it.

    `precision` is "bf16" or "f32"; None takes what the processor is best at. Compiled code is kept
    in the folder `cache`, one folder a version of OpenVINO. `longest` is how many tokens a sequence
    may have at most, padding among them.
    """

    def __init__(
        self, model: Path, cache: Path, precision: str | None = None, longest: int | None = None
    ) -> None:
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
        self._longest = longest
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
        results: list[tuple[_Batch, Any]] = []
        lengths = [self._padded(len(one.ids)) for one in sequences]
        batches = list(_batches(lengths, self._budget(sequences)))
        for start in range(0, len(batches), _BATCHES_A_TURN * self._requests):
            with self._turn():
                for batch in batches[start : start + _BATCHES_A_TURN * self._requests]:
                    inputs = self._inputs(batch, sequences)
                    self._queue.start_async(inputs, (batch, results))
                self._queue.wait_all()
        found: dict[int, NDArray[np.float32]] = {}
        for batch, rows in results:
            found.update(zip(batch.indices, rows, strict=False))  # some only fill it up
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
        """Return how many tokens a batch may have: few texts are to keep all streams busy too.

        It is a power of two.
        """
        share = sum(len(one.ids) for one in sequences) // (2 * self._requests)
        return min(_MOST_TOKENS, max(_LEAST_TOKENS, _power_of_two(share)))

    def _padded(self, tokens: int) -> int:
        """Return the length that a sequence of so many tokens is padded to."""
        rounded = -(-tokens // _STEP) * _STEP
        return rounded if self._longest is None else max(tokens, min(rounded, self._longest))

    def _inputs(self, batch: _Batch, sequences: Sequence[Tokens]) -> dict[str, Any]:
        ids = np.zeros((batch.rows, batch.length), np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        mask[:, :1] = 1  # a row of nothing but padding could divide by zero
        for row, index in enumerate(batch.indices):
            one = sequences[index]
            size = len(one.ids)
            ids[row, :size] = one.ids
            mask[row, :size] = 1
            types[row, one.marked.start : one.marked.stop] = 1
        inputs = {"input_ids": ids, "attention_mask": mask}
        return inputs | {"token_type_ids": types} if self._typed else inputs


def load_openvino() -> ModuleType:
    """Import OpenVINO without its telemetry, which reports every import to its maker's server."""
    share_heaps()
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


def _batches(lengths: Sequence[int], budget: int) -> Iterator[_Batch]:
    """Group sequences of these lengths, longest first, into batches of up to `budget` tokens.

    One that is longer by itself is a batch of its own.
    """
    order = sorted(range(len(lengths)), key=lambda index: lengths[index], reverse=True)
    start = 0
    while start < len(order):
        length = lengths[order[start]]
        rows = max(1, budget // max(1, length))
        indices = order[start : start + rows]
        yield _Batch(indices, min(rows, _filled_up(len(indices), rows // _FILLINGS)), length)
        start += rows


def _filled_up(rows: int, step: int) -> int:
    """Return the next multiple of `step` for a batch of so many rows, or power of two below it."""
    return -(-rows // step) * step if rows > step > 0 else _power_of_two(2 * rows - 1)


def _power_of_two(number: int) -> int:
    """Return the greatest power of two that is no more than `number`, at least 1."""
    return 1 << max(0, number.bit_length() - 1)


def _keep_result(request: Any, job: tuple[_Batch, list[tuple[_Batch, Any]]]) -> None:
    batch, results = job
    results.append((batch, request.get_output_tensor(0).data.copy()))
