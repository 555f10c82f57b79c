"""Word's .docx."""

from ingest.formats.docx.reader import read

__all__ = ["read"]
