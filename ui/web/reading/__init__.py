"""What is read: answers with their citations, documents, notices, texts to choose from.

Each is a component of its own, whose strings enter the page as text.
"""

from ui.web.reading.choices import show_choices
from ui.web.reading.notices import Notice, show_notices
from ui.web.reading.source import Beside, Range, Shown, show_source
from ui.web.reading.turn import (
    Acts,
    Copied,
    Known,
    Rating,
    show_growing,
    show_question,
    show_turn,
)

__all__ = [
    "Acts",
    "Beside",
    "Copied",
    "Known",
    "Notice",
    "Range",
    "Rating",
    "Shown",
    "show_choices",
    "show_growing",
    "show_notices",
    "show_question",
    "show_source",
    "show_turn",
]
