"""The one component of the pages: an answer with its citations, or a document at a quote."""

from ui.web.reading.component import show_question, show_source, show_turn

__all__ = ["show_question", "show_source", "show_turn"]
