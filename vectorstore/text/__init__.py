"""What a text says, found by rules alone: sentences, words, figures and names, as spans."""

from vectorstore.text.figures import Figure, figures, states
from vectorstore.text.names import Name, names, same_name
from vectorstore.text.sentences import clauses, paragraphs, sentences
from vectorstore.text.spans import Span
from vectorstore.text.words import STOP_WORDS, Word, content_words, fold, stem, words

__all__ = [
    "STOP_WORDS",
    "Figure",
    "Name",
    "Span",
    "Word",
    "clauses",
    "content_words",
    "figures",
    "fold",
    "names",
    "paragraphs",
    "same_name",
    "sentences",
    "states",
    "stem",
    "words",
]
