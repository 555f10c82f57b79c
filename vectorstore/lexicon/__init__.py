"""Different names of one thing: a question that says ODKB finds articles that say CSTO."""

from vectorstore.lexicon.lexicon import Lexicon, LexiconFile, Mention

__all__ = ["Lexicon", "LexiconFile", "Mention"]
