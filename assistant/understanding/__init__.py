"""What a question means: alone, in its parts, and on the dates of articles."""

from assistant.understanding.condense import condense
from assistant.understanding.events import day_of
from assistant.understanding.parts import parts
from assistant.understanding.periods import limits

__all__ = ["condense", "day_of", "limits", "parts"]
