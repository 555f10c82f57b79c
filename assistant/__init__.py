"""From a question to an answer whose every citation has been checked."""

from assistant.answers import Answer, Citation, Length, Question, Sentence
from assistant.background import Asked, BackgroundAnswers, Talk
from assistant.session import Assistant, Reply

__all__ = [
    "Answer",
    "Asked",
    "Assistant",
    "BackgroundAnswers",
    "Citation",
    "Length",
    "Question",
    "Reply",
    "Sentence",
    "Talk",
]
