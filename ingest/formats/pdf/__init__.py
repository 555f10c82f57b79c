"""PDF, page by page."""

from ingest.formats.pdf.reader import read

__all__ = ["read"]
