"""Whether a file can be read at all, found out by reading it."""

from __future__ import annotations

from ingest.archives import members
from ingest.formats import File
from ingest.formats.registry import is_archive
from ingest.given import Given
from ingest.readers import readers, usual_jobs
from ingest.settings import IngestSettings
from vectorstore import SourceError


def is_readable(name: str, content: bytes) -> bool:
    """Tell whether an article can be read from a file, or an archive be opened."""
    settings = IngestSettings()
    try:
        if is_archive(name, content):
            return any(member.error is None for member in members(content, settings))
        if len(content) > settings.file_bytes:
            return False
        reading = readers(usual_jobs()).submit(File(name, content, settings=settings), Given())
        return any(part.extract is not None for part in reading.result())
    except SourceError:
        return False
