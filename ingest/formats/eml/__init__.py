"""E-mails, and what is attached to them."""

from ingest.formats.eml.reader import read

__all__ = ["read"]
