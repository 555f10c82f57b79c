"""Why a PDF cannot be read, in words that say what to do."""

from __future__ import annotations

from vectorstore import SourceError

AGAIN = "Open it in a PDF viewer and print or export it to a new PDF, or download it again."
_RECOGNISE = "Recognise its text first, for example with: ocrmypdf --force-ocr in.pdf out.pdf"


def failure(error: Exception, message: str) -> SourceError:
    """Return what pypdf's error means: a limit that was reached, or else what `message` says."""
    from pypdf.errors import LimitReachedError

    if isinstance(error, LimitReachedError | MemoryError):
        return SourceError(
            "The PDF unpacks to far more than an article holds",
            "If you trust it, print or export it to a new PDF, and ingest that.",
        )
    return SourceError(message, AGAIN)


def scanned(message: str) -> SourceError:
    """Return the error for pages that are pictures."""
    return SourceError(message, _RECOGNISE)


def no_characters(what: str) -> SourceError:
    """Return the error for pages whose fonts are only shapes."""
    return SourceError(
        f"{what} cannot be read: its fonts do not say which characters they draw", _RECOGNISE
    )
