"""HTML pages: the article's text, without what stands around it, and what the page says of it."""

from ingest.formats.html.page import read

__all__ = ["read"]
