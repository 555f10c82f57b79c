"""The one component of the pages; it draws whatever comes from articles, questions or files."""

from ui.web.reading.component import (
    Notice,
    show_choices,
    show_notices,
    show_question,
    show_source,
    show_turn,
)

__all__ = [
    "Notice",
    "show_choices",
    "show_notices",
    "show_question",
    "show_source",
    "show_turn",
]
