"""The language model that was chosen in the web app: a file of its own in the corpus's home.

It can hold a key. So only its owner may read it, and it is no part of the catalogue, which is
copied and exported.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assistant.chatmodel import GivenModelSettings, ModelSettings
from vectorstore import CorpusUnusable, InputError
from vectorstore.files import write_atomically

VARIABLE = "CARAVAN_MODEL"
"""Where it is set, to nothing even, the environment alone says which model there is."""

_FOR_ITS_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class Chosen:
    """The settings of the language model, and where they are from: VARIABLE, a file, or ""."""

    settings: ModelSettings
    set_in: str = ""


def is_overruled() -> bool:
    """Tell whether the environment chooses the model, and the file counts for nothing."""
    return VARIABLE in os.environ


def path(home: Path) -> Path:
    """Return where the file is for the corpus in `home`."""
    return home / "model.json"


def chosen(home: Path) -> Chosen:
    """Return which model is chosen for the corpus in `home`.

    Raises InputError where the file is wrong, ValidationError or SettingsError where a variable is.
    """
    if is_overruled():
        return Chosen(ModelSettings(), VARIABLE)
    saved = read(home)
    return Chosen(saved, str(path(home))) if saved else Chosen(GivenModelSettings())


def read(home: Path) -> ModelSettings | None:
    """Return what the file holds; None where there is none. Raises InputError where it is wrong."""
    file = path(home)
    try:
        return GivenModelSettings(**json.loads(file.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _wrong(file, f"{error.strerror}") from error
    # Without their causes, which quote what they were given: it may be the key.
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise _wrong(file, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (ValueError, TypeError):
        raise _wrong(file, "it is not a JSON object") from None


def write(home: Path, settings: ModelSettings) -> None:
    """Choose a model for the corpus in `home`. Raises CorpusUnusable where that cannot be kept."""
    kept = settings.model_dump(mode="json")
    kept["key"] = settings.key.get_secret_value() if settings.key else None
    content = json.dumps(kept, indent=2, ensure_ascii=False)
    try:
        write_atomically(path(home), f"{content}\n".encode(), _FOR_ITS_OWNER)
    except OSError as error:
        raise _not_kept(home, error) from error


def remove(home: Path) -> None:
    """Choose no model. Raises CorpusUnusable where the file cannot be removed."""
    try:
        path(home).unlink(missing_ok=True)
    except OSError as error:
        raise _not_kept(home, error) from error


def _wrong(file: Path, reason: str) -> InputError:
    return InputError(
        f"The file {file} does not say which language model to use: {reason}.",
        "Correct it, or remove it to answer without a language model.",
    )


def _not_kept(home: Path, error: OSError) -> CorpusUnusable:
    return CorpusUnusable(
        f"The choice of a language model was not kept: {path(home)}: {error.strerror}.",
        "Give yourself the right to write there, and see that the disk is not full.",
    )
