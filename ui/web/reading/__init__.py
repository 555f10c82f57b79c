"""The one component of the pages: answers with their citations, a document at a quote, notices."""

from ui.web.reading.component import (
    Notice,
    mark_drawn,
    show_choices,
    show_notices,
    show_question,
    show_source,
    show_turn,
)

__all__ = [
    "Notice",
    "mark_drawn",
    "show_choices",
    "show_notices",
    "show_question",
    "show_source",
    "show_turn",
]
