"""From a question to an answer whose every citation has been checked."""

from assistant.answers import Answer, Citation, Question, Sentence
from assistant.session import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Question", "Sentence"]
