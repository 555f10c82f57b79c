"""The formats that are read, a module for each."""

from ingest.formats.article import Article, File, Unreadable
from ingest.formats.registry import FORMATS, SUFFIXES, Format, format_of

__all__ = ["FORMATS", "SUFFIXES", "Article", "File", "Format", "Unreadable", "format_of"]
