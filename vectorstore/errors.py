"""What can go wrong, as one tree.

    CaravanError                 every error that Caravan raises on purpose
    ├── InputError               the call itself was wrong: an empty question, an unknown id
    ├── SourceError              one file or address could not be read; the others can
    ├── ChatModelFailed          a language model gave no reply, or not a whole one
    ├── Stopped                  whoever asked has stopped it before there was an answer
    └── CorpusError              the corpus cannot be used
        ├── CorpusMissing        nothing has been ingested here yet
        ├── CorpusUnusable       the folder cannot be read or written
        ├── CorpusBusy           another process has held the lock for too long
        ├── CorpusDamaged        the vector index does not open or does not match the catalogue
        ├── ModelMismatch        the corpus was embedded by another model
        └── ModelUnavailable     the embedding model is not on this machine

Each message says what failed and on which input; `hint` says what to do next.
"""


class CaravanError(Exception):
    """An error that a person can act on.

    `hint` is one sentence with the next step, or empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(CaravanError):
    """The call itself was wrong."""


class SourceError(CaravanError):
    """One source could not be read."""


class ChatModelFailed(CaravanError):
    """A language model gave no reply, or not a whole one."""


class Stopped(CaravanError):
    """Whoever asked has stopped it before there was an answer."""

    def __init__(self) -> None:
        super().__init__("Stopped before it was answered.", "Ask it again when you like.")


class CorpusError(CaravanError):
    """The corpus cannot be used."""


class CorpusMissing(CorpusError):
    """There is no corpus here yet."""


class CorpusUnusable(CorpusError):
    """The corpus's folder, or a file of yours in it, cannot be read or written."""


class CorpusBusy(CorpusError):
    """Another process holds the corpus."""


class CorpusDamaged(CorpusError):
    """The vector index cannot be opened or does not match the catalogue."""


class ModelMismatch(CorpusError):
    """The corpus was embedded by another model than the one configured."""


class ModelUnavailable(CorpusError):
    """The embedding model is not on this machine or cannot be loaded."""
