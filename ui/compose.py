"""The one place where settings become parts and parts become a whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_settings import SettingsError

from vectorstore import (
    Corpus,
    CrossEncoder,
    Embedder,
    EmbeddingSettings,
    HybridSearch,
    InputError,
    SearchSettings,
    StoreSettings,
    load_cross_encoder,
    load_embedder,
)
from vectorstore.vectors import load_chroma

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.chatmodel import ChatModel
    from ingest.settings import IngestSettings
    from ui.checkup import Checkup
    from ui.model_file import Chosen
    from ui.output import Output
    from ui.web.workspace import Workspace


def open_corpus(home: str | None, create: bool = False) -> Corpus:
    """Open the corpus in `home`, or in the configured place."""
    return Corpus.open(_store_settings(home), create)


def open_embedder(output: Output) -> Embedder:
    """Load the configured embedding model."""
    return load_embedder(_embedding_settings(), output.note)


def open_models(output: Output) -> tuple[Embedder, CrossEncoder | None]:
    """Load what questions are answered with: the embedding model and, if any, the cross-encoder."""
    return open_embedder(output), load_cross_encoder(_embedding_settings())


def chosen_model(home: Path) -> Chosen:
    """Return which language model is chosen for the corpus in `home`, and where that is set."""
    from ui import model_file

    try:
        return model_file.chosen(home)
    except (ValidationError, SettingsError) as error:
        raise _as_input_error(error, model_file.VARIABLE) from error


def open_chat_model(home: Path) -> ChatModel | None:
    """Return the language model chosen for the corpus in `home`; None where none is."""
    from assistant.chatmodel import load_chat_model

    return load_chat_model(chosen_model(home).settings)


def open_checkup(home: str | None) -> Checkup:
    """Return what looks at the corpus and the models for `caravan doctor`."""
    from ui.checkup import Checkup

    return Checkup(_store_settings(home), _embedding_settings(), chosen_model)


def open_search(corpus: Corpus, output: Output) -> HybridSearch:
    """Return a search over `corpus`."""
    with _meanwhile(load_chroma):
        embedder, cross_encoder = open_models(output)
    return HybridSearch(corpus, embedder, _search_settings(), cross_encoder)


def open_assistant(corpus: Corpus, output: Output) -> Assistant:
    """Return an assistant over `corpus`."""
    with _meanwhile(load_chroma, lambda: import_module("assistant")):
        embedder, cross_encoder = open_models(output)
    from assistant import Assistant

    model = open_chat_model(corpus.home)
    return Assistant(corpus, embedder, _search_settings(), cross_encoder, model)


def open_workspace(corpus: Corpus, output: Output, may_configure: bool = True) -> Workspace:
    """Return what the web app's pages work on; `may_configure` is what `Workspace` says of it."""
    with _meanwhile(load_chroma, lambda: import_module("ui.web.server")):
        embedder, cross_encoder = open_models(output)
    from assistant import Assistant, BackgroundAnswers
    from ingest import BackgroundIngest, Uploads
    from ui.web.workspace import Workspace

    model = _chat_model_if_sound(corpus.home, output)
    assistant = Assistant(corpus, embedder, _search_settings(), cross_encoder, model)
    return Workspace(
        corpus,
        assistant,
        BackgroundAnswers(assistant),
        Uploads(corpus.home / "uploads"),
        BackgroundIngest(corpus, embedder),
        may_configure,
    )


def _chat_model_if_sound(home: Path, output: Output) -> ChatModel | None:
    """Do as `open_chat_model`, but answer without a model that was chosen in the web app.

    There it is mended, too, so that has to start.
    """
    from ui import model_file

    try:
        return open_chat_model(home)
    except InputError as error:
        if model_file.is_overruled():
            raise
        output.note(f"Answering without a language model: {error} {error.hint}")
        return None


@contextmanager
def _meanwhile(*imports: Callable[[], object]) -> Iterator[None]:
    """Import modules in a thread: compiling a model leaves the interpreter idle."""
    with _interrupts_put_off(), ThreadPoolExecutor(max_workers=1) as pool:
        started = [pool.submit(work) for work in imports]
        yield
        for one in started:
            one.result()


@contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Let Ctrl-C wait: raised in the midst of an import, it can leave a lock that nobody frees."""
    if threading.current_thread() is not threading.main_thread():
        yield  # where no signal is ever handled
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _store_settings(home: str | None) -> StoreSettings:
    try:
        return StoreSettings() if home is None else StoreSettings(home=Path(home))
    except ValidationError as error:
        raise _as_input_error(error) from error


def _embedding_settings() -> EmbeddingSettings:
    try:
        return EmbeddingSettings()
    except ValidationError as error:
        raise _as_input_error(error) from error


def ingest_settings() -> IngestSettings:
    """Return the configured limits of what is ingested."""
    from ingest.settings import IngestSettings

    try:
        return IngestSettings()
    except ValidationError as error:
        raise _as_input_error(error, "CARAVAN_INGEST") from error


def _search_settings() -> SearchSettings:
    try:
        return SearchSettings()
    except ValidationError as error:
        raise _as_input_error(error, "CARAVAN_SEARCH") from error


def _as_input_error(error: ValidationError | SettingsError, prefix: str = "CARAVAN") -> InputError:
    if isinstance(error, SettingsError):  # only one is to be JSON
        return InputError(
            f"The setting {prefix}_OPTIONS is wrong: it is not JSON.",
            'Write it like {"temperature": 0}, or unset it.',
        )
    first = error.errors()[0]
    name = "_".join([prefix, *(str(part).upper() for part in first["loc"])])
    return InputError(f"The setting {name} is wrong: {first['msg']}.", "Correct it or unset it.")
