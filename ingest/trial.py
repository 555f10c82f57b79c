"""Whether a file can be read at all, found out by reading it."""

from __future__ import annotations

from ingest.archives import members
from ingest.formats import File
from ingest.formats.registry import is_archive
from ingest.given import read_sidecar
from ingest.readers import readers, usual_jobs
from ingest.settings import IngestSettings
from vectorstore import SourceError


def is_readable(name: str, content: bytes, sidecar: bytes = b"") -> bool:
    """Tell whether an article can be read from a file, or an archive be opened.

    `sidecar` is the content of the file beside it, if there is one.
    """
    settings = IngestSettings()
    try:
        if is_archive(name, content):
            return any(member.error is None for member in members(content, settings))
        if len(content) > settings.file_bytes:
            return False
        file = File(name, content, settings=settings)
        reading = readers(usual_jobs()).submit(file, read_sidecar(sidecar))
        return any(part.extract is not None for part in reading.result())
    except SourceError:
        return False
