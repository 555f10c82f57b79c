"""The cross-encoder: reads a question together with a sentence, down to the words that answer."""

from vectorstore.crossencoder.model import CrossEncoder, Read, load_cross_encoder
from vectorstore.crossencoder.pairs import Sentence

__all__ = ["CrossEncoder", "Read", "Sentence", "load_cross_encoder"]
