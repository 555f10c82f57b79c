"""Export a sentence-transformers model to ONNX, once for each set of weights.

The whole model is exported as one graph (transformer, pooling, dense and normalising layers), so
that any architecture whose graph can be traced is served alike. The export is compared with the
original on a few texts before it is used.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from vectorstore.embedding.base import unit
from vectorstore.embedding.source import ModelSource
from vectorstore.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_FORMAT = 4
"""Raised whenever what an export folder holds changes, so that old ones are made again."""

_PROBES = (
    "Trade.",
    "The railway will cross the border at Torugart and reach the plain three years later.",
    "Leaders met in the capital. " * 20,
)
_SAME = 0.999


@dataclass(frozen=True, slots=True)
class Export:
    """One exported model: `folder` holds tokenizer.json and, for the backend "onnx", model.onnx.

    The backend is "torch" where the model cannot be exported; `reason` then says why. `sizes` are
    those of the files, in bytes: another size tells that a file is damaged.
    """

    folder: Path
    backend: str
    dimension: int
    max_tokens: int
    query_prefix: str
    document_prefix: str
    reason: str = ""
    sizes: dict[str, int] = field(default_factory=dict)


def export_model(
    source: ModelSource, cache: Path, notify: Callable[[str], None] = lambda _: None
) -> Export:
    """Return the export of `source`, made now if this cache has none yet.

    `notify` is told, in a sentence, when that is going to take a while. Several processes may ask
    at once: one makes it, the others wait and use it. Raises ModelUnavailable where the model
    cannot be loaded or the cache cannot be written.
    """
    found = find_export(source, cache)
    if found is not None:
        return found
    folder = _folder(source, cache)
    notify(f"Preparing the embedding model {source.name} (only the first time)")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            return _read(folder) or _make(source, folder)
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model cannot be prepared in {cache}: {error}.",
            "Set CARAVAN_CACHE to a folder that can be written.",
        ) from error


def find_export(source: ModelSource, cache: Path) -> Export | None:
    """Return the export of `source` where there is one already."""
    return _read(_folder(source, cache))


def _folder(source: ModelSource, cache: Path) -> Path:
    return cache / "models" / f"{source.fingerprint[:24]}-v{_FORMAT}"


def _read(folder: Path) -> Export | None:
    """Return the export in `folder`; None where there is none that is whole."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        export = Export(folder, **values)
    except (OSError, ValueError, TypeError):
        return None
    return export if export.sizes == _sizes(folder) else None


def _sizes(folder: Path) -> dict[str, int]:
    files = [folder / name for name in ("model.onnx", "tokenizer.json")]
    return {file.name: file.stat().st_size for file in files if file.is_file()}


def _make(source: ModelSource, folder: Path) -> Export:
    workplace = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".export-"))
    try:
        export = _export_into(source, workplace)
        values = asdict(export)
        del values["folder"]
        (workplace / "manifest.json").write_text(json.dumps(values), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        workplace.rename(folder)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
    return Export(folder, **values)


def _export_into(source: ModelSource, folder: Path) -> Export:
    model = load_sentence_transformer(source.folder)
    model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    probes = unit(np.asarray(model.encode(list(_PROBES)), np.float32))
    prompts = {key: text for key, text in (model.prompts or {}).items() if text}
    backend, reason = "onnx", ""
    try:
        _trace(model, folder / "model.onnx")
        _compare(folder, model, probes)
    except Exception as error:  # noqa: BLE001 - tracing fails in as many ways as there are models
        (folder / "model.onnx").unlink(missing_ok=True)
        backend, reason = "torch", f"{type(error).__name__}: {error}"[:300]
    return Export(
        folder=folder,
        backend=backend,
        dimension=int(probes.shape[1]),
        max_tokens=int(model.max_seq_length or 512),
        query_prefix=prompts.get("query", ""),
        document_prefix=prompts.get("document", prompts.get("passage", "")),
        reason=reason,
        sizes=_sizes(folder),
    )


def load_sentence_transformer(folder: Path) -> SentenceTransformer:
    """Load the model in `folder` with PyTorch, offline. Raises ModelUnavailable if it cannot be."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise ModelUnavailable(
            "The package sentence-transformers, which prepares the embedding model, is missing.",
            "Install it: pip install sentence-transformers",
        ) from error
    # transformers gives this function no types.
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()
    except Exception as error:  # loading fails in as many ways as there are file formats
        raise ModelUnavailable(
            f"The embedding model in {folder} cannot be loaded: {error}.",
            "Set CARAVAN_EMBEDDING_MODEL to another sentence-transformers model.",
        ) from error


def _trace(model: SentenceTransformer, path: Path) -> None:
    import torch

    class WholeModel(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.model(features)["sentence_embedding"]

    _write_attention_out(model)
    example = model.tokenizer(list(_PROBES[:2]), padding=True, return_tensors="pt")
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns about branches that no text reaches
        torch.onnx.export(
            WholeModel(),
            (example["input_ids"], example["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )


def _write_attention_out(model: SentenceTransformer) -> None:
    """Have attention traced as two products and a softmax, which OpenVINO runs as one kernel.

    PyTorch's own kernel is traced with guards against empty rows, which keep them apart.
    """
    from transformers import PreTrainedModel

    for module in model.modules():
        if isinstance(module, PreTrainedModel):
            with suppress(ValueError):  # a model may know no other way than its own
                module.set_attn_implementation("eager")


def _compare(folder: Path, model: SentenceTransformer, expected: Any) -> None:
    from vectorstore.embedding.openvino import Encoder

    encoder = Encoder(folder, int(model.max_seq_length or 512), precision="f32")
    likeness = (encoder.encode(_PROBES) * expected).sum(axis=1).min()
    if not likeness >= _SAME:
        raise ValueError(f"the exported graph differs from the model (cosine {likeness:.4f})")
