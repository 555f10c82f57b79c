"""What support would ask for: versions, the corpus, the models, and whether they work."""

from __future__ import annotations

import os
import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vectorstore import (
    CaravanError,
    Corpus,
    CorpusMissing,
    EmbeddingSettings,
    StoreSettings,
    catalogue,
)

if TYPE_CHECKING:
    from assistant.chatmodel import ChatModel
    from ui.model_file import Chosen
    from vectorstore.embedding.base import ModelIdentity

_PACKAGES = (
    "chromadb",
    "langchain",
    "langchain-core",
    "openvino",
    "sentence-transformers",
    "sqlalchemy",
    "streamlit",
    "torch",
    "transformers",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part.

    `state` is a word or two, `facts` is what there is to know of it. `problem` says in a sentence
    what is wrong and is empty where nothing is; `hint` says what to do next.
    """

    state: str
    facts: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding in the form that `caravan doctor --json` prints."""
        return {"state": self.state, **self.facts, "problem": self.problem, "hint": self.hint}


def versions() -> dict[str, Any]:
    """Return the versions of Caravan and of what it rests on."""
    return {
        "caravan": version("caravan"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) or "missing" for name in _PACKAGES},
    }


class Checkup:
    """Looks at one corpus and at the models that answer from it."""

    def __init__(
        self,
        store: StoreSettings,
        embedding: EmbeddingSettings,
        chosen_model: Callable[[Path], Chosen],
    ) -> None:
        self._home = store.home.expanduser()
        self._store = store
        self._embedding = embedding
        self._chosen_model = chosen_model

    def findings(self, ask_model: bool, note: Callable[[str], None]) -> dict[str, Finding]:
        """Look at everything; `note` is told, in a sentence, that the language model is asked."""
        corpus, made_by = self._corpus()
        return {
            "corpus": corpus,
            "embedding_model": self._embedding_model(made_by),
            "cross_encoder": self._cross_encoder(),
            "language_model": self._language_model(ask_model, note),
        }

    def _corpus(self) -> tuple[Finding, ModelIdentity | None]:
        """Look at the corpus (ready, missing or unusable) and for the model that it was made by."""
        facts: dict[str, Any] = {"home": str(self._home), "writable": _is_writable(self._home)}
        try:
            corpus = Corpus.open(self._store)
            with corpus.database.read() as connection:
                made_by = catalogue.model(connection)
                facts["documents"] = catalogue.count_documents(connection)
                facts["passages"] = len(catalogue.searchable_ids(connection))
            corpus.close()
        except CorpusMissing as error:
            return Finding("missing", facts, hint=error.hint), None
        except CaravanError as error:
            return Finding("unusable", facts, str(error), error.hint), None
        facts["bytes"] = sum(map(_size, self._home.rglob("*")))
        if facts["writable"]:
            return Finding("ready", facts), made_by
        problem = f"{self._home} cannot be written to: no article can be added."
        hint = "Give yourself the right to write there."
        return Finding("ready", facts, problem, hint), made_by

    def _embedding_model(self, made_by: ModelIdentity | None) -> Finding:
        """Look at the embedding model: prepared, not prepared or unusable."""
        from vectorstore.embedding.export import find_export
        from vectorstore.embedding.source import find_model

        name, cache = self._embedding.embedding_model, self._embedding.cache
        facts = {"name": name, "cache": str(cache)}
        try:
            source = find_model(name, cache)
        except CaravanError as error:
            return Finding("unusable", facts, str(error), error.hint)
        if made_by is not None and made_by.fingerprint != source.fingerprint:
            problem = f"The corpus was embedded by another model, {made_by.name}."
            hint = f"Set CARAVAN_EMBEDDING_MODEL={made_by.name}, or run `caravan reindex`."
            return Finding("unusable", facts, problem, hint)
        return Finding("prepared" if find_export(source, cache) else "not prepared", facts)

    def _cross_encoder(self) -> Finding:
        """Look at the cross-encoder: there, switched off, or missing."""
        from vectorstore.crossencoder.model import FOLDER

        if not self._embedding.cross_encoder:
            return Finding("off")
        return Finding("there" if (FOLDER / "model.onnx").is_file() else "missing")

    def _language_model(self, is_asked: bool, note: Callable[[str], None]) -> Finding:
        """Look at the language model: none, not asked, answers, or fails."""
        from assistant.chatmodel import load_chat_model
        from ui.model_file import VARIABLE

        name = os.environ.get(VARIABLE, "").strip()
        facts: dict[str, Any] = {"name": name, "address": "", "package": "", "set_in": ""}
        try:
            chosen = self._chosen_model(self._home)
            name = (chosen.settings.name or "").strip()
            facts |= {"name": name, "package": _package_of(name), "set_in": chosen.set_in}
            model = load_chat_model(chosen.settings)
            if model is None:
                hint = (
                    f"To have one write the answers, choose it in the web app, or set {VARIABLE}."
                )
                return Finding("none", {"set_in": chosen.set_in}, hint=hint)
            facts["address"] = model.address
            if not is_asked:
                return Finding("not asked", facts)
            note(f"Asking {name}")
            facts["seconds"] = round(seconds_to_answer(model), 2)
        except CaravanError as error:
            return Finding("fails", facts, str(error), error.hint)
        return Finding("answers", facts)


def seconds_to_answer(model: ChatModel, stopped: threading.Event | None = None) -> float:
    """Ask a model something small and return how many seconds its first words took.

    Raises ChatModelFailed where none come, and where `stopped` is set before.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    asked = [SystemMessage("Answer in one word."), HumanMessage("What is the capital of France?")]
    stopped, began = stopped or threading.Event(), time.monotonic()
    seconds = 0.0
    for written in model.stream(asked, stopped):
        if written.text.strip() and not seconds:
            seconds = time.monotonic() - began
            stopped.set()  # that it answers is enough
    return seconds


def _package_of(name: str) -> str:
    """Return the provider's package with its version; "" where none of that name is installed."""
    package = f"langchain-{name.partition(':')[0].replace('_', '-')}"
    number = _version(package)
    return f"{package} {number}" if number else ""


def _version(package: str) -> str:
    """Return the version of a package; "" where it is not installed."""
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return ""


def _size(file: Path) -> int:
    """Return how many bytes a file has; none where it has gone meanwhile, as others write here."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _is_writable(folder: Path) -> bool:
    """Tell whether a folder, or the one that it would be made in, can be written to."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return os.access(existing, os.W_OK)
