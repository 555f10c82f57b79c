"""The one component of the pages: an answer with its citations, or a document at a quote."""

from ui.web.reading.component import show_source, show_turn, show_waiting

__all__ = ["show_source", "show_turn", "show_waiting"]
